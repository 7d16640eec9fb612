"""Who acted on whom, by each language's grammar."""

from __future__ import annotations

import pytest

from geomap.text import actors, tokens, triggers
from geomap.text.reading import Reading

TOLD = triggers.Report(False, False, False, False)
DEEDS = [
    ("en", "The armed forces of Azerbaijan shelled Armenian positions.", "armed forces of Azerbaijan", "Armenian positions"),
    ("en", "Fighting was reported along the border with Azerbaijan.", "", ""),
    ("en", "A private was wounded in an Azerbaijani attack on the hill.", "Azerbaijani", ""),
    ("en", "The claims of the Azerbaijani ministry that Armenian units shelled a post are untrue.", "Armenian units", ""),
    ("en", "Three Armenian soldiers were killed in clashes.", "", "Armenian soldiers"),
    ("en", "A farmer was killed by a mine in an area freed from Armenia's occupation.", "", ""),
    ("ru", "Подразделения ВС Армении подвергли обстрелу позиции азербайджанской армии.", "Подразделения ВС Армении", "позиции азербайджанской армии"),
    ("ru", "Позиции азербайджанской армии подверглись обстрелу.", "", "Позиции азербайджанской армии"),
    ("ru", "На мине в районе Азербайджана подорвался тракторист.", "", ""),
    ("ru", "Солдат ВС Азербайджана был ранен пограничниками Армении.", "пограничниками Армении", "Солдат ВС Азербайджана"),
    ("hy", "Հայկական դիրքերի ուղղությամբ կրակել են։", "", "Հայկական դիրքերի"),
    ("hy", "Ադրբեջանական զինված ուժերի զինծառայողների կողմից գնդակոծվել է դիրքը։", "Ադրբեջանական զինված ուժերի զինծառայողների", ""),
    ("az", "Azərbaycan Ordusunun sərhəddə yerləşən mövqelərini atəşə tutublar.", "", "Azərbaycan Ordusunun"),
    ("az", "Ermənistan silahlı qüvvələrinin bölmələri Azərbaycan Ordusunun mövqelərini atəşə tutub.", "Ermənistan silahlı qüvvələrinin bölmələri", "Azərbaycan Ordusunun mövqelərini"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "initiator", "target"), DEEDS)
def test_grammar_tells_who_did_it_to_whom(lang, text, initiator, target):
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    _, first, end = reading.sentences[0]
    found = [t for t in triggers.find(reading, first, end, [], TOLD) if t.type not in {"generic", "casualty"}]
    deed = actors.deed(reading, (found or triggers.find(reading, first, end, [], TOLD))[0], first, end)
    assert (deed.initiator, deed.target) == (initiator, target)
