from __future__ import annotations

import json

from geomap.gazetteer import geocode, tables


def test_json_holds_every_field_of_every_candidate():
    rows = json.loads(tables.as_json([("Basarkechar", geocode("Basarkechar")), ("Xyzzyx", [])]))
    assert [row["query"] for row in rows] == ["Basarkechar", "Xyzzyx"]
    assert rows[1]["candidates"] == []
    first = rows[0]["candidates"][0]
    assert first["id"] == "geonames:616108"
    assert {
        "name",
        "names",
        "kind",
        "longitude",
        "latitude",
        "extent_m",
        "country",
        "admin1",
        "score",
        "reasons",
    } <= set(first)


def test_text_shows_both_names_and_why():
    text = tables.as_text([("Goris", geocode("Goris")), ("Xyzzyx", [])])
    assert "Goris / Gorus" in text
    assert "spelled so" in text
    assert "Xyzzyx: no place of that name is known" in text


def test_info_says_what_is_in_it():
    text = tables.info()
    for words in ("village", "ARM", "CC BY 4.0", "your own places: 0"):
        assert words in text
