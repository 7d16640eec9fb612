"""What stands beside a name: the word for its kind ("the village of", "rayonu"), a person's other name, a sentence's start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap.model import Mention
from geomap.text.folding import fold
from geomap.text.inflection import bases, language_of_word
from geomap.text.languages import CODES, alternation, load, smooth

__all__ = ["KINDS_ALIKE", "accepted", "attach", "is_join"]

# kinds of places that a word for a kind may mean: people call a settlement a village, a water a lake
KINDS_ALIKE: dict[str, frozenset[str]] = {
    "village": frozenset({"village", "settlement"}),
    "settlement": frozenset({"village", "town", "city", "settlement"}),
    "town": frozenset({"town", "city", "settlement"}),
    "district": frozenset({"district", "province"}),
    "province": frozenset({"province", "region"}),
    "region": frozenset({"province", "district", "region"}),
    "lake": frozenset({"lake", "reservoir"}),
    "reservoir": frozenset({"reservoir", "lake"}),
    "road": frozenset({"road", "railway"}),
}

REACH = 40  # characters looked at on either side of a name
QUOTES = "«»\"“”„'’‘"
HEADLINE_WORDS = 3  # longer words around a name that must all be capitalised for a headline
NAMED_ALIKE = {
    "en": ("en", "az"),
    "az": ("az", "en"),
    "ru": ("ru",),
    "hy": ("hy",),
}  # whose first names a script shares

_OPENING = re.compile(r"[\s«»\"“”„'’‘(\[–—-]+\Z")
_NEIGHBOUR_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_NEIGHBOUR_BEFORE = re.compile(r"([^\W\d_]+\.?)[ \u00a0]\Z")


@dataclass(frozen=True, eq=False)
class _Kinds:
    """The phrases of one language that stand beside names, as patterns whose groups are the kinds."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before_many: re.Pattern[str] | None
    after_many: re.Pattern[str] | None
    directions: re.Pattern[str] | None
    joins: re.Pattern[str]
    weak: frozenset[str]
    first_names: frozenset[str]


@cache
def _kinds(lang: str) -> _Kinds:
    table = load(lang).table("toponym")

    def pattern(key: str, shape: str) -> re.Pattern[str] | None:
        groups = [f"(?P<{kind}>{alternation(phrases)})" for kind, phrases in table.get(key, {}).items() if phrases]
        return re.compile(shape.format("|".join(groups))) if groups else None

    before, after = r"(?<!\w)(?:{})[\s" + QUOTES + r"]{{1,3}}\Z", r"[\s" + QUOTES + r"-]{{1,3}}(?:{})(?!\w)"
    directions = load(lang).words("toponym", "directions")
    return _Kinds(
        before=pattern("before", before), after=pattern("after", after),
        before_many=pattern("before_many", before), after_many=pattern("after_many", after),
        directions=re.compile(rf"[\s{QUOTES}]{{1,3}}{alternation(directions)}(?!\w)") if directions else None,
        joins=re.compile(rf"[\s{QUOTES}]{{0,3}}{alternation(table['joins'])}[\s{QUOTES}]{{0,3}}(?:{alternation(table['joins'])}\s)?\Z"),
        weak=frozenset(map(fold, table.get("weak", ()))),
        first_names=frozenset(fold(name) for code in NAMED_ALIKE[lang] for name in load(code).words("toponym", "first_names")),
    )  # fmt: skip


def _language(mention: Mention, lang: str | None) -> str:
    return language_of_word(fold(mention.text), lang)


def attach(text: str, mentions: Sequence[Mention], lang: str | None) -> list[Mention]:
    """Return the mentions with the kind that a word beside each, or beside the list it stands in, gives them."""
    hinted = [replace(m, kind_hint=_beside(text, m, _language(m, lang))) for m in mentions]
    _spread(text, hinted, lang, forwards=True)
    _spread(text, hinted, lang, forwards=False)
    return hinted


def _beside(text: str, mention: Mention, lang: str) -> str:
    kinds = _kinds(lang)
    start, end = mention.span.start, mention.span.end
    after = smooth(text[end : end + REACH])
    before = smooth(text[max(0, start - REACH) : start])
    for pattern, words, method in (
        (kinds.after, after, "match"), (kinds.after_many, after, "match"),
        (kinds.before, before, "search"), (kinds.before_many, before, "search"),
    ):  # fmt: skip
        found = getattr(pattern, method)(words) if pattern else None
        if found:
            return str(found.lastgroup)
    return ""


def _spread(text: str, mentions: list[Mention], lang: str | None, *, forwards: bool) -> None:
    """Give the kind of a list's first or last name, where its word is a plural, to the names joined to it."""
    order = range(1, len(mentions)) if forwards else range(len(mentions) - 2, -1, -1)
    many = [_many(text, m, _language(m, lang), forwards=forwards) for m in mentions]
    for here in order:
        there = here - 1 if forwards else here + 1
        if many[there] and not mentions[here].kind_hint and _joined(text, mentions, min(here, there), lang):
            mentions[here] = replace(mentions[here], kind_hint=many[there])
            many[here] = many[there]


def _many(text: str, mention: Mention, lang: str, *, forwards: bool) -> str:
    kinds = _kinds(lang)
    if forwards:
        words = smooth(text[max(0, mention.span.start - REACH) : mention.span.start])
        found = kinds.before_many.search(words) if kinds.before_many else None
    else:
        words = smooth(text[mention.span.end : mention.span.end + REACH])
        found = kinds.after_many.match(words) if kinds.after_many else None
    return str(found.lastgroup) if found else ""


def _joined(text: str, mentions: Sequence[Mention], first: int, lang: str | None) -> bool:
    """Return whether nothing but a comma or "and" stands between a mention and the next one."""
    between = text[mentions[first].span.end : mentions[first + 1].span.start]
    if len(between) > REACH:
        return False
    return _kinds(_language(mentions[first], lang)).joins.fullmatch(smooth(between)) is not None


def is_join(between: str, lang: str | None) -> bool:
    """Return whether the words between two names only join them in a list."""
    codes = (lang,) if lang in CODES else CODES
    return any(_kinds(code).joins.fullmatch(smooth(between)) for code in codes)


# --- what is no place after all


def accepted(
    text: str, mentions: Sequence[Mention], lang: str | None, ordinary: Callable[[str], bool]
) -> Iterator[Mention]:
    """Yield the mentions that are names of places: no ordinary words, no persons, no adjectives without an area.

    `ordinary` tells of a folded name whether it is an ordinary word too.
    """
    sure = {fold(m.text) for m in mentions if m.kind_hint}
    for number, mention in enumerate(mentions):
        language = _language(mention, lang)
        if mention.kind_hint:
            yield mention
        elif mention.rule == "adjective":
            if _directed(text, mentions, number, language):
                yield mention
        elif fold(mention.text) in sure or not (
            _person(text, mentions, number, language)
            or _ordinary(text, mention, language, ordinary)
            or _doubtful(text, mention)
        ):
            yield mention


def _directed(text: str, mentions: Sequence[Mention], number: int, lang: str) -> bool:
    """Return whether a word for a direction or area follows the adjective, or the last one of its list."""
    directions = _kinds(lang).directions
    while number + 1 < len(mentions) and _joined(text, mentions, number, lang):
        number += 1
    end = mentions[number].span.end
    return directions is not None and directions.match(smooth(text[end : end + REACH])) is not None


def _ordinary(text: str, mention: Mention, lang: str, ordinary: Callable[[str], bool]) -> bool:
    """Return whether a name spelled like an ordinary word stands where any word is capitalised."""
    key = fold(mention.text)
    weak = _kinds(lang).weak
    if not (ordinary(key) or key in weak or any(base in weak for base in bases(key, lang))):
        return False
    return mention.text.isupper() or starts_sentence(text, mention.span.start) or _headline(text, mention)


def _doubtful(text: str, mention: Mention) -> bool:
    """Return whether a name known only by its sound, or with a letter wrong, may as well be any capitalised word."""
    if mention.rule not in {"misspelt", "transliterated"}:
        return False
    return starts_sentence(text, mention.span.start) or _beside_capital(text, mention) or _headline(text, mention)


def _beside_capital(text: str, mention: Mention) -> bool:
    after = _NEIGHBOUR_AFTER.match(text, mention.span.end, mention.span.end + REACH)
    before = _NEIGHBOUR_BEFORE.search(text[max(0, mention.span.start - REACH) : mention.span.start])
    return bool((after and after[1][0].isupper()) or (before and before[1][0].isupper()))


def _headline(text: str, mention: Mention) -> bool:
    """Return whether all longer words around are capitalised too, as in the headlines of English newspapers."""
    around = text[max(0, mention.span.start - 2 * REACH) : mention.span.start].rpartition("\n")[2]
    around += " " + text[mention.span.end : mention.span.end + 2 * REACH].partition("\n")[0]
    words = [word for word in re.findall(r"[^\W\d_]{4,}", around)[1:-1]]
    return len(words) >= HEADLINE_WORDS and all(word[0].isupper() for word in words)


def starts_sentence(text: str, start: int) -> bool:
    """Return whether a word at `start` opens a sentence, a line or a quotation: capitals say nothing there."""
    head = text[max(0, start - 6) : start]
    bare = _OPENING.sub("", head)
    opening = head[len(bare) :]
    return not bare or "\n" in opening or any(mark in opening for mark in QUOTES + "(") or bare[-1] in ".!?:։…՞՜"


def _person(text: str, mentions: Sequence[Mention], number: int, lang: str) -> bool:
    """Return whether the name is part of a person's: a first name before it, or a capitalised word after a first name."""
    mention = mentions[number]
    names = _kinds(lang).first_names
    before = _NEIGHBOUR_BEFORE.search(text[max(0, mention.span.start - REACH) : mention.span.start])
    if (
        before
        and before[1][0].isupper()
        and (_is_first_name(before[1], lang, names) or len(before[1].rstrip(".")) == 1)
    ):
        return not (number and mentions[number - 1].span.end >= mention.span.start - 1)
    after = _NEIGHBOUR_AFTER.match(text, mention.span.end, mention.span.end + REACH)
    if after is None or not after[1][0].isupper() or not _is_first_name(mention.text, lang, names):
        return False
    return not (number + 1 < len(mentions) and mentions[number + 1].span.start == after.start(1))


def _is_first_name(word: str, lang: str, names: frozenset[str]) -> bool:
    key = fold(word.rstrip("."))
    return key in names or any(base in names for base in bases(key, lang))
