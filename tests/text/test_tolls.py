"""What each ordinary way of telling of the killed, wounded and captured comes to: a line a case in tolls/<language>.txt.

"k2 w1 | ..." is two killed and one wounded, "k0 w0 | ..." nobody; of what is not listed nobody may be counted.
"""

from __future__ import annotations

import pytest
from case_lists import cases

from geomap.text import casualties, tokens
from geomap.text.reading import Reading
from geomap.text.tolls import account

KINDS = {"k": "killed", "w": "wounded", "c": "captured"}


@pytest.mark.parametrize(("lang", "told", "text"), cases("tolls"))
def test_each_construction_tells_how_many(lang, told, text):
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    tolls = [toll for _, first, end in reading.sentences for toll in casualties.find(reading, first, end, [])]
    expected = {KINDS[figure[0]]: int(figure[1:]) for figure in told.split()}
    found = account(tolls)
    assert {kind: found.get(kind) for kind in expected} == expected
    assert not any(count for kind, count in found.items() if kind not in expected)
