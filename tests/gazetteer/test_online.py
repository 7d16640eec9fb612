from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geomap.errors import ServiceError
from geomap.gazetteer import geocode, online
from geomap.gazetteer.online import Service


@dataclass
class Answer:
    """One answer of the service: what it says, with which status, how late, and how much of it."""

    body: str = "[]"
    status: int = 200
    delay_s: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  # promise more bytes than are sent


@dataclass
class Loopback:
    """A running service: answers in order, the last one over and over; remembers what it was asked."""

    domain: str
    answers: list[Answer]
    asked: list[tuple[str, dict[str, str]]]

    def service(self, name: str = "nominatim", **settings: Any) -> Service:
        quick = {"pause_s": 0.0, "backoff_s": 0.01, "timeout_s": 0.5, "attempts": 3, "wait_most_s": 0.05}
        return Service(name, scheme="http", domain=self.domain, user="tester", **(quick | settings))


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    answers: list[Answer] = [Answer()]
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            answer = answers[min(len(asked), len(answers)) - 1]
            time.sleep(answer.delay_s)
            body = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + (100 if answer.cut else 0)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield Loopback(f"127.0.0.1:{server.server_address[1]}", answers, asked)
    server.shutdown()
    server.server_close()
    thread.join()


NOMINATIM = json.dumps([
    {
        "place_id": 1, "osm_type": "node", "osm_id": 42, "lat": "40.2", "lon": "45.87", "name": "Sotk", "type": "village",
        "addresstype": "village", "display_name": "Sotk, Gegharkunik, Armenia", "importance": 0.4,
        "boundingbox": ["40.18", "40.22", "45.85", "45.89"],
    },
    {
        "place_id": 2, "osm_type": "node", "osm_id": 43, "lat": "52.0", "lon": "21.0", "name": "Sotki", "type": "hamlet",
        "display_name": "Sotki, Poland", "boundingbox": ["51.9", "52.1", "20.9", "21.1"],
    },
])  # fmt: skip
PHOTON = json.dumps({
    "features": [{
        "geometry": {"coordinates": [45.87, 40.2], "type": "Point"}, "type": "Feature",
        "properties": {"osm_id": 42, "osm_type": "N", "osm_value": "village", "name": "Sotk", "countrycode": "AM",
                       "state": "Gegharkunik", "country": "Armenia"},
    }]
})  # fmt: skip
GEONAMES = json.dumps({
    "geonames": [{"geonameId": 616041, "name": "Sotk", "lat": "40.2", "lng": "45.87", "fcl": "P", "countryCode": "AM",
                  "adminName1": "Gegharkunik", "population": 930, "countryName": "Armenia"}],
    "totalResultsCount": 1,
})  # fmt: skip


@pytest.mark.parametrize(("service", "body"), [("nominatim", NOMINATIM), ("photon", PHOTON), ("geonames", GEONAMES)])
def test_each_service_answers_with_candidates(loopback, service, body):
    loopback.answers[:] = [Answer(body)]
    first = online.ask("Sotk", loopback.service(service), iso3={"AM": "ARM"})[0]
    assert (first.name, first.kind) == ("Sotk", "village")
    assert (first.longitude, first.latitude) == (45.87, 40.2)
    assert first.extent_m >= 800
    assert service in first.reasons[0]


def test_nothing_but_the_name_leaves_the_machine(loopback):
    loopback.answers[:] = [Answer(NOMINATIM)]
    online.ask("Sev Lich", loopback.service())
    ((path, headers),) = loopback.asked
    asked = parse_qs(urlsplit(path).query)
    assert asked.pop("q") == ["Sev Lich"]
    assert set(asked) <= {"format", "limit"}
    assert headers["User-Agent"].startswith("geomap/")
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_an_answer_is_kept_and_its_age_told(loopback, monkeypatch):
    loopback.answers[:] = [Answer(NOMINATIM)]
    first = online.ask("Sotk", loopback.service())
    again = online.ask("Sotk", loopback.service())
    assert first == again
    assert len(loopback.asked) == 1

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz=tz or UTC) + timedelta(days=3)

    monkeypatch.setattr(online, "datetime", Later)
    assert "3 days ago" in online.ask("Sotk", loopback.service())[0].reasons[0]
    assert len(loopback.asked) == 1


def test_old_answers_are_asked_for_again(loopback):
    loopback.answers[:] = [Answer(NOMINATIM)]
    for _ in range(2):
        online.ask("Sotk", loopback.service(keep_days=0))
    assert len(loopback.asked) == 2


def test_no_answer_is_an_answer_too(loopback):
    loopback.answers[:] = [Answer("[]")]
    assert online.ask("Nowhere at all", loopback.service()) == []
    assert online.ask("Nowhere at all", loopback.service()) == []
    assert len(loopback.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_retried(loopback, status):
    loopback.answers[:] = [Answer("busy", status), Answer(NOMINATIM)]
    assert online.ask("Sotk", loopback.service())[0].name == "Sotk"
    assert len(loopback.asked) == 2


def test_pauses_between_attempts_grow(loopback, monkeypatch):
    loopback.answers[:] = [Answer("busy", 503)]
    waits: list[float] = []
    monkeypatch.setattr(online, "sleep", waits.append)
    with pytest.raises(ServiceError):
        online.ask("Sotk", loopback.service(attempts=4, backoff_s=2.0, wait_most_s=30.0))
    assert waits == [2.0, 4.0, 8.0]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_retries_end(loopback, status):
    loopback.answers[:] = [Answer("busy", status)]
    with pytest.raises(ServiceError, match="after 3 attempts"):
        online.ask("Sotk", loopback.service())
    assert len(loopback.asked) == 3


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_not_asked_again(loopback, status):
    loopback.answers[:] = [Answer("no", status)]
    with pytest.raises(ServiceError, match="refused"):
        online.ask("Sotk", loopback.service())
    assert len(loopback.asked) == 1


def test_however_long_it_asks_to_wait_the_wait_is_bounded(loopback, monkeypatch):
    loopback.answers[:] = [Answer("slow down", 429, headers={"Retry-After": "3600"})]
    waits: list[float] = []
    monkeypatch.setattr(online, "sleep", waits.append)
    with pytest.raises(ServiceError):
        online.ask("Sotk", loopback.service(attempts=2, wait_most_s=30.0))
    assert waits == [30.0]
    assert len(loopback.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [Answer("<html>rubbish</html>"), Answer('[{"lat": "40.2"'), Answer('{"unexpected": true}'), Answer(""),
     Answer('[{"lat": "x", "lon": "y", "display_name": "z"}]'), Answer("[1, 2]"), Answer('"text"')],
)  # fmt: skip
def test_rubbish_is_a_service_error(loopback, answer):
    loopback.answers[:] = [answer]
    with pytest.raises(ServiceError):
        online.ask("Sotk", loopback.service(attempts=2))


def test_half_an_answer_is_a_service_error(loopback):
    loopback.answers[:] = [Answer(NOMINATIM, cut=True)]
    with pytest.raises(ServiceError, match="after 2 attempts"):
        online.ask("Sotk", loopback.service(attempts=2))


def test_a_late_answer_is_not_waited_for(loopback):
    loopback.answers[:] = [Answer(NOMINATIM, delay_s=1.5)]
    with pytest.raises(ServiceError, match=r"after 2 attempts: nothing came within 0\.2 s"):
        online.ask("Sotk", loopback.service(timeout_s=0.2, attempts=2))


def test_no_server_at_all(loopback):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    service = online.Service("nominatim", "http", f"127.0.0.1:{port}", pause_s=0, backoff_s=0.01, attempts=2)
    with pytest.raises(ServiceError, match="nominatim did not answer"):
        online.ask("Sotk", service)


def test_errors_are_not_kept(loopback):
    loopback.answers[:] = [Answer("busy", 500), Answer(NOMINATIM)]
    with pytest.raises(ServiceError):
        online.ask("Sotk", loopback.service(attempts=1))
    assert online.ask("Sotk", loopback.service(attempts=1))[0].name == "Sotk"


def test_requests_keep_their_distance(loopback):
    loopback.answers[:] = [Answer(NOMINATIM)]
    start = time.monotonic()
    for name in ("Sotk", "Kut", "Azat"):
        online.ask(name, loopback.service(pause_s=0.2))
    assert time.monotonic() - start >= 0.4
    assert online.SERVICES["nominatim"].pause_s >= 1


def test_an_unknown_service_is_named():
    with pytest.raises(ServiceError, match="nominatim, photon, geonames"):
        online.ask("Sotk", "oracle")


def test_geonames_wants_a_user():
    with pytest.raises(ServiceError, match="GEOMAP_GEONAMES_USER"):
        online.ask("Sotk", online.Service("geonames", attempts=1))


def test_answers_are_candidates_among_our_own(loopback, monkeypatch):
    loopback.answers[:] = [Answer(NOMINATIM)]
    monkeypatch.setenv("GEOMAP_NOMINATIM_URL", f"http://{loopback.domain}")
    found = geocode("Sotk", online="nominatim")
    assert found[0].id == "geonames:616041"
    assert any("nominatim" in reason for reason in found[0].reasons)
    assert [c.id for c in found if c.id.startswith("nominatim")] == ["nominatim:node43"]


def test_a_service_that_fails_leaves_our_own_answers(loopback, monkeypatch):
    loopback.answers[:] = [Answer("no", 403)]
    monkeypatch.setenv("GEOMAP_NOMINATIM_URL", f"http://{loopback.domain}")
    problems: list[str] = []
    found = geocode("Sotk", online="nominatim", on_problem=problems.append)
    assert found[0].id == "geonames:616041"
    assert "refused" in problems[0]
    with pytest.raises(ServiceError):
        geocode("Sotk", online="nominatim")


def test_a_cache_that_cannot_be_written_keeps_nobody_from_asking(loopback, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a directory")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    loopback.answers[:] = [Answer(NOMINATIM)]
    assert online.ask("Sotk", loopback.service())[0].name == "Sotk"


def test_what_went_wrong_is_said_in_one_short_line(loopback):
    loopback.answers[:] = [Answer("[]", delay_s=0.5)]
    with pytest.raises(ServiceError) as late:
        online.ask("Sotk", loopback.service(timeout_s=0.1, attempts=1))
    with pytest.raises(ServiceError) as absent:
        online.ask("Sotk", online.Service("photon", "http", "127.0.0.1:9", attempts=1))
    assert str(late.value) == "nominatim did not answer after 1 attempts: nothing came within 0.1 s"
    assert str(absent.value) == "photon did not answer after 1 attempts: there is no connection to 127.0.0.1:9"
