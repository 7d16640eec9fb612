"""Who finds names of places in a text: one protocol, the gazetteer's finder behind it, and others beside it.

The gazetteer's own finder is always asked and goes first. Another recogniser only adds: a name that overlaps one of
the gazetteer's, that any gazetteer holds, or that is a person's or another thing's by the same doubts, is left out.
What is left is a mention without places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from geomap.model import Mention, Span
from geomap.text import doubts, hints, placephrases, toponyms
from geomap.text.languages import CODES, smooth
from geomap.text.toponyms import NameIndex

__all__ = ["Function", "GazetteerNames", "Recogniser", "unknown"]

NAME_LEAST, NAME_MOST = 2, 60  # characters of a name
WORDS_MOST = 6  # of a name: what is longer is a clause

_WORD = re.compile(r"\w+(?:['’ʻʼ՚`]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@runtime_checkable
class Recogniser(Protocol):
    """Finds the names of places in a text.

    The same text gives the same mentions, whatever was read before. A mention carries the ids of the places that bear
    the name where the recogniser knows them, else none.
    """

    @property
    def name(self) -> str:
        """What it is, with its version: what it finds says so."""

    def find(self, text: str, lang: str | None) -> Iterable[Mention]:
        """Return the mentions of places in `text`, whose language (en hy ru az) is `lang` where it is known."""


@dataclass(frozen=True, eq=False)
class GazetteerNames:
    """The recogniser that is always asked: names of the gazetteer, in all their forms."""

    index: NameIndex
    name: str = "gazetteer"

    def find(self, text: str, lang: str | None) -> list[Mention]:
        """Return the mentions of the gazetteer's places."""
        return toponyms.find(text, self.index, lang)


@dataclass(frozen=True)
class Function:
    """A function of a text and its language that returns the (start, end) of names, as a recogniser."""

    function: Callable[[str, str | None], Iterable[tuple[int, int]]]
    name: str

    def find(self, text: str, lang: str | None) -> Iterator[Mention]:
        """Yield a mention for each stretch that the function returns."""
        for start, end in self.function(text, lang):
            yield Mention(Span(start, end), text[start:end])


def unknown(
    text: str, lang: str | None, recogniser: Recogniser, known: Sequence[Mention], index: NameIndex
) -> list[Mention]:
    """Return the names in `text` that `recogniser` finds and no gazetteer holds, in order and without overlap.

    `known` are the mentions that the gazetteer's finder found, in order; `index` is what it looked them up in.
    """
    found = (m.span for m in recogniser.find(text, lang))
    spans = {_name(text, span) for span in found if 0 <= span.start < span.end <= len(text)} - {None}
    new = _apart([s for s in spans if s is not None], known)
    strange = [
        Mention(s, s.of(text), rule="recognised", found_by=recogniser.name)
        for s in new
        if not _holds(index, text, s, lang)
    ]
    named = [m for m in known if m.longitude is None]
    hinted = hints.attach(text, sorted([*named, *strange], key=lambda m: m.span), lang)
    placed = (m for m in doubts.accepted(text, hinted, lang, index) if m.found_by)
    return [m for m in placed if not doubts.begins_with_a_person(m, lang)]


def _name(text: str, span: Span) -> Span | None:
    """Return the name in a stretch, from its first to its last capitalised word; None where it can be none."""
    if span.end - span.start > 2 * NAME_MOST:
        return None
    words = [*_WORD.finditer(text, span.start, span.end)]
    capitals = [w for w in words if w[0][0].isupper() or w[0][0].isdigit()]
    if not any(w[0][0].isupper() for w in capitals):
        return None
    start, last = capitals[0].start(), capitals[-1]
    end = last.start() + len(_POSSESSIVE.sub("", last[0]))
    name = text[start:end]
    fits = NAME_LEAST <= len(name) <= NAME_MOST and len(name.split()) <= WORDS_MOST and "\n" not in name
    return Span(start, end) if fits else None


def _apart(spans: Iterable[Span], known: Sequence[Mention]) -> Iterator[Span]:
    """Yield, in order, the spans that overlap no known mention, of those that overlap each other the first longest."""
    taken = [m.span for m in known]
    end = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= end and not placephrases.overlapping(span, taken):
            end = span.end
            yield span


def _holds(index: NameIndex, text: str, span: Span, lang: str | None) -> bool:
    """Return whether a gazetteer holds the name or what it begins with, or it is a country's or its people's."""
    first = _WORD.match(text, span.start, span.end)
    if first is None or index.reader(lang).longest(text, span.start, first[0])[1]:
        return True
    name = smooth(span.of(text))
    return any(name in words.adjectives or name in words.nouns for words in map(placephrases.words, CODES))
