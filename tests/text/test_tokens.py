from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.text import tokens


def split(text):
    return [span.of(text) for span in tokens.sentences(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Troops moved 4.5 km. They stopped.", ["Troops moved 4.5 km.", "They stopped."]),
        ("It began at 3 a.m. on Sunday. It ended.", ["It began at 3 a.m. on Sunday.", "It ended."]),
        ("They lost 20 sq. km of land. No more.", ["They lost 20 sq. km of land.", "No more."]),
        ("A. Petrosyan spoke. Gen. Hovsepyan left.", ["A. Petrosyan spoke.", "Gen. Hovsepyan left."]),
        ("“We left.” He was calm.", ["“We left.”", "He was calm."]),
        ("Is it over? No! Not yet…", ["Is it over?", "No!", "Not yet…"]),
        (
            "Бой шел у с. Шурнух 3 мая 2022 г. утром. Потерь нет.",
            ["Бой шел у с. Шурнух 3 мая 2022 г. утром.", "Потерь нет."],
        ),
        ("Կռիվ է եղել։ Կորուստ չկա:\nՎերջ", ["Կռիվ է եղել։", "Կորուստ չկա:", "Վերջ"]),
        ("Ժամը 18:40-ին կրակել են։ Լռել են։", ["Ժամը 18:40-ին կրակել են։", "Լռել են։"]),
        ("Atəş saat 16.30-da açılıb. İtki yoxdur.", ["Atəş saat 16.30-da açılıb.", "İtki yoxdur."]),
        ("A heading without a stop\n\nThe first paragraph.", ["A heading without a stop", "The first paragraph."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, pieces):
    assert split(text) == pieces


def test_wrapped_lines_are_one_sentence():
    text = (
        "The patrol went along the river and was\nfired upon near the bridge before it could\nturn back to the village."
    )
    assert len(split(text)) == 1


def test_words_keep_hyphens_and_apostrophes():
    text = "North-east of Lernadzor's mill, 3 km"
    assert [s.of(text) for s in tokens.words(text)] == ["North-east", "of", "Lernadzor's", "mill", "3", "km"]


@given(st.text(alphabet='aB.!?։:\n "»1', max_size=120))
def test_sentences_cover_every_word_once_and_in_order(text):
    spans = tokens.sentences(text)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["A. ", "\n ", '."', "word ", "։", "a.b."])
def test_one_giant_line_takes_time_in_proportion(piece):
    assert in_proportion(tokens.sentences, piece, 2_000)
