"""A report as its later stages read it: words, sentences, what the lexicon finds in them, and how far things lie apart.

How well two words belong together is counted in words between them, plus a toll for every comma, dash and joining
word in between (:data:`TOLLS`): what stands in one clause is nearer than what stands in the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from geomap.model import Span
from geomap.text import languages, terms

__all__ = ["TABLES", "TOLLS", "Reading"]

# The lexicon's tables that say what happened and who says so.
TABLES = (
    "event", "weapons", "casualties", "actors", "attribution", "roles", "irrealis", "negation", "history", "accident",
    "anaphora", "clauses",
)  # fmt: skip

# Ours, in words: a comma weighs like three words, a dash or a "while" like a clause of its own.
TOLLS = {"comma": 3.0, "strong": 9.0, "clause": 5.0, "contrast": 8.0}
_STRONG_SIGNS = frozenset(";:—–()…!?\n")
_DASHES = ("--", " - ")  # typed for a dash
_COMMA_SIGNS = frozenset(",،՝")
SENTENCE_MAX = 200  # words: the longest sentence met in reports has 90
_BETWEEN_MAX = 40  # characters between two words that are looked at


@cache
def _terms(lang: str) -> terms.Terms:
    language = languages.load(lang)
    return terms.Terms({name: language.table(name) for name in TABLES}, language.table("word_classes"))


@cache
def _capital_months(lang: str) -> frozenset[str]:
    """Names of months that are other words without their capital."""
    dates = languages.load(lang).table("date")
    return frozenset(map(terms.normal, dates["wary_months"])) if dates["capital_months"] else frozenset()


class Reading:
    """The words of one report with everything the lexicon's tables find in them."""

    def __init__(
        self,
        text: str,
        lang: str,
        sentences: Sequence[Span],
        places: Sequence[Span],
        dates: Sequence[Span],
        names: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.lang = lang
        self.words = terms.words(text, _capital_months(lang))
        self._starts = [word.span.start for word in self.words]
        self._ends = [word.span.end for word in self.words]
        self.sentences = [piece for span in sentences for piece in self._pieces(span)]
        self._openers = {first for _, first, _ in self.sentences}
        self._dated = {index for span in dates for index in range(*self.words_of(span))}
        self._named = {index for span in names for index in range(*self.words_of(span))}
        aside = self._dated | {index for span in places for index in range(*self.words_of(span))}
        self.hits = _terms(lang).find(self.words, sorted({*self._openers, *self._breaks()}), aside)
        self._tolls = self._with_tolls(places)

    def _breaks(self) -> Iterator[int]:
        """Return the words before which no pattern goes on: those after a colon or a semicolon."""
        for index in range(1, len(self.words)):
            if self.between(index - 1, index).startswith((": ", "; ")):
                yield index

    def _pieces(self, span: Span) -> Iterator[tuple[Span, int, int]]:
        """A sentence and its words [first, end); an endless one in pieces, so that time stays linear."""
        first, end = self.words_of(span)
        if end - first <= SENTENCE_MAX:
            yield span, first, end
            return
        for start in range(first, end, SENTENCE_MAX):
            stop = min(start + SENTENCE_MAX, end)
            yield self.span_of(start, stop), start, stop

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return the ``[clauses]`` table of the language."""
        return languages.load(self.lang).table("clauses")

    def words_of(self, span: Span) -> tuple[int, int]:
        """Return the indices of the first word that ends after the span's start and of the first beyond its end."""
        return bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)

    def span_of(self, first: int, end: int) -> Span:
        """Return the characters of words [first, end)."""
        return Span(self.words[first].span.start, self.words[end - 1].span.end)

    def string(self, first: int, end: int) -> str:
        """Return the text of words [first, end) as written."""
        return self.span_of(first, end).of(self.text) if first < end else ""

    def between(self, left: int, right: int) -> str:
        """Return the characters between the end of word `left` and the start of word `right`."""
        return self.text[self.words[left].span.end : self.words[right].span.start][:_BETWEEN_MAX]

    def toll(self, one: int, other: int) -> float:
        """Return what lies between two words in commas, dashes and joining words."""
        low, high = sorted((one, other))
        return self._tolls[high] - self._tolls[low]

    def gap(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """Return how far two runs of words, each (first, end), lie apart: words and tolls between them."""
        (_, end), (start, _) = sorted((one, other))
        if start < end:
            return 0.0
        return start - end + self.toll(end - 1, start)

    def sentence_at(self, index: int) -> int:
        """Return the number of the sentence that a word stands in."""
        return bisect_right(self.sentences, index, key=lambda sentence: sentence[1]) - 1

    def opens_sentence(self, index: int) -> bool:
        """Return whether a word is the first of its sentence."""
        return index in self._openers

    def in_date(self, index: int) -> bool:
        """Return whether a word belongs to a date."""
        return index in self._dated

    def in_name(self, index: int) -> bool:
        """Return whether a word belongs to the name of a place."""
        return index in self._named

    def has(self, key: str, first: int, end: int) -> bool:
        """Return whether a table's word occurs among words [first, end)."""
        return self.hits.any(key, max(first, 0), end)

    def _with_tolls(self, places: Sequence[Span]) -> list[float]:
        quiet = [False] * (len(self.words) + 1)
        for span in places:
            first, end = self.words_of(span)
            quiet[first + 1 : end] = [True] * max(end - first - 1, 0)
        joints = [0.0] * (len(self.words) + 1)
        for key in ("strong", "contrast"):
            for hit in self.hits.within(f"clauses.{key}", 0, len(self.words)):
                joints[hit.first] = TOLLS["clause" if key == "strong" else "contrast"]
        costs = [0.0] * len(self.words)
        for at in range(1, len(self.words)):
            if at in self._openers:
                costs[at] = TOLLS["strong"]
            elif not quiet[at]:
                costs[at] = joints[at] + _signs(self.between(at - 1, at))
        return list(accumulate(costs))


def _signs(between: str) -> float:
    if between == " ":
        return 0.0
    if any(sign in _STRONG_SIGNS for sign in between) or any(dash in between for dash in _DASHES):
        return TOLLS["strong"]
    return TOLLS["comma"] if any(sign in _COMMA_SIGNS for sign in between) else 0.0
