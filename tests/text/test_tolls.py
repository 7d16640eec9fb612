"""What each ordinary way of telling of the killed, wounded and captured comes to: a line a case in tolls/<language>.txt.

"k2 w1 | ..." is two killed and one wounded, "k0 w0 | ..." nobody; of what is not listed nobody may be counted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.text import casualties, tokens
from geomap.text.reading import Reading
from geomap.text.tolls import account

KINDS = {"k": "killed", "w": "wounded", "c": "captured"}
LISTS = sorted(Path(__file__).with_name("tolls").glob("*.txt"))
CASES = [
    pytest.param(path.stem, *line.split(" | ", 1), id=line)
    for path in LISTS
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "told", "text"), CASES)
def test_each_construction_tells_how_many(lang, told, text):
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    tolls = [toll for _, first, end in reading.sentences for toll in casualties.find(reading, first, end, [])]
    expected = {KINDS[figure[0]]: int(figure[1:]) for figure in told.split()}
    found = account(tolls)
    assert {kind: found.get(kind) for kind in expected} == expected
    assert not any(count for kind, count in found.items() if kind not in expected)
