"""The words for kinds that stand beside names: "the village of", "rayonu", and in lists "the villages A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from geomap.model import Mention
from geomap.text.inflection import language_of_word
from geomap.text.languages import CODES, alternation, load, smooth

__all__ = [
    "KINDS_ALIKE",
    "QUOTES",
    "REACH",
    "attach",
    "is_join",
    "joined",
    "language_of",
    "name_start",
    "owns_what_follows",
]

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

SETTLEMENTS = frozenset({"village", "settlement", "town"})
REACH = 40  # characters looked at on either side of a name
QUOTES = "«»\"“”„'’‘"
EDGES = QUOTES + ".,;:()[]!?-–—՝։՛՜՞"  # what may stand between a word and a blank
MARKS = EDGES + " \u00a0\u202f\t\r\n"


@dataclass(frozen=True, eq=False)
class _Phrases:
    """Phrases that stand on one side of names: a pattern whose groups are the kinds, and the words that touch the name.

    A text is matched against the pattern only where the word that touches the name is one of theirs.
    """

    pattern: re.Pattern[str] | None
    touching: frozenset[str]

    def kind(self, words: str, word: str) -> str:
        """Return the kind that the words beside a name give; empty where they give none."""
        if word not in self.touching or self.pattern is None:
            return ""
        found = self.pattern.search(smooth(words))
        return str(found.lastgroup) if found else ""


@dataclass(frozen=True, eq=False)
class _Kinds:
    """One language's phrases that stand beside names; plurals stand beside lists of them."""

    before: _Phrases
    after: _Phrases
    before_many: _Phrases
    after_many: _Phrases
    joins: re.Pattern[str]
    passing_on: re.Pattern[str]  # a name, a kind and another name, whose kind it is: the Tavush village of Movses

    @cached_property
    def touching_before(self) -> frozenset[str]:
        """Words of which one stands right before a name that words before it give a kind."""
        return self.before.touching | self.before_many.touching

    @cached_property
    def touching_after(self) -> frozenset[str]:
        """Words of which one stands right after a name that words after it give a kind."""
        return self.after.touching | self.after_many.touching

    def passed_on(self, after: str) -> bool:
        """Return whether the word for a kind after a name is the next name's."""
        found = self.passing_on.match(smooth(after))
        return found is not None and after[found.end() : found.end() + 1].isupper()


@cache
def _kinds(lang: str) -> _Kinds:
    table = load(lang).table("toponym")
    return _Kinds(
        before=_before(table.get("before", {})),
        after=_after(table.get("after", {})),
        before_many=_before(table.get("before_many", {})),
        after_many=_after(table.get("after_many", {})),
        joins=_joining(table["joins"]),
        passing_on=_passing_on([*table.get("before", {}).items(), *table.get("before_many", {}).items()]),
    )


def _before(phrases: Mapping[str, Sequence[str]]) -> _Phrases:
    return _Phrases(_grouped(phrases, rf"(?<!\w)(?:{{}})[\s{QUOTES}]{{{{1,3}}}}\Z"), _touching(phrases, -1))


def _after(phrases: Mapping[str, Sequence[str]]) -> _Phrases:
    return _Phrases(_grouped(phrases, rf"\A[\s{QUOTES}-]{{{{1,3}}}}(?:{{}})(?!\w)"), _touching(phrases, 0))


def _grouped(phrases: Mapping[str, Sequence[str]], shape: str) -> re.Pattern[str] | None:
    groups = [f"(?P<{kind}>{alternation(words)})" for kind, words in phrases.items() if words]
    return re.compile(shape.format("|".join(groups))) if groups else None


def _touching(phrases: Mapping[str, Sequence[str]], position: int) -> frozenset[str]:
    words = {phrase.split()[position].lower() for group in phrases.values() for phrase in group}
    return frozenset(word.strip(EDGES) for word in (*words, *map(smooth, words)))


def _joining(words: Iterable[str]) -> re.Pattern[str]:
    join = alternation(words)
    return re.compile(rf"[\s{QUOTES}]{{0,3}}{join}[\s{QUOTES}]{{0,3}}(?:{join}\s)?\Z")


def _passing_on(phrases: Iterable[tuple[str, Sequence[str]]]) -> re.Pattern[str]:
    settlements = [word for kind, words in phrases if kind in SETTLEMENTS for word in words if " " in word]
    wording = alternation(settlements) if settlements else r"(?!)"
    return re.compile(rf"[\s{QUOTES}]{{1,3}}{wording}[\s{QUOTES}]{{1,3}}")


def owns_what_follows(between: str, mention: Mention, lang: str | None) -> bool:
    """Return whether only the next name's kind stands between a name and it: the Tavush village of Movses."""
    return _kinds(language_of(mention, lang)).passing_on.fullmatch(smooth(between)) is not None


def language_of(mention: Mention, lang: str | None) -> str:
    """Return the language whose words stand beside a mention, by its script and the text's language."""
    return language_of_word(mention.text[:1].lower(), lang)


def attach(text: str, mentions: Sequence[Mention], lang: str | None) -> list[Mention]:
    """Return the mentions with the kind that a word beside each, or beside the list it stands in, gives them."""
    beside = [_beside(text, m, _kinds(language_of(m, lang))) for m in mentions]
    hinted = [replace(m, kind_hint=kind) if kind else m for m, (kind, _, _) in zip(mentions, beside, strict=True)]
    _spread(text, hinted, [before for _, before, _ in beside], lang, step=1)
    _spread(text, hinted, [after for _, _, after in beside], lang, step=-1)
    return hinted


def _beside(text: str, mention: Mention, kinds: _Kinds) -> tuple[str, str, str]:
    """Return the kind that the words beside a name give, and those that plurals before and after it give a list."""
    if own := _in_name(mention.text, kinds):
        return own, "", ""
    before = text[max(0, mention.span.start - REACH) : mention.span.start]
    after = text[mention.span.end : mention.span.end + REACH]
    last, first = touching_word(before, -1), touching_word(after, 0)
    if first not in kinds.touching_after and last not in kinds.touching_before:
        return "", "", ""
    many_before, many_after = kinds.before_many.kind(before, last), kinds.after_many.kind(after, first)
    own_after = kinds.after.kind(after, first) or many_after
    if own_after and kinds.passed_on(after):
        own_after = ""
    kind = own_after or kinds.before.kind(before, last) or many_before
    return kind, many_before, many_after


def _in_name(name: str, kinds: _Kinds) -> str:
    """Return the kind that the last word of a name says: in "селе Товузского района" the district is no village."""
    _, blank, last = name.rpartition(" ")
    return kinds.after.kind(f" {last}", last.lower()) if blank else ""


def touching_word(words: str, position: int) -> str:
    """Return the last word before a name (-1) or the first one after it (0), in lower case without marks."""
    bare = words.strip(MARKS)
    parts = bare.rsplit(None, 1) if position else bare.split(None, 1)  # none in control characters alone
    return parts[position].strip(EDGES).lower() if parts else ""


def name_start(text: str, start: int, least: int) -> int | None:
    """Return where the lower-case words begin that stand before `start` and belong to its name.

    "озеро Джили", "bridge over the Hakari"; None where no such words stand there, not before `least`.
    """
    if start < least + 2 or text[start - 1] != " " or not text[start - 2].islower():
        return None
    before = text[max(least, start - REACH) : start]
    head = _heads().search(before)
    if head is not None:
        return start - len(before) + head.start()
    _, _, word = before[:-1].rpartition(" ")
    russian = "а" <= text[start - 2] <= "я"  # only Russian puts the word for a kind first without "of"
    return start - 1 - len(word) if russian and word in _kinds("ru").before.touching else None


@cache
def _heads() -> re.Pattern[str]:
    heads = [phrase for code in CODES for phrase in load(code).table("toponym")["heads"]]
    return re.compile(rf"(?<!\w){alternation(heads)} \Z")


def _spread(text: str, mentions: list[Mention], many: list[str], lang: str | None, *, step: int) -> None:
    """Give the kind of a list's first or last name, where its word is a plural, to the names joined to it."""
    order = range(1, len(mentions)) if step > 0 else range(len(mentions) - 2, -1, -1)
    for here in order:
        there = here - step
        if many[there] and not mentions[here].kind_hint and joined(text, mentions, min(here, there), lang):
            mentions[here] = replace(mentions[here], kind_hint=many[there])
            many[here] = many[there]


def joined(text: str, mentions: Sequence[Mention], first: int, lang: str | None) -> bool:
    """Return whether nothing but a comma or "and" stands between a mention and the next one."""
    between = text[mentions[first].span.end : mentions[first + 1].span.start]
    return len(between) <= REACH and is_join(between, language_of(mentions[first], lang))


def is_join(between: str, lang: str | None) -> bool:
    """Return whether the words between two names only join them in a list."""
    codes = (lang,) if lang in CODES else CODES
    return any(_kinds(code).joins.fullmatch(smooth(between)) for code in codes)
