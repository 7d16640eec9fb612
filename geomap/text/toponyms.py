"""Names of places in running text: which words they are, and what the text says they name.

Every capitalised word is taken back to the names it may be a form of and looked
up, alone and with the words that follow it, in a :class:`NameIndex`; the
longest name wins. A word is looked at once however often it occurs, so that the
work grows with the length of the text. Which place is meant is not decided
here: a mention carries all places that bear the name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import OSA

from geomap.model import Mention, Span
from geomap.text import coordinates, hints
from geomap.text.folding import fold, skeletons
from geomap.text.inflection import bases, language_of_word

__all__ = ["NameIndex", "find"]

WORDS_MOST = 5  # of one name
SKELETON_LEAST = 5  # letters of a name that is recognised by its sound alone: shorter ones sound like other words
MISSPELT_LEAST = 6  # letters of a name recognised with one letter wrong
INFLECTED_POPULATION_LEAST = 50_000  # inhabitants of a place far off whose inflected name is looked for
PLACES_MOST = 12  # kept for one mention

_UPPER = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and not 0x0370 <= ord(c) < 0x0400)
_CAPITALISED = re.compile(rf"(?<!\w)[{re.escape(_UPPER)}][^\W\d_]*(?:['’ʻʼ՚`][^\W\d_]+)*")
_NEXT = re.compile(r"(?:[ \u00a0]{1,2}|\n|[ ]?[-‐‑–֊][ ]?)([^\W\d_]+(?:['’ʻʼ՚`][^\W\d_]+)*)")
_POSSESSIVE = re.compile(r"['’]s\Z|['’]\Z", re.IGNORECASE)

_NO_PLACES: tuple[str, ...] = ()


def _nothing(key: str, least: int) -> tuple[str, ...]:  # noqa: ARG001  the signature of a world index
    return _NO_PLACES


def _never(key: str) -> bool:  # noqa: ARG001
    return False


@dataclass(frozen=True, eq=False)
class NameIndex:
    """The names to look for: the region's in memory, the world's behind two functions.

    `names` maps a folded name to the ids of the places that bear it, `sounds` a skeleton; `misspellable` are the
    names that are recognised with a letter wrong. `world(key, least)` returns the ids of places elsewhere with at
    least that many inhabitants; `world_begins(key)` whether a longer name of theirs begins so; `ordinary(key)`
    whether a name is an ordinary word too.
    """

    names: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    world: Callable[[str, int], tuple[str, ...]] = _nothing
    world_begins: Callable[[str], bool] = _never
    ordinary: Callable[[str], bool] = _never
    misspellable: Collection[str] = ()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Return the beginnings, word by word, of the region's names of several words."""
        words = (key.split(" ") for key in self.names if " " in key)
        return frozenset(" ".join(w[:n]) for w in words for n in range(1, len(w)))

    def begins(self, key: str) -> bool:
        """Return whether a name of several words begins with `key`."""
        return key in self.beginnings or self.world_begins(key)

    @cached_property
    def _ends(self) -> dict[tuple[str, str], list[str]]:
        """Names by their first and by their last three letters: one wrong letter leaves one of the two whole."""
        ends: dict[tuple[str, str], list[str]] = {}
        for key in self.misspellable:
            if len(key) >= MISSPELT_LEAST:
                ends.setdefault(("first", key[:3]), []).append(key)
                ends.setdefault(("last", key[-3:]), []).append(key)
        return ends

    def misspelt(self, key: str) -> tuple[str, ...]:
        """Return the ids of the region's places whose names, folded, are `key` with one letter wrong."""
        if len(key) < MISSPELT_LEAST:
            return ()
        found: dict[str, None] = {}
        near = {*self._ends.get(("first", key[:3]), ()), *self._ends.get(("last", key[-3:]), ())}
        for other in sorted(near):
            if abs(len(other) - len(key)) <= 1 and OSA.distance(key, other, score_cutoff=1) <= 1:
                found |= dict.fromkeys(self.names[other])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word, as written, may be: names of one word, and beginnings of longer ones."""

    places: tuple[str, ...] = ()
    rule: str = ""
    begins: tuple[str, ...] = ()


_NOTHING = _Word()


class _Reader:
    """Looks words up for one text; remembers each."""

    def __init__(self, index: NameIndex, lang: str | None) -> None:
        self.index, self.lang = index, lang
        self.words: dict[str, _Word] = {}

    def word(self, written: str) -> _Word:
        """Return what a capitalised word may be."""
        known = self.words.get(written)
        if known is None:
            known = self.words[sys.intern(written)] = self._look_up(written)
        return known

    def _look_up(self, written: str) -> _Word:
        key = fold(written)
        language = language_of_word(key, self.lang)
        forms = list(dict.fromkeys((key, *bases(key, language))))
        attributes = dict.fromkeys((*forms, *bases(key, language, "attribute")))
        begins = tuple(form for form in attributes if self.index.begins(form))
        for places, rule in self._readings(written, key, forms, language):
            if places:
                return _Word(places, rule, begins)
        return _Word((), "", begins) if begins else _NOTHING

    def _readings(
        self, written: str, key: str, forms: list[str], language: str
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the places that a word names by each way of reading it, the plainest first."""
        yield self.places(key, 0), "exact"
        yield self._joined(forms[1:]), "inflected"
        yield (
            tuple(dict.fromkeys(p for f in bases(key, language, "adjective") for p in self.index.names.get(f, ()))),
            "adjective",
        )
        yield self._by_sound(written, forms), "transliterated"
        if len(key) >= MISSPELT_LEAST:
            yield self.index.misspelt(key), "misspelt"

    def places(self, key: str, least: int) -> tuple[str, ...]:
        """Return the region's places of a name and then those elsewhere."""
        return (*self.index.names.get(key, ()), *self.index.world(key, least))

    def _joined(self, forms: Sequence[str]) -> tuple[str, ...]:
        found = [place for form in forms for place in self.places(form, INFLECTED_POPULATION_LEAST)]
        return tuple(dict.fromkeys(found))

    def _by_sound(self, written: str, forms: Sequence[str]) -> tuple[str, ...]:
        if len(written) < SKELETON_LEAST:
            return ()
        found: dict[str, None] = {}
        for form in (written, *forms[1:]):
            for sound in skeletons(form):
                if len(sound) >= SKELETON_LEAST:
                    found |= dict.fromkeys(self.index.sounds.get(sound, ()))
        return tuple(found)

    def longest(self, text: str, start: int, first: str) -> tuple[int, tuple[str, ...], str]:
        """Return end, places and rule of the longest name that starts with the word `first`; no places: none does."""
        word = self.word(first)
        best = (start + len(first), word.places, word.rule)
        states, end = list(word.begins), start + len(first)
        for _ in range(WORDS_MOST - 1):
            following = _NEXT.match(text, end) if states else None
            if following is None:
                break
            key, end = fold(_POSSESSIVE.sub("", following[1])), following.end()
            states, (places, rule) = self._extended(states, key)
            if places:
                best = (end - len(following[1]) + len(_POSSESSIVE.sub("", following[1])), places, rule)
        return best

    def _extended(self, states: list[str], key: str) -> tuple[list[str], tuple[tuple[str, ...], str]]:
        """Return the beginnings and the names that one more word makes of the beginnings so far."""
        language = language_of_word(key, self.lang)
        forms = list(dict.fromkeys((key, *bases(key, language), *bases(key, language, "attribute"))))
        longer, found = [], ((), "")
        for number, form in enumerate(forms):
            for state in states:
                whole = f"{state} {form}"
                if not found[0] and (places := self.places(whole, 0)):
                    found = (places, "exact" if number == 0 else "inflected")
                if self.index.begins(whole):
                    longer.append(whole)
        return longer, found


def find(text: str, index: NameIndex, lang: str | None = None) -> list[Mention]:
    """Return the mentions of places in `text`, in order and without overlap, coordinates written in it among them.

    A mention's span covers the name with its ending ("Варденисом"), not an English "'s". `lang` decides whose
    endings words in Latin letters have.
    """
    written = coordinates.find(text)
    names = list(_names(text, index, lang, [m.span for m in written]))
    named = hints.attach(text, names, lang)
    return sorted([*written, *hints.accepted(text, named, lang, index.ordinary)], key=lambda m: m.span)


def _names(text: str, index: NameIndex, lang: str | None, taken: Sequence[Span]) -> Iterator[Mention]:
    reader = _Reader(index, lang)
    position = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        if start < position:
            continue
        word = _POSSESSIVE.sub("", match[0])
        if reader.word(word) is _NOTHING:
            continue
        end, places, rule = reader.longest(text, start, word)
        if places and not any(span.start < end and start < span.end for span in taken):
            position = end
            yield Mention(Span(start, end), text[start:end], places[:PLACES_MOST], rule)
