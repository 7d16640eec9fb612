"""A real spaCy pipeline, built here and saved to a folder: an entity ruler that knows a few names. Nothing is fetched."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import spacy

NAMES = {"LOC": ["Qarzuban", "Tarkosh", "Mirzhan", "Vazgul", "Кирзавод"], "GPE": ["Sotk", "Minsk"], "PER": ["Aram"]}


@pytest.fixture(scope="session")
def model_in(tmp_path_factory):
    def saved(lang):
        pipeline = spacy.blank(lang)
        ruler = pipeline.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": label, "pattern": name} for label, names in NAMES.items() for name in names])
        pipeline.meta["name"], pipeline.meta["version"] = "borders", "1.2.3"
        folder = tmp_path_factory.mktemp("models") / lang
        pipeline.to_disk(folder)
        return folder

    return saved


@pytest.fixture(scope="session")
def model(model_in):
    return model_in("xx")


@pytest.fixture(autouse=True)
def own_directories(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def nominatim(monkeypatch):
    """A service on this machine: answers by name, remembers what it was asked."""
    answers, asked = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(parse_qs(urlsplit(self.path).query)["q"][0])
            found = answers.get(asked[-1], [])
            self.send_response(200 if isinstance(found, list) else found)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setenv("GEOMAP_NOMINATIM_URL", f"http://127.0.0.1:{server.server_address[1]}")
    yield answers, asked
    server.shutdown()
    server.server_close()
    thread.join()
