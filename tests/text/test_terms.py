"""Word patterns: what they match, and that time is in proportion to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.text import languages
from geomap.text.reading import TABLES
from geomap.text.terms import Terms, normal, words


def found(patterns: list[str], text: str) -> list[str]:
    text_words = words(text)
    hits = Terms({"t": patterns}).find(text_words)
    return [
        text[text_words[h.first].span.start : text_words[h.last].span.end] for h in hits.within("t", 0, len(text_words))
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("open* fire", "They opened fire twice; opening fire is forbidden.", ["opened fire", "opening fire"]),
        ("mortar|artillery fire", "mortar fire, artillery fire, rifle fire", ["mortar fire", "artillery fire"]),
        ("fire .. opened", "Fire was suddenly opened.", ["Fire was suddenly opened"]),
        ("fire .. opened", "Fire was once more at last opened.", []),
        ("կրակ .. բաց*", "Կրակ է բացվել դիրքերի վրա։", ["Կրակ է բացվել"]),
        ("սյուն*", "Պարզ չէ՝ սյունե՞ր են։", ["սյունե՞ր"]),
        ("огонь .. открыт*", "Огонь был открыт ночью.", ["Огонь был открыт"]),
        ("atəş aç*", "İNTENSİV ATƏŞ AÇILIB", ["ATƏŞ AÇILIB"]),
        ("yaralı*", "YARALI var", ["YARALI"]),
    ],
)
def test_patterns_match_as_written(pattern, text, expected):
    assert found([pattern], text) == expected


def test_no_match_reaches_over_a_sentence():
    text_words = words("They opened. Fire broke out.")
    assert not Terms({"t": ["opened fire"]}).find(text_words, breaks=[0, 2]).within("t", 0, 9)


def test_a_pattern_cannot_begin_with_a_gap():
    with pytest.raises(ValueError, match="gap"):
        Terms({"t": [".. fire"]})


def test_letters_that_are_written_in_two_ways_are_one():
    assert normal("Ёлка") == normal("елка")
    assert normal("İrəvan") == normal("irəvan") == normal("ırəvan")
    assert normal("Եւ") == normal("և")


@given(st.text(max_size=300))
def test_every_word_points_to_its_characters(text):
    for word in words(text):
        assert normal(word.span.of(text)) == word.text


def test_time_grows_with_the_text_only():
    terms = Terms({"t": ["open* .. fire", "opened fire", "o* f*"]})

    assert in_proportion(lambda text: terms.find(words(text)), "opened fire open ", 10_000)


def test_a_month_that_is_a_word_too_keeps_its_capital_and_fits_no_pattern():
    assert [word.text for word in words("May 27, they may march in March", frozenset({"may", "march"}))] == [
        "May", "27", "they", "may", "march", "in", "March",
    ]  # fmt: skip


def test_a_class_of_words_stands_for_each_of_them():
    text_words = words("They abandoned their trenches, then the outposts; the game was abandoned.")
    patterns = Terms({"t": ["abandon* .. {post}"]}, {"post": ["post", "outpost*", "trench*"]})
    assert [(hit.first, hit.last) for hit in patterns.find(text_words).within("t", 0, 99)] == [(1, 3)]


@pytest.mark.parametrize("code", languages.CODES)
def test_every_class_of_words_is_used(code):
    language = languages.load(code)
    patterns = str([language.table(name) for name in TABLES])
    assert all(f"{{{name}}}" in patterns for name in language.table("word_classes"))


def test_days_and_places_do_not_count_in_a_gap():
    text_words = words("They opened late on Monday evening without any warning fire at last.")
    terms = Terms({"t": ["opened .. fire"]})
    assert not terms.find(text_words).within("t", 0, 99)
    assert terms.find(text_words, aside={2, 3, 4, 5}).within("t", 0, 99)
