"""What geomap reads in our own annotated reports does not get worse unnoticed."""

from __future__ import annotations

import json

import pytest
import scoring


@pytest.fixture(scope="module")
def pinned():
    return json.loads(scoring.FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured():
    return scoring.measure()


def test_floors_were_measured_on_this_corpus(pinned):
    assert pinned["corpus_sha256"] == scoring.digest(), "the corpus changed: python tests/gold/scoring.py --update"


def test_no_figure_sank_below_its_floor(measured, pinned):
    table, remarks = measured
    assert not scoring.sunk(table, pinned["bounds"]), "\n".join(remarks)


def test_no_pin_stands_on_a_capital(measured):
    table, _ = measured
    assert table["all"]["pins_on_capitals"] == 0
