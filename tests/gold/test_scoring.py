"""The scorer praises a perfect reading and blames the classic mistakes."""

from __future__ import annotations

import geopandas as gpd
import pytest
import scoring
from shapely.geometry import Point

REPORTS = scoring.reports()


UNSAID = {"low_km": None, "high_km": None, "stance": "asserts"}


def metres(kilometres):
    return None if kilometres is None else kilometres * 1000


def row(report, truth, number, claim, **changes):
    values = {
        "report_id": report["id"],
        "incident_id": f"{report['id']}-{number}",
        "event_type": truth["type"],
        "longitude": truth["lon"],
        "latitude": truth["lat"],
        "date_start": truth["date_start"],
        "date_end": truth["date_end"],
        "hedged": truth["hedged"],
        "killed": truth["killed"],
        "wounded": truth["wounded"],
        "captured": truth["captured"],
        "distance_low_m": metres(claim["low_km"]),
        "distance_high_m": metres(claim["high_km"]),
        "stance": claim["stance"],
        "quote": truth["place_text"],
        "geometry": Point(truth["lon"], truth["lat"]).buffer(0.02),
    }
    return values | changes


def frame(**changes):
    rows = [
        row(report, truth, number, claim, **changes)
        for report in REPORTS
        for number, truth in enumerate(report["incidents"])
        if truth["lat"] is not None
        for claim in truth.get("claims", [UNSAID])
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def figures(table):
    tally = scoring.Tally()
    drawings = scoring.drawn_by_report(table)
    for report in REPORTS:
        scoring.count(tally, report, drawings.get(report["id"], []))
    return scoring.figures(tally)


def test_a_perfect_reading_is_right_in_everything():
    found = figures(frame())
    shares = {key: value for key, value in found.items() if key not in scoring.CEILINGS}
    assert shares == dict.fromkeys(shares, 1.0)
    assert found["tight_error_km"] == 0
    assert found["pins_on_capitals"] == 0


def test_nothing_drawn_is_quiet_and_finds_nothing():
    found = figures(frame().iloc[:0])
    assert found["quiet"] == 1.0
    assert found["recall"] == 0.0
    assert found["f1"] == 0.0


def test_a_pin_on_moscow_is_counted():
    found = figures(frame(longitude=37.6, latitude=55.75))
    assert found["pins_on_capitals"] > 50
    assert found["recall"] == 0.0


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("types", {"event_type": "wedding"}),
        ("dates", {"date_start": "1999-01-01", "date_end": "1999-01-02"}),
        ("dates", {"date_start": None, "date_end": None}),
        ("casualties", {"killed": 99, "wounded": 99, "captured": 99}),
        ("claims", {"stance": "wonders"}),
        ("coverage", {"geometry": Point(0, 0).buffer(0.1)}),
    ],
)
def test_a_wrong_field_is_blamed(key, changes):
    assert figures(frame(**changes))[key] == 0.0


def test_a_figure_below_its_floor_or_above_its_ceiling_is_named():
    table = {"all": {"f1": 0.80, "tight_error_km": 2.0, "quiet": None}}
    assert scoring.sunk(table, {"all": {"f1": 0.81}})
    assert scoring.sunk(table, {"all": {"tight_error_km": 1.9}})
    assert scoring.sunk(table, {"all": {"quiet": 0.5}})
    assert not scoring.sunk(table, scoring.bounds(table))
