"""Who is heard to say so in each ordinary way of naming a source: a line a way in speech/<language>.txt.

"mayor | {D}, the mayor said." names the mayor, "- | It emerged that {d}." nobody, though it is told at second hand, and
"= | {D}. The mayor visited the families." is the report's own voice; {d} is what happened, {D} the same with a capital.
"""

from __future__ import annotations

from datetime import date

import pytest
from case_lists import cases

from geomap.model import Report
from geomap.pipeline.analysis import analyse
from geomap.pipeline.tools import open_tools
from geomap.text.terms import normal

DEEDS = {
    "en": ("two shells fell in Movses on Tuesday", "the village of Chinari came under fire on Tuesday"),
    "ru": ("во вторник обстреляли село Чинари", "село Мовсес во вторник попало под огонь"),
    "hy": ("երեքշաբթի գնդակոծվել է Չինարի գյուղը", "երեքշաբթի Մովսես գյուղում երկու արկ է ընկել"),
    "az": (
        "çərşənbə axşamı Tovuz rayonunun Əlibəyli kəndi atəşə tutulub",
        "çərşənbə axşamı Gədəbəy rayonunun Zamanlı kəndinə iki mərmi düşüb",
    ),
}
TITLE = 25  # letters a claimant may have besides: "Kommersant's correspondent"


@pytest.mark.parametrize(("lang", "speaker", "way"), cases("speech"))
def test_each_way_of_naming_a_source_is_heard_and_what_nobody_says_is_the_reports_own(lang, speaker, way):
    deed = DEEDS[lang][len(way) % 2]
    text = way.format(d=deed, D=deed[0].upper() + deed[1:])
    found = analyse(Report("one", text, lang, date(2021, 6, 10)), open_tools()).events
    assert found
    assert {event.hedged for event in found} == {speaker != "="}
    if speaker not in {"=", "-"}:
        assert normal(speaker) in normal(found[0].claimant)
        assert len(found[0].claimant) <= len(speaker) + TITLE
