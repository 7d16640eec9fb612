"""The four languages have the same tables and keys: a gap in one would be a rule that silently does not hold there."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from geomap.text import languages
from geomap.text.numbers import quantities

TABLES = ("detect", "numbers", "units", "distance", "tokens", "direction", "date", "countries", "locative")
OTHERS = ("hy", "ru", "az")
RULES = tomllib.loads(resources.files("geomap.text").joinpath("lexicon", "relations.toml").read_text("utf-8"))["rule"]


def shape(value):
    """What of a table must be alike: its keys, down to the lists of words."""
    return {key: shape(inner) for key, inner in value.items()} if isinstance(value, dict) else None


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("table", TABLES)
def test_every_language_has_the_same_keys(table, code):
    assert shape(languages.load(code).table(table)) == shape(languages.load("en").table(table))


@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("distance", "about"), ("distance", "at_least"), ("distance", "at_most"), ("distance", "almost_after"),
        ("distance", "almost"), ("distance", "depth_after"), ("distance", "length_after"), ("distance", "altitude_after"),
        ("date", "months"), ("date", "weekdays"), ("date", "relative"), ("locative", "border"), ("locative", "contact_line"),
    ],
)  # fmt: skip
def test_no_list_that_every_language_needs_is_empty(code, table, key):
    if (table, key) != ("distance", "almost_after") or code in ("hy", "az"):
        assert languages.load(code).table(table)[key]


@pytest.mark.parametrize("code", languages.CODES)
def test_every_relation_rule_has_patterns(code):
    patterns = languages.load(code).table("locative")["patterns"]
    assert set(patterns) == set(RULES)
    assert all(patterns.values())


@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize("row", [row for row in quantities()["vague"] if row != "bare"])
def test_every_vague_quantity_has_words(code, row):
    assert languages.load(code).table("numbers")["vague"][row]


@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize("row", list(quantities()["proximity"]))
def test_every_word_of_nearness_has_words(code, row):
    assert languages.load(code).table("distance")["proximity"][row]


@pytest.mark.parametrize("code", languages.CODES)
@pytest.mark.parametrize("unit", list(quantities()["unit"]))
def test_every_unit_has_words(code, unit):
    assert languages.load(code).table("units")[unit]


@pytest.mark.parametrize("code", languages.CODES)
def test_months_weekdays_and_winds_are_complete(code):
    language = languages.load(code)
    assert [row[0] for row in language.table("date")["months"]] == list(range(1, 13))
    assert [row[0] for row in language.table("date")["weekdays"]] == list(range(7))
    assert all(language.table("direction")["noun"][wind] for wind in "nesw")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_why(rule):
    assert rule["reason"]


def test_every_figure_says_why():
    for table in ("vague", "proximity", "bound"):
        assert all(row["reason"] for row in quantities()[table].values())


@pytest.mark.parametrize("code", languages.CODES)
def test_a_language_s_words_are_in_its_script(code):
    letters = {"en": r"[a-zü]", "az": r"[a-zəıöüğşç]", "ru": r"[\u0400-\u052f]", "hy": r"[\u0531-\u058a]"}[code]
    table = languages.load(code).table("distance")
    foreign = [
        w for key in ("about", "at_least", "at_most") for w in table[key] if re.sub(rf"{letters}|[\W\d]", "", w.lower())
    ]
    assert foreign == []
