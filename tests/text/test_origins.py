"""Where fire came from and whom it was opened on."""

from __future__ import annotations

from datetime import date

from geomap.model import Event, Report
from geomap.pipeline.analysis import analyse
from geomap.pipeline.tools import open_tools

PUBLISHED = date(2022, 9, 20)


def events(text: str, lang: str = "en") -> tuple[Event, ...]:
    return analyse(Report("one", text, lang, PUBLISHED), open_tools()).events


def test_units_stationed_somewhere_after_the_fire_are_whom_it_was_opened_on():
    text = "Armenian troops opened fire on units stationed in the Lachin district, Baku's Defense Ministry said."
    (event,) = events(text)
    assert [m.text for x in event.locatives for m in x.anchors] == ["Lachin district"]
    assert not event.origins


def test_a_word_for_several_places_holds_a_list_of_posts_together():
    text = (
        "Ermənistan bölmələri Gorus rayonunun Xoznavar, Dığ, Ərəvus yaşayış məntəqələri istiqamətlərində yerləşən "
        "mövqelərindən Laçın rayonundakı mövqelərimizi atəşə tutub."
    )
    (event,) = events(text, "az")
    assert [m.text for x in event.origins for m in x.anchors] == ["Xoznavar", "Dığ", "Ərəvus"]


def test_what_describes_the_posts_that_fired_is_part_of_where_they_are():
    text = "С постов у села Джил на берегу Севана били по окопам в Чобанкенде Гедабекского района, сообщило Минобороны."
    (event,) = events(text, "ru")
    assert "Чобанкенде" in [m.text for x in event.locatives for m in x.anchors]
    assert not any(m.text == "Севана" for x in event.locatives for y in (x, *x.also) for m in y.anchors)
