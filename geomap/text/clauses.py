"""Where a clause ends: whether one parts two words, what joins them, and what a preposition governs."""

from __future__ import annotations

from geomap.text.reading import TOLLS, Reading

__all__ = ["LEFT_OUT", "and_between", "around_commas", "ends_clause", "governed", "one_clause"]

LEFT_OUT = frozenset("—–-՝")  # signs for a verb that is understood
_UNDERSTOOD = "՝"  # Armenian: what stood before is understood here


def one_clause(reading: Reading, left: int, right: int) -> bool:
    """Return whether nothing parts two words but the mark of a left-out verb: "երկուսը՝ վիրավորվել"."""
    marks = sum(reading.between(at - 1, at).startswith(_UNDERSTOOD) for at in range(left + 1, right + 1))
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


def around_commas(reading: Reading, left: int, right: int) -> bool:
    """Return whether what parts two words stands between two commas: "the dead there are, he says, none"."""
    return reading.toll(left, right) == 2 * TOLLS["comma"]


def governed(reading: Reading, at: int, reach: int) -> bool:
    """Return whether a preposition stands among the `reach` words before a word, with nothing to part them."""
    before = reading.hits.within("clauses.prepositions", max(at - reach, 0), at)
    return any(reading.toll(hit.first, at) == 0 for hit in before)
