"""Where a clause ends: whether one parts two words, and what joins them."""

from __future__ import annotations

from geomap.text.reading import TOLLS, Reading

__all__ = ["and_between", "ends_clause", "one_clause"]

_LEFT_OUT = "՝"  # Armenian: what stood before is understood here


def one_clause(reading: Reading, left: int, right: int) -> bool:
    """Return whether nothing parts two words but the mark of a left-out verb: "երկուսը՝ վիրավորվել"."""
    marks = sum(reading.between(at - 1, at).startswith(_LEFT_OUT) for at in range(left + 1, right + 1))
    listed = reading.between(right - 1, right).startswith(":") and not _tells(reading, left, right)
    return reading.toll(left, right) < 1 + marks * TOLLS["comma"] + listed * TOLLS["strong"]


def _tells(reading: Reading, at: int, colon: int) -> bool:
    """Return whether a word is more than the heading of what stands after a colon: "Wounded: two"."""
    heading = at == 0 or reading.opens_sentence(at)
    return not heading or any(reading.has(key, at, colon) for key in ("roles.passive", "casualties.person"))


def ends_clause(reading: Reading, at: int) -> bool:
    """Return whether nothing of its clause stands from word `at` on."""
    return at >= len(reading.words) or reading.opens_sentence(at) or reading.toll(at - 1, at) > 0


def and_between(reading: Reading, low: int, high: int) -> bool:
    """Return whether "and" or "together with" stands between two words."""
    return any(reading.has(key, low + 1, high) for key in ("clauses.coordination", "casualties.joins"))
