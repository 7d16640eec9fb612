from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.text import languages


@pytest.mark.parametrize("code", languages.CODES)
def test_every_language_loads_once(code):
    assert languages.load(code) is languages.load(code)
    assert languages.load(code).code == code


def test_an_unknown_language_is_a_key_error():
    with pytest.raises(KeyError):
        languages.load("fr")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shots were heard near the lake on Friday.", "en"),
        ("Sotk", "en"),
        ("У озера слышны выстрелы.", "ru"),
        ("Լճի մոտ կրակոցներ են լսվել։", "hy"),
        ("Gölün yaxınlığında atəş səsləri eşidilib.", "az"),
        ("Біля озера чули постріли, повідомили військові", None),
        ("ტბასთან სროლა", None),
        ("Des coups de feu ont retenti près du lac hier soir, selon les habitants du village.", None),
        ("Gölün yakınında dün gece silah sesleri duyuldu ve çok sayıda köylü evini terk etti.", None),
        ("12 345", None),
        ("", None),
    ],
)
def test_detect_names_the_language_or_none(text, code):
    assert languages.detect(text) == code


def test_a_heading_in_another_script_does_not_decide():
    text = "Հղումներ\n\nShots were heard near the lake on Friday, the ministry said in a statement."
    assert languages.detect(text) == "en"


@given(st.text())
def test_smooth_keeps_every_character_in_its_place(text):
    assert len(languages.smooth(text)) == len(text)


def test_phrases_match_as_whole_words_longest_first():
    pattern = languages.compiled(["no more", "no more than", "կետ և գիծ"])
    assert pattern.search("no more than 5").group() == "no more than"
    assert not pattern.search("no moreover")
    assert pattern.search("կետ եւ\nգիծ")


def test_a_star_allows_an_ending_and_nothing_else_is_special():
    assert languages.compiled(["kilomet*"]).fullmatch("kilometrdən")
    assert re.fullmatch(languages.alternation(["a.m."]), "a.m.")
    assert not re.fullmatch(languages.alternation(["a.m."]), "axmx")


def test_an_alternation_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no phrases"):
        languages.alternation([])
