"""Names of places in running text: which words they are, and what the text says they name.

Every capitalised word is taken back to the names it may be a form of and looked
up, alone and with the words that follow it, in a :class:`NameIndex`; the
longest name wins. A word is looked at once however often it occurs, so that the
work grows with the length of the text. Which place is meant is not decided
here: a mention carries all places that bear the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import ahocorasick
from rapidfuzz.distance import OSA

from geomap.model import Mention, Span
from geomap.text import coordinates, doubts, hints
from geomap.text.folding import fold, skeletons
from geomap.text.inflection import adjective_stems, adjectives, bases, language_of_word
from geomap.text.languages import CODES, load

__all__ = ["NameIndex", "find"]

WORDS_MOST = 5  # of one name
SKELETON_LEAST = 6  # letters of a name that is recognised by its sound alone: shorter ones sound like other words
MISSPELT_LEAST = 6  # letters of a name recognised with one letter wrong
INFLECTED_POPULATION_LEAST = 50_000  # inhabitants of a place far off whose inflected name is looked for
ADJECTIVE_LEAST = 4  # letters of a name of which adjectives are looked for
PLACES_MOST = 12  # kept for one mention
WORDS_REMEMBERED = 100_000  # distinct capitalised words: about 20 MB

_UPPER = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and not 0x0370 <= ord(c) < 0x0400)
# the capital first: the search for one passes over all else
_CAPITALISED = re.compile(rf"[{re.escape(_UPPER)}](?<!\w.)[^\W\d_]*(?:['’ʻʼ՚`][^\W\d_]+)*")
_NEXT = re.compile(r"(?:[ \u00a0]{1,2}|\n|[ ]?[-‐‑–—֊][ ]?)([^\W\d_]+(?:['’ʻʼ՚`][^\W\d_]+)*)")
_LOWER = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s\Z|['’]\Z", re.IGNORECASE)

_NO_PLACES: tuple[str, ...] = ()


def _nothing(key: str, least: int) -> tuple[str, ...]:  # noqa: ARG001  the signature of a world index
    return _NO_PLACES


def _never(key: str) -> bool:  # noqa: ARG001
    return False


def _apart(one: str, other: str) -> bool:  # noqa: ARG001
    return False


@dataclass(frozen=True, eq=False)
class NameIndex:
    """The names to look for: the region's in memory, the world's behind two functions.

    `names` maps a folded name to the ids of the places that bear it, `sounds` a skeleton; `misspellable` are the
    names that are recognised with a letter wrong. `world(key, least)` returns the ids of places elsewhere with at
    least that many inhabitants; `world_begins(key)` whether a longer name of theirs begins so; `ordinary(key)`
    whether a name is an ordinary word too, `person(key)` whether people are called so first; `close(one, other)`
    whether the places of two ids lie so close together that one report names both.
    """

    names: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    world: Callable[[str, int], tuple[str, ...]] = _nothing
    world_begins: Callable[[str], bool] = _never
    ordinary: Callable[[str], bool] = _never
    person: Callable[[str], bool] = _never
    close: Callable[[str, str], bool] = _apart
    misspellable: Collection[str] = ()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Return the beginnings, word by word, of the region's names of several words."""
        return _beginnings(self.names)

    @cached_property
    def sounded_beginnings(self) -> frozenset[str]:
        """Return the same of their sounds."""
        return _beginnings(self.sounds)

    def reader(self, lang: str | None) -> _Reader:
        """Return what looks words up for texts in a language; kept, so that no word is looked up twice."""
        return self._readers.setdefault(lang, _Reader(self, lang))

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What `doubts` has worked out of names."""
        return {}

    @cached_property
    def _readers(self) -> dict[str | None, _Reader]:
        return {}

    def regional(self, key: str) -> bool:
        """Return whether a folded name is one of the region's."""
        return key in self.names

    def begins(self, key: str) -> bool:
        """Return whether a name of several words begins with `key`."""
        return key in self.beginnings or self.world_begins(key)

    @cached_property
    def adjectives(self) -> ahocorasick.Automaton | None:
        """An automaton of what adjectives made of the region's Russian names begin with, None where there are none."""
        automaton = ahocorasick.Automaton()
        for name in self.names:
            if len(name) >= ADJECTIVE_LEAST and " " not in name and language_of_word(name, None) == "ru":
                for stem in adjective_stems(name, "ru"):
                    automaton.add_word(stem, stem)
        if not len(automaton):
            return None
        automaton.make_automaton()
        return automaton

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


def _beginnings(keys: Iterable[str]) -> frozenset[str]:
    words = (key.split(" ") for key in keys if " " in key)
    return frozenset(" ".join(w[:n]) for w in words for n in range(1, len(w)))


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word, as written, may be: names of one word, and beginnings of longer ones, by letters and by sound."""

    places: tuple[str, ...] = ()
    rule: str = ""
    begins: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()


_NOTHING = _Word()
_Longer = tuple[tuple[str, ...], tuple[str, ...], str]  # longer beginnings, places of a name that ends here, its rule
_Extension = Callable[["_Reader", tuple[str, ...], str], _Longer]


class _Reader:
    """Looks words up in one index, for texts in one language; remembers each."""

    def __init__(self, index: NameIndex, lang: str | None) -> None:
        self.index, self.lang = index, lang
        self.words: dict[str, _Word] = {}
        self.longer: dict[tuple[_Extension, tuple[str, ...], str], _Longer] = {}

    def word(self, written: str) -> _Word:
        """Return what a capitalised word may be."""
        known = self.words.get(written)
        if known is None:
            if len(self.words) >= WORDS_REMEMBERED:
                self.words.clear()
            known = self.words[written] = self._look_up(written)
        return known

    def _look_up(self, written: str) -> _Word:
        key = fold(written)
        language = language_of_word(key, self.lang)
        forms = list(dict.fromkeys((key, *bases(key, language))))
        attributes = dict.fromkeys((*forms, *bases(key, language, "attribute")))
        begins = tuple(form for form in attributes if self.index.begins(form))
        sounds = tuple(sound for sound in _first_sounds(key) if sound in self.index.sounded_beginnings)
        for places, rule in self._readings(key, forms, language):
            if places:
                return _Word(places, rule, begins, sounds)
        return _Word((), "", begins, sounds) if begins or sounds else _NOTHING

    def _readings(self, key: str, forms: list[str], language: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the places that a word names by each way of reading it, the plainest first."""
        yield self._exact(key, forms[1:]), "exact"
        yield self._joined(forms[1:]), "inflected"
        yield self.of_adjective(key, language), "adjective"
        yield self._by_sound(forms), "transliterated"
        if len(key) >= MISSPELT_LEAST:
            yield self.index.misspelt(key), "misspelt"

    def of_adjective(self, key: str, language: str) -> tuple[str, ...]:
        """Return the places of the names that a folded adjective may be made of; countries have words of their own."""
        found = (place for name in adjectives(key, language) for place in self.index.names.get(name, ()))
        return tuple(dict.fromkeys(place for place in found if not place.startswith("country:")))

    def places(self, key: str, least: int) -> tuple[str, ...]:
        """Return the region's places of a name and then those elsewhere."""
        return (*self.index.names.get(key, ()), *self.index.world(key, least))

    def _exact(self, key: str, forms: Sequence[str]) -> tuple[str, ...]:
        """Return the places spelled so, and the region's of whose names it is a case form: «Берда» is Berd's too."""
        found = self.places(key, 0)
        also = (place for form in forms for place in self.index.names.get(form, ())) if found else ()
        return tuple(dict.fromkeys((*found, *also)))

    def _joined(self, forms: Sequence[str]) -> tuple[str, ...]:
        found = [place for form in forms for place in self.places(form, INFLECTED_POPULATION_LEAST)]
        return tuple(dict.fromkeys(found))

    def _by_sound(self, forms: Sequence[str]) -> tuple[str, ...]:
        """Return places by the sound of the word and of its stem, the shortest of its forms."""
        if len(forms[0]) < SKELETON_LEAST:
            return ()
        found: dict[str, None] = {}
        for form in {forms[0], min(forms, key=len)}:
            for sound in skeletons(form):
                if len(sound) >= SKELETON_LEAST:
                    found |= dict.fromkeys(self.index.sounds.get(sound, ()))
        return tuple(found)

    def longest(self, text: str, start: int, first: str) -> tuple[int, tuple[str, ...], str]:
        """Return end, places and rule of the longest name that starts with the word `first`; no places: none does."""
        word = self.word(first)
        end = start + len(first)
        best = (end, word.places, word.rule)
        for states, extension in ((word.begins, _Reader._extended), (word.sounds, _Reader._sounded)):
            if states:
                longer = self._followed(text, end, states, extension)
                if longer[0] > best[0]:
                    best = longer
        return best

    def _followed(
        self, text: str, end: int, states: tuple[str, ...], extension: _Extension
    ) -> tuple[int, tuple[str, ...], str]:
        """Return end, places and rule of the longest name of several words whose beginnings end at `end`."""
        best: tuple[int, tuple[str, ...], str] = (end, _NO_PLACES, "")
        for _ in range(WORDS_MOST - 1):
            following = _NEXT.match(text, end) if states else None
            if following is None:
                break
            written, end = _bare(following[1]), following.end()
            states, places, rule = self._continued(extension, states, written)
            if places:
                best = (following.start(1) + len(written), places, rule)
        return best

    def _continued(self, extension: _Extension, states: tuple[str, ...], written: str) -> _Longer:
        """Return what one more word makes of the beginnings so far; remembered."""
        key = (extension, states, written)
        known = self.longer.get(key)
        if known is None:
            if len(self.longer) >= WORDS_REMEMBERED:
                self.longer.clear()
            known = self.longer[key] = extension(self, states, written)
        return known

    def _extended(self, states: tuple[str, ...], written: str) -> _Longer:
        """Return the beginnings and the names that one more word makes of the beginnings so far."""
        key = fold(written)
        language = language_of_word(key, self.lang)
        forms = dict.fromkeys((key, *bases(key, language), *bases(key, language, "attribute")))
        longer: list[str] = []
        found, rule = _NO_PLACES, ""
        for form in forms:
            for state in states:
                whole = f"{state} {form}"
                if not found and (places := self.places(whole, 0)):
                    found, rule = places, "exact" if form == key else "inflected"
                if self.index.begins(whole):
                    longer.append(whole)
        return tuple(longer), found, rule

    def _sounded(self, states: tuple[str, ...], written: str) -> _Longer:
        """Return the same by sound: each word of such a name has a capital."""
        if not written[0].isupper():
            return (), _NO_PLACES, ""
        key = fold(written)
        forms = (key, *bases(key, language_of_word(key, self.lang)))
        sounds = dict.fromkeys(sound for form in forms for sound in skeletons(form))
        wholes = [f"{state} {sound}" for sound in sounds for state in states]
        longer = tuple(whole for whole in wholes if whole in self.index.sounded_beginnings)
        found = next((self.index.sounds[whole] for whole in wholes if whole in self.index.sounds), _NO_PLACES)
        return longer, found, "transliterated"


def _first_sounds(key: str) -> tuple[str, ...]:
    """Return the sounds of a folded first word of a name, and of the words that mean the same: Upper, Yuxarı, Verin."""
    return tuple(dict.fromkeys((*skeletons(key), *_qualifiers().get(key, ()))))


@cache
def _qualifiers() -> dict[str, tuple[str, ...]]:
    """Return the sounds of all words of one meaning by each of them, folded."""
    meanings: dict[str, list[str]] = {}
    for code in CODES:
        for meaning, words in load(code).table("toponym")["qualifiers"].items():
            meanings.setdefault(meaning, []).extend(words)
    sounds = {meaning: tuple(s for word in words for s in skeletons(word)) for meaning, words in meanings.items()}
    return {fold(word): sounds[meaning] for meaning, words in meanings.items() for word in words}


def _bare(word: str) -> str:
    """Return a word without an English possessive."""
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def find(text: str, index: NameIndex, lang: str | None = None) -> list[Mention]:
    """Return the mentions of places in `text`, in order and without overlap, coordinates written in it among them.

    A mention's span covers the name with its ending ("Варденисом"), not an English "'s". `lang` decides whose
    endings words in Latin letters have.
    """
    written = coordinates.find(text)
    names = list(_names(text, index, lang, [m.span for m in written]))
    if lang == "ru":
        names = sorted([*names, *_lower_case_adjectives(text, index, lang)], key=lambda m: m.span)
    named = hints.attach(text, names, lang)
    return sorted([*written, *doubts.accepted(text, named, lang, index)], key=lambda m: m.span)


def _names(text: str, index: NameIndex, lang: str | None, taken: Sequence[Span]) -> Iterator[Mention]:
    reader = index.reader(lang)
    position = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        if start < position:
            continue
        word = _bare(match[0])
        after_russian = "а" <= text[start - 2 : start - 1] <= "я"
        if not after_russian and reader.word(word) is _NOTHING:
            continue
        end, places, rule = reader.longest(text, start, word)
        lower = hints.name_start(text, start, position)
        if lower is not None:
            whole = reader.longest(text, lower, text[lower:start].split(maxsplit=1)[0])
            if whole[1] and whole[0] >= end:
                start, (end, places, rule) = lower, whole
        if places and not _overlaps(taken, start, end):
            position = end
            yield Mention(Span(start, end), text[start:end], places[:PLACES_MOST], rule)


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Return whether one of the spans, in order and apart, shares a character with a stretch."""
    if not spans:
        return False
    after = bisect_left(spans, end, key=lambda span: span.start)
    return after > 0 and spans[after - 1].end > start


def _lower_case_adjectives(text: str, index: NameIndex, lang: str) -> Iterator[Mention]:
    """Yield lower-case adjectives made of names, "на лачинском направлении": whether they are places, hints decide."""
    reader = index.reader(lang)
    automaton = index.adjectives
    if automaton is None:
        return
    position = 0
    for end, stem in automaton.iter(text):
        start = end + 1 - len(stem)
        if start < position or (start and text[start - 1].isalpha()):
            continue
        word = _LOWER.match(text, start)
        places = reader.of_adjective(fold(word[0]), lang) if word else ()
        if word and places:
            position = word.end()
            yield Mention(Span(start, position), word[0], places[:PLACES_MOST], "adjective")
