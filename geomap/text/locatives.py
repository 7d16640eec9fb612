"""Place expressions: how what happened lies to the places that the words name.

Mentions are first put together to place phrases ("the villages of Kut and Norabak in
Gegharkunik"): lists, words for kinds, what lies in what. Then the patterns of the
languages' ``[locative.patterns]`` tables are tried on the folded text
(:mod:`geomap.text.shadows`) in the order of ``lexicon/relations.toml``, what says more
first; each word serves one expression. Last, expressions about one spot are put
together (`also`), offsets that only describe a place are told from those that
move, and a depth said elsewhere in the sentence joins its place.

What each relation's fields mean stands in :mod:`geomap.spatial.relations`.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any, cast, get_args

from geomap.errors import NotRead
from geomap.model import Distance, Heading, Locative, Mention, Relation, Span
from geomap.text import directions, distances, tokens
from geomap.text.languages import CODES, Language, alternation, compiled, detect, load, smooth
from geomap.text.shadows import (
    CASES,
    CLASSES,
    DISTANCE,
    DISTANCE_AT_MOST,
    HEADINGS,
    Shadow,
    Template,
    compile_template,
    one_of,
)

__all__ = ["find", "read"]

AREAS = frozenset({"district", "province", "region"})
SETTLEMENTS = frozenset({"village", "town", "city", "settlement"})
WAYS = frozenset({"road", "railway", "river", "pipeline"})
KIND_REACH = 40  # characters beside a name in which the word for its kind stands
NEVER = r"(?!)"  # matches nothing
LATIN = ("en", "az")
LIST_MAX = 40  # names of one list
ALSO_MAX = 3  # further expressions about one spot
DEPTH_REACH = 160  # characters within which a depth and its place are one expression's words
PLACED = ("at", "near", "border_section")
WORDED = {"b": "border", "bl": "border_at", "loc": "contact_line", "unnamed": "land_unnamed"}  # names in braces: words
OFFSETS = ("direction_distance", "distance", "direction", "orthogonal")
DEEPENED = ("at", "near", "toward", "within_admin", "border_section", "depth_into")
RELATIONS = get_args(Relation)
SO_NEAR = ("proximity:immediate", "proximity:stones_throw", "proximity:gunshot", "proximity:walking")  # say how near
SPECIFIC = (
    "coordinates", "depth_into", "orthogonal", "direction_distance", "distance", "along", "between", "border_section",
    "opposite", "toward", "direction", "near", "at", "within_admin", "none",
)  # fmt: skip

KindsOf = Callable[[Mention], Collection[str]]


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
    rules = _rules(lang if lang in CODES else detect(text) or "en")
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
    first = lang if lang in CODES else detect(phrase) or "en"
    codes = (first, *(c for c in LATIN if first in LATIN and c != first))  # a few words may not tell their language
    readings = (
        find(phrase, code, mentions, distances.find(phrase, code), directions.find(phrase, code), kinds_of)
        for code in codes
    )
    found = next(filter(None, readings), [])
    here = [locative for locative in found if not locative.origin] or found
    if here:
        ordered = sorted(here, key=lambda locative: SPECIFIC.index(locative.relation))
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


# place phrases


@dataclass(frozen=True, slots=True)
class _Unit:
    """A place phrase: one name or a list of names, with the words for their kinds and what they lie in."""

    span: Span
    anchors: tuple[Mention, ...]
    sort: str  # a name of shadows.CLASSES
    case: str = "nom"
    country: str = ""  # ISO3 of a country or its land
    within: tuple[tuple[_Unit, Heading | None], ...] = ()
    names: int = 1
    kinded: bool = False  # a word for its kind is said: "the villages of"


@cache
def _table() -> Mapping[str, Any]:
    content = resources.files("geomap.text").joinpath("lexicon", "relations.toml").read_text(encoding="utf-8")
    rules: Mapping[str, Any] = MappingProxyType(tomllib.loads(content)["rule"])
    return rules


@cache
def _rules(code: str) -> _Rules:
    return _Rules(load(code))


class _Rules:
    """The compiled place words of one language."""

    def __init__(self, language: Language) -> None:
        table = self.table = language.table("locative")
        countries = language.table("countries")
        self.code = language.code
        self.sides = frozenset(language.table("actors")["sides"])  # ISO3 of those whose border it is
        self.adjectives = {smooth(f): iso for iso, forms in countries["adjectives"].items() for f in forms}
        self.nouns = {smooth(f): iso for iso, forms in countries["nouns"].items() for f in forms}
        self.cases = [(case, tuple(map(smooth, endings))) for case, endings in table["cases"].items() if endings]
        self.within_before = bool(table["within_before"])
        macros = _macros(table, self.adjectives)
        self.patterns = {name: [Template(t, macros) for t in table["patterns"][name]] for name in _table()}
        self.worded = {name: re.compile(rf"(?<!\w){one_of(table[key])}(?!\w)") for name, key in WORDED.items()}
        self.noun = re.compile(rf"(?<!\w){alternation(self.nouns)}(?!\w)")
        self.kind_before = re.compile(rf"(?<!\w){alternation(table['kinds_before'])}[\s\"'(]{{1,3}}\Z")
        self.kind_after = re.compile(rf"[\s\"')]{{1,3}}{alternation(table['kinds_after'])}(?!\w)")
        joins, the = alternation(table["joins"]), r"(?:the\s{1,3})?"
        self.join = re.compile(rf"\s?,\s{{1,3}}(?:{joins}\s{{1,3}})?{the}|\s{{1,3}}{joins}\s{{1,3}}{the}")
        self.way_words = compiled(table["way_words"])
        self.near_or_about = tuple(f"{smooth(word)} " for word in table["near_or_about"])
        self.dash = re.compile(r"\s?[-–—/]\s?")
        self.beside = re.compile(r"[\s,(–—-]{0,4}")

    @cached_property
    def land(self) -> list[re.Pattern[str]]:
        """Return the patterns of a country's land, longest first."""
        country = rf"(?P<c>[{CLASSES['country']}])[{''.join(CASES.values())}]"
        named = rf"(?:{country}|(?P<adj>{alternation(self.adjectives)}))"
        return [compile_template(t, {"c": named}) for t in sorted(self.table["land"], key=len, reverse=True)]

    @cached_property
    def lands(self) -> re.Pattern[str]:
        """Return a pattern that some sign or adjective of a country must match before any of `land` can."""
        return re.compile(rf"{CLASSES['country']}|(?<!\w){alternation(self.adjectives)}(?!\w)")

    @cached_property
    def within_after(self) -> re.Pattern[str]:
        """Return what may stand between a place and what it lies in."""
        return _gaps(self.table["within_after"])

    @cached_property
    def leaving(self) -> re.Pattern[str]:
        """Return the words after which a name is where a way begins."""
        words = self.table["leaving"]
        return re.compile(rf"(?<!\w){alternation(words)}\s{{1,3}}\Z" if words else NEVER)

    @cached_property
    def moving(self) -> re.Pattern[str]:
        """Return the verbs of movement, up to three words before what follows."""
        return re.compile(rf"(?<!\w){one_of(self.table['moving'])}(?:\s{{1,3}}\S{{1,20}}){{0,3}}\s{{1,3}}\Z")

    @cached_property
    def described(self) -> re.Pattern[str]:
        """Return what makes an offset after a place its description."""
        words = rf"(?:{one_of(self.table['described'])}\s{{1,3}})"
        return re.compile(rf"\s?[,(–—-]\s{{0,3}}{words}{{0,3}}{self._lead}|\s{{1,3}}{words}{{1,3}}{self._lead}")

    @cached_property
    def described_too(self) -> re.Pattern[str]:
        """Return what may stand between two descriptions of a place."""
        return re.compile(rf"(?:{self.join.pattern}|[\s,]{{1,3}}){self._lead}")

    @cached_property
    def described_before(self) -> re.Pattern[str]:
        """Return what makes an offset before a place its description."""
        words = self.table["described_before"]
        return re.compile(rf"\s{{1,3}}{one_of(words)}\s{{1,3}}" if words else NEVER)

    @property
    def _lead(self) -> str:
        words = self.table["described_lead"]
        return rf"(?:{one_of(words)}\s{{1,3}}){{0,2}}" if words else ""

    def case(self, word: str) -> str:
        """Return the case that a word's ending shows, "nom" where it shows none."""
        longest = ("nom", 0)
        for case, endings in self.cases:
            size = max((len(e) for e in endings if word.endswith(e) and len(word) > len(e) + 1), default=0)
            longest = (case, size) if size > longest[1] else longest
        return longest[0]


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


def _gaps(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return the words that may stand between a place and what it lies in, a direction among them."""
    heading = {"h": f"[{''.join(HEADINGS.values())}]"}
    gaps = [r"\s{1,3}" if not p else rf"\s?{_gap_words(p, heading)}\s{{1,3}}" for p in phrases]
    return re.compile("|".join(gaps) if gaps else r"(?!)")


def _gap_words(phrase: str, heading: Mapping[str, str]) -> str:
    words = compile_template(phrase, heading).pattern
    return words if phrase.startswith(",") else rf"(?<=\s){words}"


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
        self.kinds_of = kinds_of
        self.mentions = self._names(mentions)
        taken = sorted(m.span for m in self.mentions)
        self.headings = sorted((h for h in headings if not _overlapping(h.span, taken)), key=lambda h: h.span)
        self.heading_starts = [h.span.start for h in self.headings]
        self.lengths = [d for d in lengths if d.kind not in distances.NOT_PLACING and not _overlapping(d.span, taken)]
        self.roles = {f.heading.span: f.role for f in directions.find_with_roles(text, rules.code)}

    def locatives(self) -> list[Locative]:
        """Return the expressions, put together."""
        units = self._units()
        self._part_near_from_about(units)
        shadow = self._shadow(self._lands(units))
        found = self._matched(shadow)
        found += self._coordinates(shadow, found)
        found += self._phrases(shadow, found)
        found = self._without_descriptions(sorted(found, key=lambda f: f.span), shadow)
        found = self._deepened(found)
        return self._combined(found)

    # names and place phrases

    def _names(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that name places, apart and in order: adjectives of countries are words."""
        names: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
            plain = smooth(mention.text)
            if plain not in self.rules.adjectives and (not names or mention.span.start >= names[-1].span.end):
                names.append(mention)
        return names

    def _units(self) -> list[_Unit]:
        atoms: list[_Unit] = []
        for index in range(len(self.mentions)):
            atoms.append(self._atom(index, atoms[-1].span.end if atoms else 0))
        return self._contained(self._lists(self._contained(atoms)))

    def _part_near_from_about(self, units: Sequence[_Unit]) -> None:
        """Give a word that means "near" after a name and "about" before a number back to the name: «Սոթքի մոտ 2 կմ»."""
        if not self.rules.near_or_about:
            return
        ends = {u.span.end + 1 for u in units if u.case == "gen"}
        for index, distance in enumerate(self.lengths):
            words = smooth(distance.text)
            if distance.span.start in ends and words.startswith(self.rules.near_or_about):
                start = words.index(" ") + 1
                read = distances.find(distance.text[start:], self.rules.code)
                if read:
                    span = Span(distance.span.start + start, distance.span.end)
                    self.lengths[index] = replace(read[0], span=span, kind=distance.kind)

    def _atom(self, index: int, floor: int) -> _Unit:
        """Return a name with the words for its kind before and after it."""
        mention = self.mentions[index]
        ceiling = self.mentions[index + 1].span.start if index + 1 < len(self.mentions) else len(self.smoothed)
        start, end = mention.span.start, mention.span.end
        before = self.rules.kind_before.search(self.smoothed, max(floor, start - KIND_REACH), start)
        after = self.rules.kind_after.match(self.smoothed, end, min(ceiling, end + KIND_REACH))
        span = Span(before.start() if before else start, after.end() if after else end)
        country = self._country(mention)
        plain = after or mention.rule != "exact"
        case = self.rules.case(self.smoothed[mention.span.start : span.end]) if plain else "nom"
        sort = self._sort(mention, country)
        return _Unit(span, (mention,), sort, case, country, kinded=bool(before or after))

    def _country(self, mention: Mention) -> str:
        iso = next((p.partition(":")[2] for p in mention.place_ids if p.startswith("country:")), "")
        return iso or self.rules.nouns.get(smooth(mention.text), "")

    def _sort(self, mention: Mention, country: str) -> str:
        if mention.longitude is not None and not mention.place_ids:
            return "coord"
        if country and mention.kind_hint in ("", "country"):
            return "country"
        if mention.kind_hint:
            return "area" if mention.kind_hint in AREAS else "place"
        kinds = set(self.kinds_of(mention)) if self.kinds_of else set()
        if (kinds and kinds <= WAYS) or self.rules.way_words.search(smooth(mention.text)):
            return "way"
        named_alike = kinds & SETTLEMENTS and not kinds & {"province", "region"}  # a town and the district about it
        return "area" if kinds & AREAS and not named_alike else "place"

    def _lists(self, units: list[_Unit]) -> list[_Unit]:
        """Put names together that "and" or a dash joins, with those that commas join before them.

        Names that only commas join are apart ("at Tegh, Yerevan said"); one in brackets is another of the one before.
        """
        listed: list[_Unit] = []
        run: list[_Unit] = []
        sure = 0  # units of the run that a word or a dash holds together
        for unit in units:
            join = self._join(run[-1], unit) if run else ""
            if join == "bracket":
                run[-1] = self._bracketed(run[-1], unit)
                continue
            if not join or len(run) >= LIST_MAX:
                listed += [*self._held(run[:sure]), *run[sure:]]
                run, sure = [], 0
            run.append(unit)
            sure = len(run) if join in ("word", "dash") else sure
        return [*listed, *self._held(run[:sure]), *run[sure:]]

    def _join(self, last: _Unit, unit: _Unit) -> str:
        """Tell what joins two names: word, comma, dash, bracket or nothing."""
        start, end = last.span.end, unit.span.start
        if end - start > KIND_REACH:
            return ""
        if self.smoothed[start:end].strip() == "(" and self.smoothed[unit.span.end : unit.span.end + 1] == ")":
            return "bracket"
        if (last.sort == "country") != (unit.sort == "country") or "coord" in (last.sort, unit.sort):
            return ""
        if self.rules.dash.fullmatch(self.smoothed, start, end):
            return "dash"
        joined = self.rules.join.fullmatch(self.smoothed, start, end)
        return "" if joined is None else "word" if self.smoothed[start:end].strip() != "," else "comma"

    def _held(self, run: Sequence[_Unit]) -> list[_Unit]:
        if not run:
            return []
        whole = run[0]
        for last, unit in itertools.pairwise(run):
            dash = bool(self.rules.dash.fullmatch(self.smoothed, last.span.end, unit.span.start))
            whole = self._joined(whole, unit, dash=dash)
        return [whole]

    @staticmethod
    def _bracketed(last: _Unit, unit: _Unit) -> _Unit:
        span = Span(last.span.start, unit.span.end + 1)
        if unit.sort == "area" and last.sort == "place":
            return replace(last, span=span, within=(*last.within, (unit, None)))
        return replace(last, span=span)

    @staticmethod
    def _joined(last: _Unit, unit: _Unit, *, dash: bool) -> _Unit:
        anchors = (*last.anchors, *unit.anchors)
        if last.sort == "country":
            sort = "country"
        elif dash and (last.names == 1 or last.sort == "pair"):
            sort = "pair"
        else:
            sort = "area" if last.sort == unit.sort == "area" else "place"
        within = () if last.within and unit.within else (*last.within, *unit.within)
        return replace(
            unit, span=Span(last.span.start, unit.span.end), anchors=anchors, sort=sort, within=within,
            names=last.names + unit.names, kinded=last.kinded or unit.kinded,
        )  # fmt: skip

    def _contained(self, units: list[_Unit]) -> list[_Unit]:
        """Fold what a place lies in into its phrase: "Tegh in Syunik", «Սյունիքի մարզի Սրաշեն գյուղի»."""
        folded: list[_Unit] = []
        for unit in units:
            last = folded[-1] if folded else None
            if last is None or unit.span.start - last.span.end > KIND_REACH or "coord" in (last.sort, unit.sort):
                folded.append(unit)
            elif self._lies_before(last, unit):
                within = (*unit.within, *last.within, (replace(last, within=()), None))
                folded[-1] = replace(unit, span=Span(last.span.start, unit.span.end), within=within)
            elif (part := self._lies_after(last, unit)) is not None:
                folded[-1] = self._inside(last, unit, part)
            else:
                folded.append(unit)
        return folded

    def _lies_before(self, last: _Unit, unit: _Unit) -> bool:
        gap = self.smoothed[last.span.end : unit.span.start]
        return self.rules.within_before and last.case == "gen" and gap.isspace() and unit.sort != "country"

    def _lies_after(self, last: _Unit, unit: _Unit) -> Heading | tuple[()] | None:
        """Return the part of the area that a place lies in, () for all of it, None where it does not lie in it."""
        if unit.sort not in ("area", "country", "place") or last.sort == "country" or self._left(last):
            return None
        start, end = last.span.end, unit.span.start
        gap, heading = self.smoothed[start:end], None
        first = bisect_left(self.heading_starts, start)
        for said in self.headings[first : first + 2]:
            if said.span.end <= end:
                gap = self.smoothed[start : said.span.start] + HEADINGS["adj"] + self.smoothed[said.span.end : end]
                heading = said
        if not self.rules.within_after.fullmatch(gap) or (gap.isspace() and unit.sort != "area"):
            return None
        return heading or ()

    def _left(self, unit: _Unit) -> bool:
        """Tell whether a name stands where a way begins: "из Гориса в Капан"."""
        return bool(self.rules.leaving.search(self.smoothed, max(0, unit.span.start - KIND_REACH), unit.span.start))

    @staticmethod
    def _inside(last: _Unit, unit: _Unit, part: Heading | tuple[()]) -> _Unit:
        area = (replace(unit, within=()), part or None)
        return replace(last, span=Span(last.span.start, unit.span.end), within=(*last.within, area, *unit.within))

    def _lands(self, units: list[_Unit]) -> list[_Unit]:
        """Fold "Armenian territory", «территорию Армении» to one phrase that stands for the country's land."""
        lands = []
        shadow = self._shadow(self._with_nouns(units))
        for pattern in self.rules.land if self.rules.lands.search(shadow.text) else ():
            for match in pattern.finditer(shadow.text):
                span = shadow.span(*match.span())
                named = shadow.findings.get(match.start("c")) if match["c"] else None
                country = (
                    named.country if isinstance(named, _Unit) else self.rules.adjectives[" ".join(match["adj"].split())]
                )
                anchors = named.anchors if isinstance(named, _Unit) else ()
                lands.append(_Unit(span, anchors, "land", self.rules.case(span.of(self.smoothed)), country))
        lands.sort(key=lambda land: (land.span.start, -land.span.end))
        apart = [u for i, u in enumerate(lands) if all(u.span.start >= v.span.end for v in lands[max(0, i - 3) : i])]
        rest = [u for u in self._with_nouns(units) if not _overlapping(u.span, [a.span for a in apart])]
        return sorted([*apart, *rest], key=lambda u: u.span)

    def _with_nouns(self, units: list[_Unit]) -> list[_Unit]:
        """Add the countries that no mention covers."""
        spans = [u.span for u in units]
        named = []
        for match in self.rules.noun.finditer(self.smoothed):
            span = Span(*match.span())
            if not _overlapping(span, spans):
                country = self.rules.nouns[" ".join(match.group().split())]
                named.append(_Unit(span, (), "country", self.rules.case(match.group()), country))
        return sorted([*units, *named], key=lambda u: u.span)

    # matching

    def _shadow(self, units: Sequence[_Unit]) -> Shadow:
        folded: list[tuple[Span, str, object]] = [(u.span, CLASSES[u.sort] + CASES[u.case], u) for u in units]
        covered = [u.span for u in units]
        for distance in self.lengths:
            if not _overlapping(distance.span, covered):
                sign = DISTANCE_AT_MOST if distance.bound == "at_most" else DISTANCE
                folded.append((distance.span, sign, distance))
        covered += [d.span for d in self.lengths]
        covered.sort()
        for heading in self.headings:
            if not _overlapping(heading.span, covered):
                role = {"adjective": "adj", "comparative": "comp"}.get(self.roles.get(heading.span, "noun"), "noun")
                folded.append((heading.span, HEADINGS[role], heading))
        return Shadow.fold(self.smoothed, folded)

    def _matched(self, shadow: Shadow) -> list[Locative]:
        """Try the rules in order; words that served one expression serve no other."""
        shadow.signs |= {name for name, pattern in self.rules.worded.items() if pattern.search(shadow.text)}
        used = bytearray(len(shadow.text))
        found = []
        for name, rule in _table().items():
            for template in self.rules.patterns[name]:
                for match in template.matches(shadow):
                    if used.find(1, *match.span()) >= 0:
                        continue
                    locative = self._locative(shadow, match, name, rule)
                    if locative is not None:
                        found.append(locative)
                        used[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        return found

    def _locative(self, shadow: Shadow, match: re.Match[str], name: str, rule: Mapping[str, Any]) -> Locative | None:
        def unit(group: str) -> _Unit | None:
            found = shadow.findings.get(match.start(group)) if group in match.re.groupindex and match[group] else None
            return found if isinstance(found, _Unit) else None

        def said(group: str, sort: type) -> Any:
            found = shadow.findings.get(match.start(group)) if group in match.re.groupindex and match[group] else None
            return found if isinstance(found, sort) else None

        x, y, c = unit("x"), unit("y"), unit("c")
        relation = _relation(rule["relation"], name, x, c)
        if name == "front_direction" and self.rules.moving.search(
            shadow.text, max(0, match.start() - KIND_REACH), match.start()
        ):
            relation = "toward"
        anchors = tuple(m for u in (x, y) if u for m in u.anchors)
        if x is None and c is not None and relation in ("within_admin", "at", "border_section"):
            third = c.country not in self.rules.sides  # the border with a side is all of it
            anchors = c.anchors if third or relation != "border_section" else ()
        length = said("d", Distance)
        if not _sensible(name, relation, x, length, anchors):
            return None
        heading = said("h", Heading)
        if name == "near":
            length = self._how_near(shadow.span(*match.span()))
        in_part = name in ("part", "border_part")
        whole = match.group()
        blank = len(whole) - len(whole.rstrip())
        span = shadow.span(match.start(), match.end() - blank)
        return Locative(
            relation=relation,
            span=span,
            text=span.of(self.text),
            anchors=anchors,
            distance=length,
            heading=None if in_part or name == "shore" else heading,
            part=heading if in_part else None,
            into_country=c.country if c and relation == "depth_into" else None,
            origin=bool(rule.get("origin")),
            rules=(f"locative:{name}",),
            also=tuple(self._within(area) for u in (x, y) if u for area in u.within),
            manner=_manner(rule.get("manner", ""), name, x),
            second_distance=said("e", Distance),
            second_heading=said("g", Heading),
        )

    def _how_near(self, span: Span) -> Distance | None:
        """Return the distance that an idiom of nearness stands for: "a stone's throw from"."""
        said = distances.proximity(span.of(self.text), self.rules.code)
        return next((replace(d, span=_shifted(d.span, span.start)) for d in said if d.rule in SO_NEAR), None)

    def _within(self, inside: tuple[_Unit, Heading | None]) -> Locative:
        area, part = inside
        text = area.span.of(self.text)
        return Locative("within_admin", area.span, text, area.anchors, part=part, rules=("locative:lies-in",))

    def _coordinates(self, shadow: Shadow, found: Sequence[Locative]) -> list[Locative]:
        """Return the coordinates of the text that no expression uses."""
        spans = sorted(f.span for f in found)
        units = (u for u in shadow.findings.values() if isinstance(u, _Unit) and u.sort == "coord")
        return [
            Locative("coordinates", u.span, u.span.of(self.text), u.anchors, rules=("locative:coordinates",))
            for u in units
            if not _overlapping(u.span, spans)
        ]

    def _phrases(self, shadow: Shadow, found: Sequence[Locative]) -> list[Locative]:
        """Return place phrases without a word of place that say what they lie in: "took the villages of A in C"."""
        spans = sorted(f.span for f in found)
        units = (u for u in shadow.findings.values() if isinstance(u, _Unit) and u.within and u.sort == "place")
        rules = ("locative:place-phrase",)
        return [
            Locative(
                "at", u.span, u.span.of(self.text), u.anchors, rules=rules, also=tuple(map(self._within, u.within))
            )
            for u in units
            if (u.kinded or self.rules.within_before) and not _overlapping(u.span, spans)
        ]

    # what belongs together

    def _without_descriptions(self, found: list[Locative], shadow: Shadow) -> list[Locative]:
        """Take out offsets that describe a place and move nothing: "Kut, 15 km south-east of Vardenis"."""
        units = sorted(
            (u for u in shadow.findings.values() if isinstance(u, _Unit) and u.sort == "place"), key=lambda u: u.span
        )
        by_end = {u.span.end: u for u in units}
        by_start = {u.span.start: u for u in units}
        kept: list[Locative] = []
        for locative in found:
            described = self._described(locative, by_end, by_start, kept)
            if described is None:
                kept.append(locative)
            else:
                self._describe(kept, described, locative)
        return self._merged_descriptions(sorted(kept, key=lambda f: f.span))

    def _describe(self, kept: list[Locative], unit: _Unit, offset: Locative) -> None:
        """Add a description to the expression of the place it describes, or make one of the bare name."""
        last = range(len(kept) - 1, max(-1, len(kept) - 4), -1)
        index = next((i for i in last if set(kept[i].anchors) & set(unit.anchors)), -1)
        also = tuple(self._within(area) for area in unit.within)
        place = kept.pop(index) if index >= 0 else Locative("at", unit.span, "", unit.anchors, also=also)
        span = Span(min(place.span.start, offset.span.start), max(place.span.end, offset.span.end))
        rules = tuple(dict.fromkeys((*place.rules, "locative:described")))
        kept.append(replace(place, span=span, text=span.of(self.text), rules=rules))

    def _described(
        self, offset: Locative, by_end: Mapping[int, _Unit], by_start: Mapping[int, _Unit], kept: Sequence[Locative]
    ) -> _Unit | None:
        if offset.relation not in OFFSETS or offset.origin:
            return None
        window = max(0, offset.span.start - KIND_REACH)
        for start in range(offset.span.start - 1, window - 1, -1):
            if start in by_end and self._describes(start, offset):
                return by_end[start]
        after = self.rules.described_before.match(self.smoothed, offset.span.end, offset.span.end + KIND_REACH)
        if after and after.end() in by_start:
            return by_start[after.end()]
        last = kept[-1] if kept else None
        if last and last.relation in PLACED and last.anchors and self._describes(last.span.end, offset):
            return _Unit(last.span, last.anchors, "place")
        if last and "locative:described" in last.rules and 0 <= offset.span.start - last.span.end < 10:
            gap = self.smoothed[last.span.end : offset.span.start]
            if self.rules.described_too.fullmatch(gap):
                return _Unit(last.span, last.anchors, "place")
        return None

    def _describes(self, end: int, offset: Locative) -> bool:
        close = 0 <= offset.span.start - end <= KIND_REACH
        return close and bool(self.rules.described.fullmatch(self.smoothed, end, offset.span.start))

    @staticmethod
    def _merged_descriptions(found: list[Locative]) -> list[Locative]:
        """Fold a place told twice, as itself and as what a description is of, into one expression."""
        merged: list[Locative] = []
        for locative in found:
            last = merged[-1] if merged else None
            if last and last.span.overlaps(locative.span) and set(last.anchors) & set(locative.anchors):
                span = Span(min(last.span.start, locative.span.start), max(last.span.end, locative.span.end))
                first = last if "locative:described" in locative.rules else locative
                rules = tuple(dict.fromkeys((*first.rules, "locative:described")))
                merged[-1] = replace(first, span=span, rules=rules)
            else:
                merged.append(locative)
        return merged

    def _deepened(self, found: list[Locative]) -> list[Locative]:
        """Give a depth that no pattern used to the place of its clause: "at Jermuk they came several kilometres in"."""
        used = sorted(f.span for f in found)
        loose = [d for d in self.lengths if d.kind == "depth" and not _overlapping(d.span, used)]
        if not loose:
            return found
        clauses = self._clauses()
        ordered = sorted(found, key=lambda f: f.span)
        starts = [f.span.start for f in ordered]
        left: list[Locative | None] = [*ordered]
        deep = []
        for distance in loose:
            clause = clauses[max(0, bisect_left(clauses, Span(distance.span.start + 1, 0)) - 1)]
            first = bisect_left(starts, max(clause.start, distance.span.start - 2 * DEPTH_REACH))
            end = bisect_left(starts, min(clause.end, distance.span.end + DEPTH_REACH))
            said = {i: f for i in range(first, end) if (f := left[i]) and clause.covers(f.span) and not f.origin}
            locative, swallowed = _with_depth(said, distance, self.text)
            deep.append(locative)
            for index in swallowed:
                left[index] = None
        return sorted([*(f for f in left if f), *deep], key=lambda f: f.span)

    def _clauses(self) -> list[Span]:
        """Return the sentences, parted at semicolons."""
        clauses = []
        for sentence in tokens.sentences(self.text):
            start = sentence.start
            for piece in sentence.of(self.text).split(";"):
                clauses.append(Span(start, start + len(piece)))
                start += len(piece) + 1
        return clauses

    def _combined(self, found: list[Locative]) -> list[Locative]:
        """Put expressions side by side that are about one spot together: "3.5 km into Armenia at Sev Lich"."""
        combined: list[Locative] = []
        for locative in sorted(found, key=lambda f: f.span):
            last = combined[-1] if combined else None
            if last and self._about_one_spot(last, locative):
                combined[-1] = _together(last, locative, self.text)
            else:
                combined.append(replace(locative, text=locative.span.of(self.text)))
        return combined

    def _about_one_spot(self, last: Locative, locative: Locative) -> bool:
        if last.origin or locative.origin or last.relation == locative.relation or len(last.also) >= ALSO_MAX:
            return False
        gap = self.smoothed[last.span.end : locative.span.start]
        apart = "," in gap and {last.relation, locative.relation} <= {"at", "within_admin"}
        return len(gap) < 6 and not apart and bool(self.rules.beside.fullmatch(gap))


def _relation(relation: str, name: str, x: _Unit | None, c: _Unit | None) -> Relation:
    """Return the relation of a rule, fitted to the sort of place it names."""
    place = x or c
    sort = place.sort if place else ""
    if sort == "coord" and relation in ("at", "near"):
        relation = "coordinates"
    elif relation == "at" and sort in ("area", "country", "land"):
        relation = "within_admin"
    elif name == "part" and sort in ("place", "pair"):
        relation = "at"
    elif relation == "at" and sort == "way":
        relation = "along"
    return cast("Relation", relation)


def _sensible(name: str, relation: str, x: _Unit | None, length: Distance | None, anchors: tuple[Mention, ...]) -> bool:
    """Tell whether what was found suits a rule: "between" needs two places, an offset one and no pair."""
    if length is not None and length.kind == "length":
        return False
    if relation == "between" or name in ("along_pair", "railway_pair"):
        return len(anchors) >= 2
    if relation in ("depth_into", "border_section"):
        return True
    return bool(anchors) and not (x is not None and x.sort == "pair" and relation in OFFSETS)


def _manner(manner: str, name: str, x: _Unit | None) -> str:
    if name != "along_way" or x is None:
        return manner
    kinds = [m.kind_hint for m in x.anchors if m.kind_hint in WAYS]
    return kinds[0] if kinds else ""


def _with_depth(said: Mapping[int, Locative], distance: Distance, text: str) -> tuple[Locative, set[int]]:
    """Return a loose depth joined to the nearest place of its clause, else on its own, and what it replaces."""
    land = next((f.into_country for f in said.values() if f.into_country), None)
    places = [i for i, f in said.items() if f.relation in DEEPENED and f.distance is None]
    nearest = min(places, key=lambda i: (_whole(said[i]), _gap(said[i].span, distance.span)), default=-1)
    if nearest < 0 or _gap(said[nearest].span, distance.span) > DEPTH_REACH:
        rules = ("locative:depth",)
        return Locative("depth_into", distance.span, distance.text, (), distance, into_country=land, rules=rules), set()
    place = said[nearest]
    span = Span(min(place.span.start, distance.span.start), max(place.span.end, distance.span.end))
    deep = Locative(
        "depth_into", span, span.of(text), place.anchors, distance, part=place.part,
        into_country=place.into_country or land, rules=(*place.rules, "locative:depth"), also=place.also,
    )  # fmt: skip
    return deep, {nearest, *(i for i in places if _whole(said[i]))}


def _whole(locative: Locative) -> bool:
    """Tell whether an expression names a country or the border and no place in it."""
    return locative.relation in ("depth_into", "border_section") and not locative.anchors


def _together(last: Locative, locative: Locative, text: str) -> Locative:
    """Return the more specific of two expressions, narrowed by the other; a border without a place adds nothing."""
    first, other = sorted((last, locative), key=_rank)
    span = Span(last.span.start, locative.span.end)
    if other.rules == ("locative:border",):
        return replace(first, span=span, text=span.of(text), rules=(*first.rules, *other.rules))
    other = replace(other, text=other.span.of(text))
    return replace(first, span=span, text=span.of(text), also=(*first.also, other))


def _rank(locative: Locative) -> int:
    whole_border = (
        _whole(locative) and locative.relation == "border_section" and not (locative.distance or locative.part)
    )
    return len(SPECIFIC) if whole_border else SPECIFIC.index(locative.relation)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _gap(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)


def _overlapping(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span shares characters with one of sorted spans."""
    at = bisect_left(spans, Span(span.end, 0))
    return any(span.overlaps(other) for other in spans[max(0, at - 3) : at])
