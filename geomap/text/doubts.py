"""Why a name found in a text may be no place there: an ordinary word, a person, part of another name.

Each doubt of `DOUBTS` is asked about every mention that no word for a kind stands beside ("the village of Hand" is
never doubted); the first that holds drops it. What a name may be by itself (`BY_ITSELF`) is outweighed by the places
it stands among: Movses in a report of its neighbour Aygepar is the village.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Protocol

from geomap.model import Mention
from geomap.text.folding import fold
from geomap.text.hints import QUOTES, REACH, joined, language_of
from geomap.text.inflection import bases
from geomap.text.languages import alternation, compiled, load, smooth

__all__ = ["DOUBTS", "Names", "accepted", "begins_with_a_person", "starts_sentence"]

HEADLINE_WORDS = 3  # longer words around a name that must all be capitalised for a headline
SHARED_FIRST_NAMES = {"en": ("en", "az"), "az": ("az",), "ru": ("ru",), "hy": ("hy",)}  # by language of the text

SOUND_SURE_LETTERS = 9  # of a name known by its sound alone that no ordinary word sounds like
NAMES_REMEMBERED = 50_000
NEIGHBOURS_MOST = 40  # places of a report that a first name is compared with
_OPENING = re.compile(r"[\s«»\"“”„'’‘(\[–—-]+\Z")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.[ \u00a0]?\Z")
_AGE = re.compile(r" \(?\d{1,2}\b|, \d{1,2}[,)]")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
BLANKS = " \u00a0"
AFTER_NAME = " \u00a0\u202f\t\n-"
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class Names(Protocol):
    """What doubts need to know of names."""

    @property
    def ordinary(self) -> Callable[[str], bool]:
        """Whether a folded name, or a case form of one, is an ordinary word too."""

    @property
    def person(self) -> Callable[[str], bool]:
        """Whether people are called so, and the place of that name is small and far off."""

    @property
    def remembered(self) -> dict[Any, Any]:
        """Where what names say by themselves is kept."""

    @property
    def close(self) -> Callable[[str, str], bool]:
        """Whether the places of two ids lie so close together that one report names both."""

    def regional(self, key: str) -> bool:
        """Whether a folded name is one of the region's."""


@dataclass(frozen=True, eq=False)
class _Words:
    """One language's words that make a name a person's, another thing's or an ordinary word."""

    weak: frozenset[str]
    terrain: frozenset[str]
    first_names: frozenset[str]
    places_first: frozenset[str]
    titles: frozenset[str]
    places_before: frozenset[str]
    places_after: frozenset[str]
    places_endings: tuple[str, ...]
    things_after: re.Pattern[str]
    things_begin: tuple[str, ...]
    directions: re.Pattern[str] | None


@cache
def _words(lang: str) -> _Words:
    language = load(lang)
    directions = language.words("toponym", "directions")
    return _Words(
        weak=frozenset(map(fold, language.words("toponym", "weak"))),
        terrain=frozenset(map(fold, language.words("toponym", "terrain"))),
        first_names=_of_all(SHARED_FIRST_NAMES[lang], "first_names"),
        places_first=_of_all(SHARED_FIRST_NAMES[lang], "places_first"),
        titles=frozenset(map(smooth, language.words("toponym", "titles"))),
        places_before=frozenset(map(smooth, language.words("toponym", "places_before"))),
        places_after=frozenset(map(smooth, language.words("toponym", "places_after"))),
        places_endings=tuple(map(fold, language.words("toponym", "places_endings"))),
        things_after=re.compile(rf"[\s-]{{1,2}}{alternation(language.words('toponym', 'things_after'))}(?!\w)"),
        things_begin=tuple(smooth(w.split()[0].rstrip("*")) for w in language.words("toponym", "things_after")),
        directions=re.compile(rf"[\s{QUOTES}]{{1,3}}{alternation(directions)}(?!\w)") if directions else None,
    )


def _of_all(codes: Sequence[str], key: str) -> frozenset[str]:
    return frozenset(fold(word) for code in codes for word in load(code).words("toponym", key))


@lru_cache(maxsize=65_536)
def _forms(key: str, lang: str) -> tuple[str, ...]:
    return (key, *bases(key, lang))


@dataclass(frozen=True, eq=False)
class _Named:
    """What a name says by itself, wherever it stands; worked out once for each spelling."""

    words: _Words
    forms: tuple[str, ...]  # the folded name and what it may be a case form of
    single: bool  # one word
    first_name: bool
    only_first_name: bool  # and no place first
    surname: bool
    ordinary: bool  # an ordinary word where any word may be capitalised, or a country's name in capitals only
    country: bool
    look_alike: bool
    plain_elsewhere: bool


@dataclass(frozen=True, slots=True)
class _Doubted:
    """A mention in its surroundings."""

    text: str
    mentions: Sequence[Mention]
    number: int
    lang: str
    mention: Mention
    named: _Named
    before: str  # the word right before, with its full stop; empty where something else stands there

    @property
    def words(self) -> _Words:
        """The words of the language beside the name."""
        return self.named.words

    @property
    def head(self) -> str:
        """The characters before the name."""
        start = self.mention.span.start
        return self.text[max(0, start - REACH) : start]

    @property
    def tail(self) -> str:
        """The characters after the name."""
        end = self.mention.span.end
        return self.text[end : end + REACH]

    @property
    def after(self) -> str:
        """The word right after."""
        end = self.mention.span.end
        found = _WORD_AFTER.match(self.text, end, end + REACH)
        return found[1] if found else ""


def _named(mention: Mention, lang: str, names: Names) -> _Named:
    """Return what a name says by itself."""
    key = (mention.text, mention.rule, mention.place_ids, lang)
    known: _Named | None = names.remembered.get(key)
    if known is None:
        if len(names.remembered) >= NAMES_REMEMBERED:
            names.remembered.clear()
        known = names.remembered[key] = _nature(mention, lang, names)
    return known


def _nature(mention: Mention, lang: str, names: Names) -> _Named:
    words, key = _words(lang), fold(mention.text)
    forms = _forms(key, lang)
    # a place called exactly so is not taken for another name's case form
    personal = mention.rule != "exact" or key in words.first_names
    country = bool(mention.place_ids) and all(place.startswith("country:") for place in mention.place_ids)
    weak = any(form in words.weak for form in ((key,) if mention.rule == "exact" else forms))  # Şuşa is no form of sus
    single = " " not in mention.text
    elsewhere = all(place.startswith("geonames:") for place in mention.place_ids) and not names.regional(key)
    return _Named(
        words,
        forms,
        single,
        first_name=personal and _is_first_name(mention.text, lang),
        only_first_name=personal and _only_a_person(mention.text, lang),
        surname=any(map(names.person, forms)),
        ordinary=weak or (not country and names.ordinary(key)),
        country=country,
        look_alike=" " not in key and mention.rule in {"misspelt", "transliterated"},
        plain_elsewhere=mention.rule == "exact" and mention.text.isascii() and single and elsewhere,
    )


def _word_before(text: str, start: int) -> str:
    """Return the word that ends, with or without a full stop, one blank before `start`."""
    end = start - 1
    if end < 1 or text[end] not in BLANKS:
        return ""
    first = end - 1 if text[end - 1] == "." else end
    least = max(0, start - REACH)
    while first > least and text[first - 1].isalpha():
        first -= 1
    return text[first:end] if first < end and text[first].isalpha() else ""


def accepted(text: str, mentions: Sequence[Mention], lang: str | None, names: Names) -> Iterator[Mention]:
    """Yield the mentions that are names of places: with a word for a kind beside them, or without a doubt."""
    sure = {fold(m.text) for m in mentions if m.kind_hint}
    judged = [_judged(text, mentions, number, lang, names, sure) for number in range(len(mentions))]
    kept = list(islice((m for m, doubt in zip(mentions, judged, strict=True) if doubt is None), NEIGHBOURS_MOST))
    persons = {m.place_ids for m, doubt in zip(mentions, judged, strict=True) if doubt in OF_PERSONS}
    for number, (mention, doubt) in enumerate(zip(mentions, judged, strict=True)):
        if doubt in BY_ITSELF:
            if doubt is a_first_name:
                beside = [] if mention.place_ids in persons else kept
            else:
                beside = _listed(text, mentions, number, lang, judged)
            if _close(mention, beside, names):
                yield mention
        elif doubt is None:
            yield mention


_Doubt = Callable[["_Doubted"], bool]


def _judged(
    text: str, mentions: Sequence[Mention], number: int, lang: str | None, names: Names, sure: set[str]
) -> _Doubt | None:
    """Return the first doubt about a mention that holds, None where there is none."""
    mention = mentions[number]
    if mention.kind_hint:
        return None
    own = language_of(mention, lang)
    before = _word_before(text, mention.span.start)
    doubted = _Doubted(text, mentions, number, own, mention, _named(mention, own, names), before)
    if mention.rule == "adjective":
        return None if _directed(doubted, lang) else undirected
    if doubted.named.forms[0] in sure:
        return None
    return next((doubt for doubt in DOUBTS if doubt(doubted)), None)


def _listed(
    text: str, mentions: Sequence[Mention], number: int, lang: str | None, judged: Sequence[_Doubt | None]
) -> list[Mention]:
    """Return the undoubted neighbours of a mention in its list."""
    neighbours = (n for n in (number - 1, number + 1) if 0 <= n < len(mentions) and judged[n] is None)
    return [mentions[n] for n in neighbours if joined(text, mentions, min(n, number), lang)]


def _close(mention: Mention, beside: Sequence[Mention], names: Names) -> bool:
    others = dict.fromkeys(place for other in beside for place in other.place_ids)
    return any(names.close(place, other) for place in mention.place_ids for other in others)


def _directed(doubted: _Doubted, lang: str | None) -> bool:
    """Return whether a word for a direction or area follows the adjective, or the last one of its list."""
    last = doubted.number
    while last + 1 < len(doubted.mentions) and joined(doubted.text, doubted.mentions, last, lang):
        last += 1
    end = doubted.mentions[last].span.end
    directions = doubted.words.directions
    return directions is not None and directions.match(smooth(doubted.text[end : end + REACH])) is not None


# --- the doubts


def undirected(doubted: _Doubted) -> bool:  # noqa: ARG001  the signature of a doubt
    """Doubt adjectives made of names, unless a word for a direction or area follows."""
    return True


def another_thing(doubted: _Doubted) -> bool:
    """Doubt names that the word after them makes something else: the Minsk Group, the Washington Post."""
    words, tail = doubted.words, doubted.tail
    if not tail.lstrip(AFTER_NAME).lower().startswith(words.things_begin):
        return False
    return words.things_after.match(smooth(tail)) is not None


def ends_a_title(doubted: _Doubted) -> bool:
    """Doubt names that are a title in quotation marks, or end one: «Барселона», «Единая Россия»."""
    end = doubted.mention.span.end
    if doubted.text[end : end + 1] not in {"»", "”"}:
        return False
    head = doubted.head
    if head.endswith("«"):
        return True
    opening = max(head.rfind("«"), head.rfind("“"))
    inside = head[opening + 1 :].strip()
    return opening >= 0 and inside[:1].isupper() and "»" not in inside


def part_of_a_person(doubted: _Doubted) -> bool:
    """Doubt names after an initial, a title or a first name, and first names before another capitalised word."""
    if not doubted.named.single:
        return False
    before = doubted.before
    if before and (smooth(before) in doubted.words.titles or _after_initial(doubted)):
        return True
    if before[:1].isupper() and _only_a_person(before, doubted.lang):
        return True
    return doubted.named.first_name and capital_after(doubted)


def _after_initial(doubted: _Doubted) -> bool:
    head = doubted.head
    return "." in head[-2:] and _INITIAL.search(head) is not None


def a_first_name(doubted: _Doubted) -> bool:
    """Doubt first names, unless a preposition or ending of places stands with them."""
    return doubted.named.only_first_name and not _like_a_place(doubted)


def a_named_person(doubted: _Doubted) -> bool:
    """Doubt first names beside a word for a person or an age: the shepherd Movses, Movses, 19, пастух Мовсес."""
    if not doubted.named.only_first_name or _like_a_place(doubted):
        return False
    if _AGE.match(doubted.tail):
        return True
    of_a_place = doubted.lang == "ru" and doubted.mention.rule == "inflected"  # жители Мовсеса
    return not of_a_place and _persons(doubted.lang).fullmatch(smooth(doubted.before)) is not None


def a_surname(doubted: _Doubted) -> bool:
    """Doubt small places elsewhere that people are called after, unless a larger place follows: Allen, Texas."""
    if not doubted.named.surname or _like_a_place(doubted):
        return False
    following = doubted.mentions[doubted.number + 1 : doubted.number + 2]
    return not any(doubted.text[doubted.mention.span.end : m.span.start].strip() == "," for m in following)


def an_ordinary_word(doubted: _Doubted) -> bool:
    """Doubt names spelled like ordinary words where any word may be capitalised."""
    if not doubted.named.ordinary:
        return False
    if doubted.named.country:
        return not doubted.mention.text.isupper()  # US is a country, Us is none
    return _any_capital(doubted) and not (_before_place_word(doubted) and _no_terrain(doubted))


def an_unknown_spelling(doubted: _Doubted) -> bool:
    """Doubt names known only by sound or with a letter wrong, where any word may be capitalised.

    A long one in its place's own sounds is no doubt at the start of a sentence, as long as no capital stands beside it.
    """
    if not doubted.named.look_alike or not _any_capital(doubted):
        return False
    long = doubted.mention.rule == "transliterated" and len(doubted.named.forms[0]) >= SOUND_SURE_LETTERS
    return not long or capital_before(doubted) or capital_after(doubted) or doubted.mention.text.isupper()


def after_a_name(doubted: _Doubted) -> bool:
    """Doubt places elsewhere, of one plain word, right after another capitalised word: Chelsea Clinton."""
    return doubted.named.plain_elsewhere and capital_before(doubted)


DOUBTS: tuple[Callable[[_Doubted], bool], ...] = (
    another_thing, part_of_a_person, a_named_person, a_first_name, a_surname, an_ordinary_word, an_unknown_spelling,
    after_a_name, ends_a_title,
)  # fmt: skip
OF_PERSONS = frozenset({part_of_a_person, a_named_person})
# what a name may be by itself, wherever it stands
BY_ITSELF = frozenset({a_first_name, an_ordinary_word, an_unknown_spelling})


# --- what capitals say


def _any_capital(doubted: _Doubted) -> bool:
    """Return whether the word stands where a capital says nothing: at a start, in a headline, among other capitals."""
    if doubted.mention.text.isupper() or starts_sentence(doubted.text, doubted.mention.span.start):
        return True
    return _in_headline(doubted) or capital_before(doubted) or capital_after(doubted)


def capital_before(doubted: _Doubted) -> bool:
    """Return whether a capitalised word that is no place, nor the first of its sentence, stands right before."""
    start = doubted.mention.span.start
    if not doubted.before[:1].isupper():
        return False
    if doubted.number and doubted.mentions[doubted.number - 1].span.end >= start - 1:
        return False
    return not starts_sentence(doubted.text, start - 1 - len(doubted.before))


def capital_after(doubted: _Doubted) -> bool:
    """Return whether a capitalised word that is no place stands right after."""
    if not doubted.after[:1].isupper():
        return False
    following = doubted.mentions[doubted.number + 1 : doubted.number + 2]
    return not any(m.span.start == doubted.mention.span.end + 1 for m in following)


def _in_headline(doubted: _Doubted) -> bool:
    """Return whether all longer words around are capitalised too, as in the headlines of English newspapers."""
    span = doubted.mention.span
    before = doubted.text[max(0, span.start - 2 * REACH) : span.start].rpartition("\n")[2]
    after = doubted.text[span.end : span.end + 2 * REACH].partition("\n")[0]
    words = _LONG_WORD.findall(f"{before} {after}")[1:-1]
    return len(words) >= HEADLINE_WORDS and all(word[0].isupper() for word in words)


def starts_sentence(text: str, start: int) -> bool:
    """Return whether a word at `start` opens a sentence, a line or a quotation: capitals say nothing there."""
    head = text[max(0, start - 6) : start]
    bare = _OPENING.sub("", head)
    opening = head[len(bare) :]
    return not bare or "\n" in opening or any(mark in opening for mark in QUOTES + "(") or bare[-1] in ".!?:։…՞՜"


def _like_a_place(doubted: _Doubted) -> bool:
    """Return whether a preposition or an ending that only places have stands with the name."""
    words = doubted.words
    if doubted.mention.rule == "inflected" and fold(doubted.mention.text).endswith(words.places_endings):
        return True
    return smooth(doubted.before) in words.places_before or _before_place_word(doubted)


def _before_place_word(doubted: _Doubted) -> bool:
    """Return whether a word follows that stands after places: "Տեղի մոտ", near Tegh."""
    return smooth(doubted.after) in doubted.words.places_after


def _no_terrain(doubted: _Doubted) -> bool:
    """Return whether a name is not the word for a thing that one may be near to anywhere: a monastery, a pass."""
    return doubted.words.terrain.isdisjoint(doubted.named.forms)


def begins_with_a_person(mention: Mention, lang: str | None) -> bool:
    """Return whether a name of several words begins with an office, a rank or a first name: Captain Aram."""
    own = language_of(mention, lang)
    first, *others = mention.text.split()
    return bool(others) and (_offices(own).fullmatch(smooth(first)) is not None or _only_a_person(first, own))


@cache
def _offices(lang: str) -> re.Pattern[str]:
    return compiled(load(lang).words("roles", "names"))


@cache
def _persons(lang: str) -> re.Pattern[str]:
    language = load(lang)
    words = ("toponym", "persons_before"), ("casualties", "person"), ("roles", "names")
    return compiled(word for table, key in words for word in language.words(table, key))


@lru_cache(maxsize=65_536)
def _only_a_person(word: str, lang: str) -> bool:
    """Return whether a word is a first name, and not one that is a place's first."""
    return _is_first_name(word, lang) and not _among(word, lang, _words(lang).places_first)


@lru_cache(maxsize=65_536)
def _is_first_name(word: str, lang: str) -> bool:
    return _among(word, lang, _words(lang).first_names)


def _among(word: str, lang: str, names: frozenset[str]) -> bool:
    return any(form in names for form in _forms(fold(word.rstrip(".")), lang))
