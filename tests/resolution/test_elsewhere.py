"""Reports of elsewhere get no place of the region."""

from __future__ import annotations

from pathlib import Path

import pytest

import geomap
from geomap import regions
from geomap.gazetteer import embedded
from geomap.resolution import Context, resolve
from geomap.text import toponyms

LINES = (Path(__file__).parent / "elsewhere.txt").read_text(encoding="utf-8").splitlines()
REPORTS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("lang", "text"), REPORTS)
def test_no_place_of_the_region(lang, text):
    gazetteer, region = embedded(), regions.load()
    mentions = toponyms.find(text, gazetteer.name_index, lang)
    context = Context(text, lang, frozenset(region.sides), region.border.depth_m, gazetteer.cues(region.sides))
    chosen = [r for r in resolve(mentions, gazetteer.place, context) if r.chosen]
    assert [(r.mention.text, r.reason) for r in chosen if r.chosen and r.chosen.country in region.sides] == []


def test_the_world_s_places_in_them_are_found():
    gazetteer = embedded()
    found = {m.text for lang, text in REPORTS for m in toponyms.find(text, gazetteer.name_index, lang)}
    assert {"Baghdad", "Melbourne", "Киеве", "Ташкенте", "Փարիզում", "Տոկիոյում", "Parisdə", "San Paulo"} <= found


def test_news_of_fighting_elsewhere_gets_no_pin_in_the_region():
    lines = (Path(__file__).parent / "world.txt").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t")[1] for line in lines if line and not line.startswith("#")]
    assert len(texts) >= 70
    frames = [(text, geomap.extract(text=text, published="2022-11-10")) for text in texts]
    assert [(text, list(f.event_type)) for text, f in frames if any(shape is not None for shape in f.geometry)] == []
