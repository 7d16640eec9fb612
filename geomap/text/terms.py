"""Word patterns of the lexicon and where they occur in a text, in one pass.

A pattern is a few words: ``open* fire`` (a star stands for any ending), ``mortar|artillery fire`` (a choice), and
``open* .. fire`` (at most three words between, all in one sentence). Matching looks each word up once, so the time is
proportional to the length of the text whatever it says. ``abandon* .. {post}`` has one of a class of words in it
(posts, positions, trenches), named once for all patterns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geomap.model import Span

__all__ = ["Hit", "Hits", "Terms", "Word", "normal", "words"]

_WORD = re.compile(r"[\w\u0300-\u036f]{1,80}(?:[՛՜՞՚][\w\u0300-\u036f]{0,80})*")
_MARKS = str.maketrans("", "", "՛՜՞՚\u0300\u0301\u0302\u0307\u0308")  # stress and question marks inside Armenian words
_FOLD = str.maketrans({"ё": "е", "ı": "i"})
_GAP = 3  # words that ".." may stand for
_ASIDE_MAX = 8  # words of days and places among them that do not count
_LONGEST_PREFIX = 18  # letters of a word that are looked up as a stem
_MEMORY = 50_000  # distinct words whose patterns are remembered


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as written (`span`) and as compared (`text`)."""

    text: str
    span: Span
    capital: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found: words `first` to `last` (inclusive) of the text."""

    key: str
    first: int
    last: int
    pattern: str


def normal(word: str) -> str:
    """Return a word as patterns are compared: small letters, one i, one Armenian "and", no stress marks."""
    folded = word.lower().translate(_FOLD).translate(_MARKS).replace("եւ", "և")
    return f"և{folded[2:]}" if folded.startswith("եվ") else folded  # the capital of "և" is written in two letters


def words(text: str, months: frozenset[str] = frozenset()) -> list[Word]:
    """Split a text into words; hyphens and apostrophes part them.

    Names of months that are ordinary words too (May, March) keep their capital, so that no pattern takes them.
    """
    return [_word(found.group(), Span(*found.span()), months) for found in _WORD.finditer(text)]


def _word(written: str, span: Span, months: frozenset[str]) -> Word:
    capital, compared = written[0].isupper(), normal(written)
    return Word(written if capital and compared in months else compared, span, capital)


@dataclass(frozen=True, slots=True)
class _Element:
    exact: frozenset[str]
    stems: tuple[str, ...]

    def fits(self, word: str) -> bool:
        return word in self.exact or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class _Pattern:
    key: str
    text: str
    elements: tuple[_Element | None, ...]  # None is a gap


def _element(part: str, classes: Mapping[str, Sequence[str]]) -> _Element:
    choices = [normal(word) for choice in part.split("|") for word in _members(choice, classes)]
    return _Element(
        frozenset(choice for choice in choices if not choice.endswith("*")),
        tuple(choice[:-1] for choice in choices if choice.endswith("*")),
    )


def _members(choice: str, classes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the words of a class in braces, or the one word itself."""
    return classes[choice[1:-1]] if choice.startswith("{") else (choice,)


def _pattern(key: str, text: str, classes: Mapping[str, Sequence[str]]) -> _Pattern:
    return _Pattern(key, text, tuple(None if part == ".." else _element(part, classes) for part in text.split()))


class Terms:
    """All patterns of some tables of one language, ready to be looked for; `classes` are the words in braces."""

    def __init__(self, tables: Mapping[str, Any], classes: Mapping[str, Sequence[str]] = MappingProxyType({})) -> None:
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_stem: dict[str, list[_Pattern]] = defaultdict(list)
        self._memory: dict[str, tuple[_Pattern, ...]] = {}
        for key, text in _leaves("", tables):
            self._add(_pattern(key, text, classes))

    def _add(self, pattern: _Pattern) -> None:
        first = pattern.elements[0]
        if first is None:
            raise ValueError(f"a pattern cannot begin with a gap: {pattern.text}")
        for word in first.exact:
            self._by_word[word].append(pattern)
        for stem in first.stems:
            self._by_stem[stem].append(pattern)

    def find(self, text_words: Sequence[Word], breaks: Sequence[int] = (), aside: Container[int] = frozenset()) -> Hits:
        """Return every pattern's occurrences; none reaches over a word index in `breaks` (sentence starts).

        Words in `aside` (of days and places) are not what ".." stands for: "the post near X on the Y road was removed".
        """
        hits: list[Hit] = []
        limits = [*breaks, len(text_words)]
        for first, word in enumerate(text_words):
            patterns = self._starting(word.text)
            if patterns:
                limit = limits[bisect_right(limits, first)] if first < len(text_words) else first
                for pattern in patterns:
                    last = _reach(pattern.elements, text_words, first, limit, aside)
                    if last >= 0:
                        hits.append(Hit(pattern.key, first, last, pattern.text))
        return Hits(hits)

    def _starting(self, word: str) -> tuple[_Pattern, ...]:
        known = self._memory.get(word)
        if known is None:
            found = list(self._by_word.get(word, ()))
            for length in range(1, min(len(word), _LONGEST_PREFIX) + 1):
                found += self._by_stem.get(word[:length], ())
            known = tuple(dict.fromkeys(found))
            if len(self._memory) < _MEMORY:
                self._memory[word] = known
        return known


def _reach(
    elements: Sequence[_Element | None], text_words: Sequence[Word], first: int, limit: int, aside: Container[int]
) -> int:
    """Return the index of the last word of a match that starts at `first`, or -1."""
    at = first
    gap = False
    for element in elements[1:]:
        if element is None:
            gap = True
            continue
        reach = _within_gap(at + 1, limit, aside) if gap else range(at + 1, min(at + 2, limit))
        found = next((index for index in reach if element.fits(text_words[index].text)), -1)
        if found < 0:
            return -1
        at, gap = found, False
    return at


def _within_gap(first: int, limit: int, aside: Container[int]) -> Iterator[int]:
    """Yield the indices at which a word after a gap may stand; one of a day or a place only where all words count."""
    left = _GAP + 1
    for index in range(first, min(first + _GAP + 1 + _ASIDE_MAX, limit)):
        if index not in aside or index <= first + _GAP:
            yield index
        left -= index not in aside
        if not left:
            return


def _leaves(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Mapping):
            yield from _leaves(key, value)
        elif isinstance(value, list):
            yield from ((key, text) for text in value if isinstance(text, str) and text)


class Hits:
    """The occurrences of all patterns in one text, by table and by word."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._by_key: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            self._by_key[hit.key].append(hit)
        self._starts = {key: [hit.first for hit in found] for key, found in self._by_key.items()}
        self.found = tuple(sorted(self._by_key))  # all keys that occur

    def keys(self, prefix: str) -> list[str]:
        """Return the keys found that lie under `prefix`."""
        return [key for key in self.found if key == prefix or key.startswith(f"{prefix}.")]

    def within(self, key: str, first: int, end: int) -> list[Hit]:
        """Return the hits of one key whose first word lies in [first, end)."""
        starts = self._starts.get(key)
        if not starts:
            return []
        return self._by_key[key][bisect_left(starts, first) : bisect_left(starts, end)]

    def across(self, key: str, first: int, at: int) -> list[Hit]:
        """Return the hits of one key that begin at word `first` or later and hold word `at`."""
        return [hit for hit in self.within(key, first, at + 1) if hit.last >= at]

    def under(self, prefix: str, first: int, end: int) -> list[Hit]:
        """Return the hits of all keys under `prefix` in [first, end), in text order."""
        found = [hit for key in self.keys(prefix) for hit in self.within(key, first, end)]
        return sorted(found, key=lambda hit: (hit.first, -hit.last, hit.key))

    def any(self, key: str, first: int, end: int) -> bool:
        """Return whether a key occurs in [first, end)."""
        return bool(self.within(key, first, end))
