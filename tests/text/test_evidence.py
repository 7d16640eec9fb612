"""What all that is said adds up to, where no known word says that something happened at a place."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib import resources
from pathlib import Path

import geomap
from geomap.model import Report
from geomap.pipeline import analysis
from geomap.pipeline.tools import open_tools
from geomap.text import evidence, languages, tokens
from geomap.text.reading import TABLES, Reading
from geomap.text.recognisers import GazetteerNames

READING = Path(__file__).parents[2] / "data" / "reading"

DAY = "2021-05-28"
FITTED = resources.files("geomap.text").joinpath("lexicon", "evidence.json").read_text("utf-8")
WEIGHTS: dict[str, float] = json.loads(FITTED)["told"]


def leaves(prefix: str, table: object) -> set[str]:
    if isinstance(table, dict):
        return {leaf for name, value in table.items() for leaf in leaves(f"{prefix}.{name}", value)}
    return {prefix}


KEYS = {leaf for code in languages.CODES for name in TABLES for leaf in leaves(name, languages.load(code).table(name))}


def test_every_weighed_word_class_is_one_of_the_lexicon():
    classes = {name.partition(":")[2] for name in WEIGHTS if re.match(r"(near|in|title):", name)}
    assert classes <= KEYS


def test_every_weighed_word_names_its_language():
    words = [name.split(":")[1] for name in WEIGHTS if re.match(r"(word|close|before|after|ends):", name)]
    assert set(words) == set(languages.CODES)


def test_with_nothing_said_nothing_happened():
    assert not evidence.believed(frozenset())


def test_features_that_were_never_seen_weigh_nothing():
    known = frozenset({"titled", "tells:shelling"})
    assert evidence.likelihood(known) == evidence.likelihood(known | {"in:no.such.class", "relation:unheard"})


def test_more_that_speaks_for_an_incident_makes_it_likelier():
    found: frozenset[str] = frozenset()
    for name in sorted(name for name, weight in WEIGHTS.items() if weight > 0 and name.startswith("tells:")):
        more = found | {name}
        assert evidence.likelihood(more) > evidence.likelihood(found)
        found = more


def test_a_village_beside_those_shelled_is_one_more_place_by_all_that_is_said():
    text = (
        "Azerbaijani troops shelled Armenian positions near Kut on Thursday, the Defense Ministry in Yerevan said. "
        "On Friday morning three soldiers near Norabak whistled at a shepherd, the village head said."
    )
    frame = geomap.extract(text=text, published=DAY)
    added = frame[frame.place.str.startswith("Norabak")]
    assert len(added) == 1
    assert any("evidence 0." in rule and "+" in rule for rule in added.iloc[0].rules)


def test_the_words_of_quiet_exercises_speak_against_any_incident_and_those_of_others_do_not():
    judged: dict[bool, list[bool]] = {True: [], False: []}
    for path in sorted(READING.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[::6]:
            report = json.loads(line)
            text = report["text"]
            reading = Reading(text, report["lang"], tokens.sentences(text), [], [])
            judged[bool(report["incidents"])].append(evidence.speaks_against(reading))
    assert sum(judged[True]) / len(judged[True]) < 0.03
    assert sum(judged[False]) / len(judged[False]) > 0.5


def test_a_lone_sentence_and_a_long_text_are_never_judged_by_all_their_words():
    quiet = "The harvest festival of Areni filled the school yard with wine, cheese and honey on Saturday"
    for text in (f"{quiet}.", f"{quiet}. " * 40):
        assert not evidence.speaks_against(Reading(text, "en", tokens.sentences(text), [], []))


def test_what_is_told_without_a_place_takes_that_of_the_scene_before_and_is_one_incident():
    text = (
        "Առավոտյան ութին Բաղանիսի խաչմերուկում արդեն մարդաշատ է։ Բնակիչները սպասում են չափագրողներին, ովքեր երկու օր "
        "առաջ ճանապարհի եզրին ամրացրել են առաջին սահմանային սյունը։"
    )
    found = analysis.read(Report("", text, "hy", date(2024, 4, 27)), open_tools()).found
    assert [event.type for event in found.events] == ["construction"]
    assert found.events[0].locatives


def test_traits_name_the_kinds_of_a_place_and_its_distance_to_the_border():
    tools = open_tools()
    village, capital = GazetteerNames(tools.gazetteer.name_index).find("From Aygepar to Yerevan", "en")
    assert tools.traits(village) == {"village", "within 1 km"}
    assert tools.traits(capital) == {"city", "far"}


def test_the_month_of_a_day_is_no_village_of_its_name():
    text = "Հոկտեմբերի 2-ին Կութի ուղղությամբ ադրբեջանական կրակի հետևանքով վիրավորվել է զինծառայող, հայտնել է ՊՆ-ն։"
    found = analysis.read(Report("", text, "hy", date(2023, 10, 2)), open_tools())
    assert "Հոկտեմբերի" not in {mention.text for mention in found.mentions}


def test_evidence_alone_puts_nothing_in_a_capital_far_from_the_border():
    text = (
        "Azerbaijani troops shelled Armenian positions near Kut on Thursday, the Defense Ministry in Yerevan said. "
        "On Friday morning three soldiers near Moscow whistled at a shepherd, a passer-by said."
    )
    assert set(geomap.extract(text=text, published=DAY).place) == {"Kut / Zərkənd"}


def test_what_a_sentence_denies_is_not_told_by_its_other_words():
    quiet = "There was no shooting near Verin Shorzha at night, the Defense Ministry in Yerevan said on Thursday."
    assert geomap.extract(text=quiet, published=DAY).empty


def test_a_headline_and_a_war_of_last_year_are_no_incidents_whatever_the_report_tells():
    text = (
        "Two Weeks On The Border\n\nAzerbaijani troops crossed the border near Kut on May 12, the village head said, "
        "and shelled posts near Norabak on Thursday. Last year's war, in which the town of Shushi changed hands, ended in November."
    )
    assert set(geomap.extract(text=text, published=DAY).place) == {"Kut / Zərkənd", "Norabak / Əzizli"}
