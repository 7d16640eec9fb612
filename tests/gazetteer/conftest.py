"""Directories of its own for each test, and no endpoint from the environment."""

from __future__ import annotations

import pytest

from geomap.gazetteer.online import SERVICES


@pytest.fixture(autouse=True)
def own_directories(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in SERVICES:
        monkeypatch.delenv(f"GEOMAP_{name.upper()}_URL", raising=False)
        monkeypatch.delenv(f"GEOMAP_{name.upper()}_USER", raising=False)
