"""What all that is said adds up to, where no known word says that something happened at a place."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import geomap
from geomap.model import Report
from geomap.pipeline import analysis
from geomap.pipeline.tools import Tools, open_tools
from geomap.text import evidence, languages
from geomap.text.drafts import Draft
from geomap.text.linking import Linker
from geomap.text.reading import TABLES
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


class Judging(Linker):
    """Keeps what it says of a whole report."""

    last: bool

    def speaks_against(self, drafts: Sequence[Draft]) -> bool:
        Judging.last = super().speaks_against(drafts)
        return Judging.last


def judged(text: str, lang: str, day: str, tools: Tools, title: str = "") -> bool:
    """Whether all that is said in a report speaks against the incidents that the rules find; never where they find none."""
    Judging.last = False
    analysis.read(Report("", text, lang, date.fromisoformat(day), title), tools, linker=Judging)
    return Judging.last


def test_all_that_is_said_strikes_quiet_exercises_in_which_something_was_found_and_hardly_any_other():
    tools = open_tools()
    struck: dict[bool, int] = {True: 0, False: 0}
    reports = [
        json.loads(line) for path in sorted(READING.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    for report in reports[::6]:
        told = bool(report["incidents"])
        struck[told] += judged(report["text"], report["lang"], report["published"], tools, report["title"])
    assert struck[False] >= 8
    assert struck[True] <= struck[False] / 4


def test_a_lone_sentence_and_a_long_text_are_never_judged_by_all_their_words():
    shelled = "Azerbaijani troops shelled Kut on Thursday, the harvest festival of Areni was told, with wine and honey"
    tools = open_tools()
    for text in (f"{shelled}.", f"{shelled}. " * 40):
        assert not judged(text, "en", DAY, tools)


def test_the_likeliest_places_of_a_report_count_by_steps():
    assert evidence.surest([]) == frozenset()
    assert evidence.surest([0.01, 0.07]) == {"first>0.05"}
    assert evidence.surest([0.15, 0.99, 0.07]) >= {"first>0.95", "second>0.1"}
    assert "second>0.2" not in evidence.surest([0.15, 0.99, 0.07])


def test_what_is_told_in_somebodys_name_by_an_unknown_word_is_attributed_and_says_by_what():
    text = (
        "At Nerkin Hand the intruders are up to 900 meters inside Armenia, village elder Suren Ohanyan reckons, in the "
        "walnut groves and above the mill. The road to Tsav has been closed since September, and nobody drives cattle "
        "there any more."
    )
    told = geomap.extract(text=text, published=DAY).set_index("place").loc["Nerkin Hand / Aşağı Hand"]
    assert told.hedged
    assert any(rule.startswith("attribution:evidence 0.") for rule in told.rules)


def test_in_a_text_of_two_short_sentences_only_who_is_heard_speaks():
    text = "Azerbaijani troops shelled Kut on Thursday. The road to Sotk is three kilometers long."
    assert not geomap.extract(text=text, published=DAY).hedged.any()


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
