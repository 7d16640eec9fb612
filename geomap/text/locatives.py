"""Place expressions: how what happened lies to the places that the words name.

Names are put together to place phrases (:mod:`geomap.text.placephrases`), the text is folded
(:mod:`geomap.text.shadows`), and the patterns of the languages' ``[locative.patterns]``
tables are tried in the order of ``lexicon/relations.toml``, what says more first; each word
serves one expression. Last, expressions about one spot are put together
(:mod:`geomap.text.spots`).

What each relation's fields mean stands in :mod:`geomap.spatial.relations`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar, cast

from geomap.errors import NotRead
from geomap.model import Distance, Heading, Locative, Mention, Relation, Span
from geomap.text import directions, distances, placephrases
from geomap.text.languages import Language, alternation, code_of, load, smooth
from geomap.text.placephrases import KIND_REACH, NEVER, WAYS, KindsOf, PlacePhrase, overlapping
from geomap.text.shadows import CASES, CLASSES, DISTANCE, DISTANCE_AT_MOST, HEADINGS, Shadow, Template, one_of
from geomap.text.spots import ALSO_MAX, OFFSETS, inside, put_together, rank

__all__ = ["find", "read"]

LATIN = ("en", "az")
PARTS = ("part", "part_alone", "border_part", "outskirts", "approaches")  # rules whose heading names a part of a place
WORDED = {"b": "border", "bl": "border_at", "loc": "contact_line", "unnamed": "land_unnamed"}  # names in braces: words
SO_NEAR = ("proximity:immediate", "proximity:stones_throw", "proximity:gunshot", "proximity:walking")  # say how near
ROLES = {"adjective": "adj", "comparative": "comp"}  # of directions; the others are nouns
FITTED = {  # relations by the sort of place they name
    ("at", "coord"): "coordinates", ("near", "coord"): "coordinates", ("at", "area"): "within_admin",
    ("at", "country"): "within_admin", ("at", "land"): "within_admin", ("at", "way"): "along",
}  # fmt: skip

T = TypeVar("T")


def find(
    text: str,
    lang: str | None,
    mentions: Sequence[Mention],
    distances: Sequence[Distance],
    headings: Sequence[Heading],
    kinds_of: KindsOf | None = None,
) -> list[Locative]:
    """Return the place expressions of a text in order.

    Parameters
    ----------
    text, lang
        The text and the code of its language (found out where None).
    mentions, distances, headings
        What was found in it; altitudes, areas and ranges among the distances are left out.
    kinds_of
        Tells the kinds of place that a mention can name (village, province ...); without it the kind that the
        text gives (`Mention.kind_hint`) is all that is known.
    """
    rules = _rules(code_of(text, lang))
    return _Finder(rules, text, mentions, distances, headings, kinds_of).locatives()


def read(
    phrase: str, mentions: Sequence[Mention], lang: str | None = None, kinds_of: KindsOf | None = None
) -> Locative:
    """Return the one place expression that a phrase is; a bare name is "at" it.

    Raises
    ------
    NotRead
        If the phrase says nothing about where; the message says what is missing.
    """
    first = code_of(phrase, lang)
    codes = (first, *(c for c in LATIN if first in LATIN and c != first))  # a few words may not tell their language
    readings = (
        find(phrase, code, mentions, distances.find(phrase, code), directions.find(phrase, code), kinds_of)
        for code in codes
    )
    found = next(filter(None, readings), [])
    here = [locative for locative in found if not locative.origin] or found
    if here:
        ordered = sorted(here, key=rank)
        return replace(ordered[0], also=(*ordered[0].also, *ordered[1 : 1 + ALSO_MAX]))
    if mentions:
        anchors = tuple(mentions)
        return Locative("at", Span(0, len(phrase)), phrase, anchors, rules=("locative:bare-name",))
    _explain(phrase, distances.find(phrase, first), directions.find(phrase, first))
    raise NotRead(f"{phrase[:80]!r} names no place and no border")


def _explain(phrase: str, lengths: Sequence[Distance], headings: Sequence[Heading]) -> None:
    """Raise NotRead with what a phrase without places does say."""
    said = [d.text for d in lengths] + [h.text for h in headings]
    if said:
        raise NotRead(f"{phrase[:80]!r} says {' and '.join(map(repr, said))} but no place that it is measured from")


@cache
def _table() -> Mapping[str, Any]:
    content = resources.files("geomap.text").joinpath("lexicon", "relations.toml").read_text(encoding="utf-8")
    rules: Mapping[str, Any] = MappingProxyType(tomllib.loads(content)["rule"])
    return rules


@cache
def _rules(code: str) -> _Rules:
    return _Rules(load(code))


class _Rules:
    """The compiled patterns of one language."""

    def __init__(self, language: Language) -> None:
        table = self.table = language.table("locative")
        self.code = language.code
        self.words = placephrases.words(language.code)
        self.sides = frozenset(language.table("actors")["sides"])  # ISO3 of those whose border it is
        adjectives = (word for word, iso in self.words.adjectives.items() if iso in self.sides)
        macros = _macros(table, adjectives)
        self.patterns = {name: [Template(t, macros) for t in table["patterns"][name]] for name in _table()}
        self.worded = {name: re.compile(rf"(?<!\w){one_of(table[key])}(?!\w)") for name, key in WORDED.items()}
        self.by_road = re.compile(rf"(?<!\w){one_of(table['by_road'])}(?!\w)")
        self.near_or_about = tuple(f"{smooth(word)} " for word in table["near_or_about"])

    @cached_property
    def moving(self) -> re.Pattern[str]:
        """Return the verbs of movement, up to three words before what follows."""
        verbs = self.table["moving"]
        return re.compile(rf"(?<!\w){one_of(verbs)}(?:\s{{1,3}}\S{{1,20}}){{0,3}}\s{{1,3}}\Z" if verbs else NEVER)


def _macros(table: Mapping[str, Any], adjectives: Iterable[str]) -> dict[str, str]:
    """Return the names in braces that stand for words: a border, the line of contact, a land without a name."""
    country = f"[{CLASSES['country']}{CLASSES['land']}][{''.join(CASES.values())}]"
    other = rf"(?!\s{{1,3}}{one_of(table['border_not_after'])}(?!\w))" if table["border_not_after"] else ""
    word = rf"(?:{one_of(table['border_words'])}|{alternation(adjectives)}|{country})"
    words_before = rf"(?:the\s{{1,3}})?(?:{word}[\s–-]{{1,3}}){{0,6}}"
    return {
        "b": rf"{words_before}{one_of(table['border'])}{other}",
        "bl": rf"{words_before}{one_of(table['border_at'])}",
        "loc": one_of(table["contact_line"]),
        "unnamed": one_of(table["land_unnamed"]),
    }


class _Finder:
    """One text on its way from mentions to place expressions."""

    def __init__(
        self,
        rules: _Rules,
        text: str,
        mentions: Sequence[Mention],
        lengths: Sequence[Distance],
        headings: Sequence[Heading],
        kinds_of: KindsOf | None,
    ) -> None:
        self.rules, self.text, self.smoothed = rules, text, smooth(text)
        names = self._names(mentions)
        taken = [m.span for m in names]
        headings = sorted((h for h in headings if not overlapping(h.span, taken)), key=lambda h: h.span)
        lengths = [d for d in lengths if d.kind not in distances.NOT_PLACING and not overlapping(d.span, taken)]
        self.phrases = placephrases.find(self.smoothed, rules.code, names, headings, kinds_of)
        self.apart = {p.anchors: p for p in self.phrases if p.parts}
        self.lengths = self._near_parted_from_about(lengths)
        self.shadow = self._shadow(headings)

    def locatives(self) -> list[Locative]:
        """Return the expressions, put together."""
        found = self._matched()
        found += self._left_over(found)
        found = [part for locative in found for part in self._told_apart(locative)]
        return put_together(self.text, self.smoothed, self.rules.code, found, self.phrases, self.lengths)

    def _told_apart(self, locative: Locative) -> list[Locative]:
        """Part a list whose places lie each in a district of its own: "at X in Lachin and Y in Sadarak"."""
        phrase = self.apart.get(locative.anchors)
        if phrase is None or locative.relation in ("between", "along"):
            return [locative]
        starts = [locative.span.start, *(part.span.start for part in phrase.parts[1:])]
        ends = [*(part.span.end for part in phrase.parts[:-1]), locative.span.end]
        spans = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
        return [
            replace(
                locative, span=span, text=span.of(self.text), anchors=part.anchors,
                also=(*locative.also, *(inside(area, self.text) for area in part.within)),
            )
            for span, part in zip(spans, phrase.parts, strict=True)
        ]  # fmt: skip

    def _names(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that name places, apart and in order: adjectives of countries are words."""
        names: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
            plain = smooth(mention.text)
            if plain not in self.rules.words.adjectives and (not names or mention.span.start >= names[-1].span.end):
                names.append(mention)
        return names

    def _near_parted_from_about(self, lengths: list[Distance]) -> list[Distance]:
        """Give a word that means "near" after a name and "about" before a number back to the name: «Սոթքի մոտ 2 կմ»."""
        if not self.rules.near_or_about:
            return lengths
        ends = {p.span.end + 1 for p in self.phrases if p.case == "gen"}
        return [self._without_about(d) if d.span.start in ends else d for d in lengths]

    def _without_about(self, length: Distance) -> Distance:
        if not smooth(length.text).startswith(self.rules.near_or_about):
            return length
        start = length.text.index(" ") + 1
        span = Span(length.span.start + start, length.span.end)
        plain = distances.find(length.text[start:], self.rules.code)
        return replace(plain[0], span=span, kind=length.kind) if plain else length

    def _shadow(self, headings: Sequence[Heading]) -> Shadow:
        roles = {f.heading.span: f.role for f in directions.find_with_roles(self.text, self.rules.code)}
        folded: list[tuple[Span, str, object]] = [(p.span, CLASSES[p.sort] + CASES[p.case], p) for p in self.phrases]
        folded += [(d.span, DISTANCE_AT_MOST if d.bound == "at_most" else DISTANCE, d) for d in self.lengths]
        folded += [(h.span, HEADINGS[ROLES.get(roles.get(h.span, ""), "noun")], h) for h in headings]
        shadow = Shadow.fold(self.smoothed, folded)
        shadow.signs |= {name for name, pattern in self.rules.worded.items() if pattern.search(shadow.text)}
        return shadow

    def _matched(self) -> list[Locative]:
        """Try the rules in order; words that served one expression serve no other."""
        used = bytearray(len(self.shadow.text))
        found = []
        for name, rule in _table().items():
            for template in self.rules.patterns[name]:
                for match in template.matches(self.shadow):
                    start, end = match.span()
                    if used.find(1, start, end) < 0 and (locative := self._locative(match, name, rule)):
                        found.append(locative)
                        used[start:end] = b"\1" * (end - start)
        return found

    def _locative(self, match: re.Match[str], name: str, rule: Mapping[str, Any]) -> Locative | None:
        """Return the expression that a match of a rule is, None where what it names does not suit the rule."""
        if (rule.get("whole") and not self._is_all(match)) or self._of_another_border(match, rule):
            return None
        x, y, land = (self._said(match, group, PlacePhrase) for group in ("x", "y", "c"))
        relation = self._relation(match, name, rule, x or land)
        anchors = self._anchors(relation, x, y, land)
        length, heading = self._said(match, "d", Distance), self._said(match, "h", Heading)
        if not _suits(name, relation, x, length, anchors):
            return None
        span = self.shadow.span(match.start(), match.start() + len(match.group().rstrip()))
        in_part = name in PARTS
        return Locative(
            relation=relation,
            span=span,
            text=span.of(self.text),
            anchors=anchors,
            distance=self._how_near(span) if name == "near" else length,
            heading=None if in_part or name == "shore" else heading,
            part=heading if in_part else None,
            into_country=land.country if land and relation == "depth_into" else None,
            origin=bool(rule.get("origin")),
            rules=(f"locative:{name}",),
            also=tuple(inside(area, self.text) for phrase in (x, y) if phrase for area in phrase.within),
            manner=self._manner(match, relation, name, rule, x),
            second_distance=self._said(match, "e", Distance),
            second_heading=self._said(match, "g", Heading),
        )

    def _said(self, match: re.Match[str], group: str, sort: type[T]) -> T | None:
        """Return the finding that a group of a match stands for."""
        said = match.re.groupindex.get(group) is not None and match[group] is not None
        found = self.shadow.findings.get(match.start(group)) if said else None
        return found if isinstance(found, sort) else None

    def _is_all(self, match: re.Match[str]) -> bool:
        """Return whether a match is the whole text but for what closes it."""
        text = self.shadow.text
        return not text[: match.start()].strip() and not text[match.end() :].strip(" .;\n")

    def _of_another_border(self, match: re.Match[str], rule: Mapping[str, Any]) -> bool:
        """Return whether the words before a border name a country that has no side in it: "the Armenia-Iran border"."""
        if rule["relation"] != "border_section":
            return False
        named = (self.shadow.findings.get(at) for at in range(match.start(), match.end()))
        lands = [
            p
            for p in named
            if isinstance(p, PlacePhrase) and p.country and p is not self._said(match, "c", PlacePhrase)
        ]
        return any(p.country not in self.rules.sides for p in lands)

    def _manner(
        self, match: re.Match[str], relation: Relation, name: str, rule: Mapping[str, Any], x: PlacePhrase | None
    ) -> str:
        """Return what the relation leaves open: the rule's own, the kind of way, or that a distance is by road."""
        if name == "along_way" and x is not None:
            return next((m.kind_hint for m in x.anchors if m.kind_hint in WAYS), "")
        if relation in ("distance", "direction_distance") and self.rules.by_road.search(match.group()):
            return "road"
        return str(rule.get("manner", ""))

    def _relation(
        self, match: re.Match[str], name: str, rule: Mapping[str, Any], place: PlacePhrase | None
    ) -> Relation:
        """Return the relation of a rule, fitted to the sort of place it names and to the verb before it."""
        if name == "front_direction":
            window = max(0, match.start() - KIND_REACH), match.start()
            return "toward" if self.rules.moving.search(self.shadow.text, *window) else "border_section"
        fitted = FITTED.get((rule["relation"], place.sort if place else ""), rule["relation"])
        return cast("Relation", "at" if name == "part" and place and place.sort in ("place", "pair") else fitted)

    def _anchors(
        self, relation: str, x: PlacePhrase | None, y: PlacePhrase | None, land: PlacePhrase | None
    ) -> tuple[Mention, ...]:
        named = tuple(m for phrase in (x, y) if phrase for m in phrase.anchors)
        if named or land is None or relation not in ("within_admin", "at", "border_section"):
            return named
        of_a_side = relation == "border_section" and land.country in self.rules.sides
        return () if of_a_side else land.anchors  # the border with a side is all of it

    def _how_near(self, span: Span) -> Distance | None:
        """Return the distance that an idiom of nearness stands for: "a stone's throw from"."""
        for said in distances.proximity(span.of(self.text), self.rules.code):
            if said.rule in SO_NEAR:
                return replace(said, span=Span(span.start + said.span.start, span.start + said.span.end))
        return None

    def _left_over(self, found: Sequence[Locative]) -> list[Locative]:
        """Return the coordinates, and the phrases that say what they lie in, that no pattern used."""
        spans = sorted(f.span for f in found)
        return [self._plain(p) for p in self.phrases if self._stands_alone(p) and not overlapping(p.span, spans)]

    def _stands_alone(self, phrase: PlacePhrase) -> bool:
        inside_said = bool(phrase.within) and (phrase.kinded or self.rules.words.within_before)
        return phrase.sort == "coord" or (phrase.sort == "place" and inside_said)

    def _plain(self, phrase: PlacePhrase) -> Locative:
        relation: Relation = "coordinates" if phrase.sort == "coord" else "at"
        rules = ("locative:coordinates",) if phrase.sort == "coord" else ("locative:place-phrase",)
        also = tuple(inside(area, self.text) for area in phrase.within)
        return Locative(relation, phrase.span, phrase.span.of(self.text), phrase.anchors, rules=rules, also=also)


def _suits(
    name: str, relation: str, x: PlacePhrase | None, length: Distance | None, anchors: tuple[Mention, ...]
) -> bool:
    """Tell whether what was found suits a rule: "between" needs two places, an offset one and no pair."""
    if length is not None and length.kind == "length":
        return False
    if relation == "between" or name in ("along_pair", "railway_pair"):
        return len(anchors) >= 2
    if relation in ("depth_into", "border_section"):
        return True
    return bool(anchors) and not (x is not None and x.sort == "pair" and relation in OFFSETS)
