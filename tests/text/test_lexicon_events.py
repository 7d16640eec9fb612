"""The four languages' tables of what happened and who says so: none has a gap that another fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from geomap.model import EventType, Span
from geomap.text import languages, terms
from geomap.text.reading import TABLES, Reading

# Lists that a language may leave empty: its grammar has nothing to put there.
MAY_BE_EMPTY = {
    "actors.against", "actors.home", "actors.of", "clauses.genitive_endings", "clauses.object_endings", "casualties.plural_endings", "clauses.agent_endings", "clauses.attributive_endings", "clauses.meanwhile_endings",
    "clauses.negative_endings", "clauses.oblique_endings", "clauses.partitive_endings", "clauses.prepositions", "casualties.of_those", "clauses.copula_endings", "clauses.copulas",
    "clauses.abstract_parts", "clauses.participle_endings", "clauses.unreal_endings", "clauses.verb_final",
    "roles.lying", "attribution.preposition", "attribution.agent", "attribution.tag", "casualties.of_age", "casualties.collective", "casualties.accusative",
}  # fmt: skip

GRAMMAR = {"casualties.people", "clauses.prepositions"}  # what words say in one language and endings in another


def leaves(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Mapping):
            yield from leaves(key, value)
        else:
            yield key, value


def tables(code: str) -> dict[str, Any]:
    language = languages.load(code)
    return dict(leaves("", {name: language.table(name) for name in TABLES}))


@pytest.mark.parametrize("code", languages.CODES)
def test_every_language_has_the_same_tables(code):
    assert set(tables(code)) == set(tables("en"))


@pytest.mark.parametrize("code", languages.CODES)
def test_no_list_is_empty_but_those_that_grammar_leaves_empty(code):
    empty = {key for key, value in tables(code).items() if value in ([], "")}
    assert empty <= MAY_BE_EMPTY


@pytest.mark.parametrize("code", languages.CODES)
def test_every_event_type_has_strong_and_weak_words(code):
    events = languages.load(code).table("event")
    for kind in get_args(EventType):
        assert events[kind]["strong"], kind
        assert events[kind]["weak"], kind


@pytest.mark.parametrize("code", languages.CODES)
def test_every_pattern_compiles_and_none_is_listed_twice(code):
    reads = languages.load(code)
    terms.Terms({name: reads.table(name) for name in TABLES}, reads.table("word_classes"))
    for key, value in tables(code).items():
        if isinstance(value, list):
            assert len(value) == len(set(value)), (key, sorted({w for w in value if value.count(w) > 1}))


@pytest.mark.parametrize("code", languages.CODES)
def test_lists_of_the_languages_are_of_like_size(code):
    """A list with a tenth of another language's words is a gap, not a difference of grammar."""
    here, there = tables(code), tables("en")
    for key, value in there.items():
        if isinstance(value, list) and len(value) >= 30 and key not in GRAMMAR:
            assert len(here[key]) * 10 >= len(value), key


@pytest.mark.parametrize(
    ("code", "word", "key"),
    [
        ("hy", "ցանկապատի", "irrealis.before"),  # a fence is no wish
        ("hy", "հարցազրույցում", "irrealis.before"),  # nor an interview a question
        ("hy", "թաղամասում", "history.mourning"),  # nor a quarter a burial
        ("hy", "հանձնաժողովը", "event.withdrawal.weak"),  # nor a commission a handover
        ("hy", "մտածում", "event.incursion.strong"),  # nor who thinks one who entered
        ("hy", "բանակցություններ", "actors.forces"),  # nor talks an army
        ("hy", "պահակակետ", "casualties.person"),  # nor a post a guard
        ("hy", "գյուղացի", "casualties.things"),  # nor a villager a village
        ("hy", "Կապանում", "casualties.hits"),
        ("hy", "լուրջ", "attribution.doubt"),  # nor what is serious news
        ("ru", "согласно", "irrealis.before"),
        ("ru", "хотя", "irrealis.before"),
        ("ru", "повестке", "accident.own"),  # an agenda is no suicide
        ("ru", "ученики", "accident.games"),  # nor pupils an exercise
        ("ru", "перестрелка", "negation.stop"),
        ("ru", "нашли", "actors.our"),
        ("ru", "танкистов", "casualties.things"),
        ("ru", "увеличить", "casualties.captured"),
        ("ru", "трассеры", "accident.roads"),
        ("az", "Ordubadda", "actors.forces"),
        ("az", "kəndli", "casualties.things"),
        ("az", "itkin", "casualties.losses"),  # who is missing is no loss
        ("az", "fəaliyyəti", "accident.protest"),
        ("az", "danışıqlar", "attribution.verb"),
        ("az", "pisləşib", "attribution.judge"),
        ("en", "Shinuhayr", "casualties.limb"),
        ("en", "scare", "casualties.struck"),
    ],
)
def test_words_that_begin_alike_are_told_apart(code, word, key):
    reading = Reading(word, code, [Span(0, len(word))], [], [])
    assert not reading.has(key, 0, 1)
