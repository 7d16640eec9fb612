"""A frame built from real claims: two sides of one event, and one without a place."""

from datetime import UTC, date, datetime

import pytest
from shapely import Point

from geomap.model import Claim, DateWindow, Distance, Event, Footprint, Report, Span
from geomap.records import frame

TEXT = 'Տեղի "3,5 կմ", the ministry; said\nВерин Шоржа — 3.5 km into Armenia <b>&</b> Qaragöl.'
REPORT = Report(
    id="a report, with comma", text=TEXT, lang="en", published=date(2021, 5, 28), title='A "title"', url="https://x.example/a?b=1&c",
    source_sha256="ab" * 32, retrieved=datetime(2021, 5, 29, 12, 0, tzinfo=UTC),
)  # fmt: skip


def _claim(number, footprint, **event):
    happened = Event(
        type="incursion", quote=Span(0, 20), trigger=Span(0, 4), when=DateWindow(date(2021, 5, 1), date(2021, 5, 28)), hedged=True,
        claimant="the ministry", claimant_side="ARM", **event,
    )  # fmt: skip
    return Claim(
        claim_id=f"c{number}", incident_id="c1", report=REPORT, event=happened, footprint=footprint, place="Sev Lich / Qaragöl",
        place_text="at Sev Lich", anchor_kinds=("lake",), origin_anchors=("p:9",), country="ARM", admin1="Syunik", rules=("a", "b"),
    )  # fmt: skip


@pytest.fixture
def incidents():
    distance = Distance(2000, 3000, None, "at_least", "km", "several kilometers")
    footprint = Footprint(
        region=Point(46.2, 39.6).buffer(0.05), core=Point(46.2, 39.6).buffer(0.02), point=(46.2, 39.6), uncertainty_m=5512.25,
        relation="depth_into", distance=distance, heading_deg=None, anchors=("p:1", "p:2"), reading="strip of Armenia", rules=("a",),
        into_country="ARM",
    )  # fmt: skip
    claims = [_claim(1, footprint, killed=0), _claim(2, footprint, wounded=3, stance="denies"), _claim(3, None)]
    mention = {
        "report_id": REPORT.id, "text": "Moscow", "start": 3, "end": 9, "name": "Moscow", "place_id": "g:1", "longitude": 37.6,
        "latitude": 55.7, "country": "RUS", "resolved": True, "reason": "where people spoke",
    }  # fmt: skip
    unresolved = {"report_id": REPORT.id, "text": "front", "start": 1, "end": 2, "kind": "event", "reason": "no place"}
    attrs = {
        "reports": [{"id": REPORT.id, "title": REPORT.title}],
        "mentions": [mention],
        "unresolved": [unresolved],
        "region": "x",
    }
    return frame(claims, sources={"gazetteer_version": "1", "border_source": "osm"}, attrs=attrs)


@pytest.fixture
def no_incidents():
    return frame([], sources={}, attrs={"reports": [], "mentions": [], "unresolved": []})
