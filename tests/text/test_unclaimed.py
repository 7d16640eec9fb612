"""What was told without a place gets the place beside it that nothing else claims."""

from __future__ import annotations

import geomap

DAY = "2021-05-28"


def places(text: str) -> list[str | None]:
    return [row.place_text for row in geomap.extract(text=text, published=DAY).itertuples()]


def test_a_soldier_detained_was_detained_where_villagers_saw_him():
    text = (
        "Villagers of Bnunis noticed a stranger in uniform on Thursday night. "
        "An Azerbaijani soldier was detained, the Defense Ministry of Armenia confirmed."
    )
    assert places(text) == ["Bnunis"]


def test_what_was_hit_came_down_where_the_next_sentence_says():
    text = (
        "Two Armenian officers died when their helicopter was shot down by a missile on Thursday. "
        "The wreck lies not far from Yeraskh."
    )
    assert places(text) == ["not far from Yeraskh"]


def test_a_place_far_from_the_word_for_the_deed_is_taken_before_none():
    text = "Не дождавшись переговоров, азербайджанские военные у восточной окраины Шурнуха увели двух пастухов."
    assert len(places(text)) == 1
    assert "Шурнуха" in str(places(text)[0])


def test_a_village_whose_neighbours_hold_a_festival_is_no_place_of_shots_in_two_other_sentences():
    text = (
        "Azerbaijani soldiers opened fire at Armenian posts near Kut on Thursday. Shots were heard near Sotk as well. "
        "In Areni people are getting ready for a wine festival."
    )
    assert not any("Areni" in str(place) for place in places(text))


def test_a_denied_incident_gets_no_place_from_the_sentence_beside_it():
    text = "No soldier was captured, the ministry said. Villagers of Bnunis are harvesting apples."
    assert not any(geomap.extract(text=text, published=DAY).place.notna())
