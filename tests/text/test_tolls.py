"""What each ordinary way of telling of the killed, wounded and captured comes to: a line a case in tolls/<language>.txt.

"k2 w1 | ..." is two killed and one wounded, "k0 w0 | ..." nobody; of what is not listed nobody may be counted.
"""

from __future__ import annotations

import pytest
from case_lists import cases, come_to

KINDS = {"k": "killed", "w": "wounded", "c": "captured"}


@pytest.mark.parametrize(("lang", "told", "text"), cases("tolls"))
def test_each_construction_tells_how_many(lang, told, text):
    expected = {KINDS[figure[0]]: int(figure[1:]) for figure in told.split()}
    found = come_to(text, lang)
    assert {kind: found.get(kind) for kind in expected} == expected
    assert not any(count for kind, count in found.items() if kind not in expected)
