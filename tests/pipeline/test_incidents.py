from dataclasses import replace
from datetime import date

from shapely import Point

from geomap.model import Claim, DateWindow, Event, Footprint, Report, Span
from geomap.pipeline.incidents import joined


def _claim(claim_id, *, report="a", day=12, days=1, at=(46.2, 39.6), kind="shelling", group=None, published=None):
    footprint = Footprint(
        region=Point(at).buffer(0.1), core=Point(at).buffer(0.05), point=at, uncertainty_m=10_000, relation="near",
        distance=None, heading_deg=None, anchors=(), reading="", rules=(),
    )  # fmt: skip
    window = DateWindow(date(2021, 5, day), date(2021, 5, day + days - 1))
    event = Event(type=kind, quote=Span(0, 1), trigger=Span(0, 1), when=window, group=group)
    source = Report(report, "text", published=date(2021, 5, published or day), source_sha256=report)
    return Claim(claim_id, claim_id, source, event, footprint)


def _ids(*claims):
    return [claim.incident_id for claim in joined(claims)]


def test_claims_that_a_report_tells_as_one_incident_are_one():
    assert _ids(_claim("1", group=0), _claim("2", group=1), _claim("3", group=0)) == ["1", "2", "1"]


def test_groups_of_different_reports_are_not_mixed_up():
    assert _ids(_claim("1", group=0), _claim("2", report="b", group=0, at=(45.0, 41.0))) == ["1", "2"]


def test_two_reports_of_one_day_place_and_kind_are_one_incident():
    assert _ids(_claim("1"), _claim("2", report="b", at=(46.22, 39.61), kind="clash")) == ["1", "1"]


def test_another_day_place_or_kind_is_another_incident():
    others = [
        _claim("2", report="b", day=13),
        _claim("3", report="c", at=(45.0, 41.0)),
        _claim("4", report="d", kind="landmine"),
    ]
    assert _ids(_claim("1"), *others) == ["1", "2", "3", "4"]


def test_a_wide_window_joins_nothing():
    assert _ids(_claim("1", days=10), _claim("2", report="b", day=15)) == ["1", "2"]


def test_the_id_is_that_of_the_earliest_published_claim():
    assert _ids(_claim("late", published=20), _claim("early", report="b", published=13)) == ["early", "early"]


def test_another_report_never_joins_what_one_report_tells_apart():
    first, second = _claim("1", group=0), _claim("2", group=1, at=(46.26, 39.6))
    assert _ids(first, second, _claim("3", report="b", at=(46.23, 39.6))) == ["1", "2", "1"]


def test_claims_without_a_place_stay_apart():
    nowhere = replace(_claim("2", report="b"), footprint=None)
    assert _ids(_claim("1"), nowhere) == ["1", "2"]


def test_one_report_read_twice_is_not_two_incidents_of_its_own_words():
    assert _ids(_claim("1"), _claim("2")) == ["1", "2"]
