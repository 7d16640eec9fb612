"""The annotated reports say what their texts say."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
import scoring

from geomap.model import EventType, Relation

KEYS = {"id", "lang", "url", "published", "title", "text", "incidents", "non_incident_places", "tags", "note"}
INCIDENT_KEYS = {
    "what", "type", "type_alt", "place_text", "place_names", "lat", "lon", "coord_source", "anchor", "truth_kind",
    "truth_radius_km", "relation", "distance_text", "distance_km_min", "distance_km_max", "into_country", "date_start",
    "date_end", "hedged", "attributed_to", "killed", "wounded", "captured", "event_group", "origin_places", "note",
}  # fmt: skip
TYPES = set(get_args(EventType))
KINDS = {"point", "area", "line", "strip", "along_border"}
REPORTS = scoring.reports()
INCIDENTS = [(report, incident) for report in REPORTS for incident in report["incidents"]]


def test_every_language_has_eighteen_reports_and_a_fifth_of_them_no_incident():
    for code in scoring.LANGUAGES:
        own = scoring.reports([code])
        silent = sum(not report["incidents"] for report in own)
        assert len(own) >= 18
        assert 0.15 <= silent / len(own) <= 0.3


def test_ids_are_unique_and_keys_are_those_of_the_format():
    assert len({report["id"] for report in REPORTS}) == len(REPORTS)
    assert all(set(report) - {"file"} == KEYS for report in REPORTS)
    assert all(set(incident) - {"optional", "claims"} == INCIDENT_KEYS for _, incident in INCIDENTS)


def test_evidence_stands_in_the_text():
    for report, incident in INCIDENTS:
        assert incident["place_text"] in report["text"], report["id"]
        assert (incident["distance_text"] or "") in report["text"], report["id"]
    for report in REPORTS:
        assert all(name in report["text"] for name in report["non_incident_places"]), report["id"]


def test_dates_are_in_order_and_not_after_publication():
    for report, incident in INCIDENTS:
        start, end = (date.fromisoformat(incident[key]) for key in ("date_start", "date_end"))
        assert start <= end <= date.fromisoformat(report["published"]), report["id"]


def test_words_of_the_scheme_are_used():
    for report, incident in INCIDENTS:
        assert {incident["type"], *incident["type_alt"]} <= TYPES, report["id"]
        assert incident["truth_kind"] in KINDS, report["id"]


def test_points_lie_in_the_region_and_only_unplaced_incidents_have_none():
    for report, incident in INCIDENTS:
        if incident["lat"] is None:
            assert incident["note"], report["id"]
            continue
        assert 38.5 < incident["lat"] < 41.5, report["id"]
        assert 44.5 < incident["lon"] < 47.5, report["id"]


@pytest.mark.parametrize(("name", "least"), [("distances.jsonl", 100), ("locatives.jsonl", 40)])
def test_phrases_have_an_order_and_a_language(name, least):
    rows = list(scoring.rows_of(scoring.HERE / name))
    assert len(rows) >= least
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        low, high = row["value_min_km"], row["value_max_km"]
        assert row["lang"] in scoring.LANGUAGES
        assert low is None or high is None or low <= high, row["id"]


def test_place_phrases_name_relations_of_the_model():
    for row in scoring.rows_of(scoring.HERE / "locatives.jsonl"):
        assert set(row["relations"]) <= set(get_args(Relation)), row["id"]
        assert len(row["points"]) == len(row["anchors"]), row["id"]


def test_there_are_forty_quiet_texts_in_four_languages():
    names = [path.name for path in (scoring.HERE / "quiet").glob("*.txt")]
    assert len(names) >= 40
    assert all(sum(name.startswith(code) for name in names) >= 9 for code in scoring.LANGUAGES)
