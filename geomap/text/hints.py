"""The words for kinds that stand beside names: "the village of", "rayonu", and in lists "the villages A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap.model import Mention
from geomap.text.folding import fold
from geomap.text.inflection import language_of_word
from geomap.text.languages import CODES, alternation, load, smooth

__all__ = ["KINDS_ALIKE", "REACH", "attach", "is_join", "language_of"]

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


@dataclass(frozen=True, eq=False)
class _Kinds:
    """One language's phrases that stand beside names, as patterns whose groups are the kinds."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before_many: re.Pattern[str] | None
    after_many: re.Pattern[str] | None
    joins: re.Pattern[str]


@cache
def _kinds(lang: str) -> _Kinds:
    table = load(lang).table("toponym")
    before, after = rf"(?<!\w)(?:{{}})[\s{QUOTES}]{{{{1,3}}}}\Z", rf"[\s{QUOTES}-]{{{{1,3}}}}(?:{{}})(?!\w)"
    return _Kinds(
        before=_grouped(table.get("before", {}), before),
        after=_grouped(table.get("after", {}), after),
        before_many=_grouped(table.get("before_many", {}), before),
        after_many=_grouped(table.get("after_many", {}), after),
        joins=_joining(table["joins"]),
    )


def _grouped(phrases: Mapping[str, Sequence[str]], shape: str) -> re.Pattern[str] | None:
    groups = [f"(?P<{kind}>{alternation(words)})" for kind, words in phrases.items() if words]
    return re.compile(shape.format("|".join(groups))) if groups else None


def _joining(words: Iterable[str]) -> re.Pattern[str]:
    join = alternation(words)
    return re.compile(rf"[\s{QUOTES}]{{0,3}}{join}[\s{QUOTES}]{{0,3}}(?:{join}\s)?\Z")


def language_of(mention: Mention, lang: str | None) -> str:
    """Return the language whose words stand beside a mention, by its script and the text's language."""
    return language_of_word(fold(mention.text), lang)


def attach(text: str, mentions: Sequence[Mention], lang: str | None) -> list[Mention]:
    """Return the mentions with the kind that a word beside each, or beside the list it stands in, gives them."""
    hinted = [replace(m, kind_hint=_beside(text, m, language_of(m, lang))) for m in mentions]
    _spread(text, hinted, lang, forwards=True)
    _spread(text, hinted, lang, forwards=False)
    return hinted


def _beside(text: str, mention: Mention, lang: str) -> str:
    kinds = _kinds(lang)
    after, before = _words_after(text, mention), _words_before(text, mention)
    found = (
        (kinds.after and kinds.after.match(after))
        or (kinds.after_many and kinds.after_many.match(after))
        or (kinds.before and kinds.before.search(before))
        or (kinds.before_many and kinds.before_many.search(before))
    )
    return str(found.lastgroup) if found else ""


def _words_before(text: str, mention: Mention) -> str:
    return smooth(text[max(0, mention.span.start - REACH) : mention.span.start])


def _words_after(text: str, mention: Mention) -> str:
    return smooth(text[mention.span.end : mention.span.end + REACH])


def _spread(text: str, mentions: list[Mention], lang: str | None, *, forwards: bool) -> None:
    """Give the kind of a list's first or last name, where its word is a plural, to the names joined to it."""
    order = range(1, len(mentions)) if forwards else range(len(mentions) - 2, -1, -1)
    many = [_many(text, m, language_of(m, lang), forwards=forwards) for m in mentions]
    for here in order:
        there = here - 1 if forwards else here + 1
        if many[there] and not mentions[here].kind_hint and joined(text, mentions, min(here, there), lang):
            mentions[here] = replace(mentions[here], kind_hint=many[there])
            many[here] = many[there]


def _many(text: str, mention: Mention, lang: str, *, forwards: bool) -> str:
    """Return the kind that a plural before a list's first name, or after its last one, gives."""
    kinds = _kinds(lang)
    if forwards:
        found = kinds.before_many.search(_words_before(text, mention)) if kinds.before_many else None
    else:
        found = kinds.after_many.match(_words_after(text, mention)) if kinds.after_many else None
    return str(found.lastgroup) if found else ""


def joined(text: str, mentions: Sequence[Mention], first: int, lang: str | None) -> bool:
    """Return whether nothing but a comma or "and" stands between a mention and the next one."""
    between = text[mentions[first].span.end : mentions[first + 1].span.start]
    return len(between) <= REACH and is_join(between, language_of(mentions[first], lang))


def is_join(between: str, lang: str | None) -> bool:
    """Return whether the words between two names only join them in a list."""
    codes = (lang,) if lang in CODES else CODES
    return any(_kinds(code).joins.fullmatch(smooth(between)) for code in codes)
