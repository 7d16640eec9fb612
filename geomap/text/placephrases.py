"""Place phrases: names put together as the words around them tell.

"The villages of Kut and Norabak in Gegharkunik" is one phrase: two names, the word for
their kind, and the area they lie in; "Armenian territory" is one that names a country's
land. The words stand in the languages' ``[locative]`` and ``[countries]`` tables.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from geomap.model import Heading, Mention, Span
from geomap.text.languages import CODES, Language, alternation, compiled, load, smooth
from geomap.text.shadows import CASES, CLASSES, HEADINGS, Shadow, compile_template, one_of

__all__ = [
    "KIND_REACH",
    "NEVER",
    "SETTLEMENTS",
    "WAYS",
    "KindsOf",
    "PlacePhrase",
    "Words",
    "find",
    "leads_into",
    "overlapping",
    "words",
]

AREAS = frozenset({"district", "province", "region"})
SETTLEMENTS = frozenset({"village", "town", "city", "settlement"})
WAYS = frozenset({"road", "railway", "river", "pipeline"})
KIND_REACH = 40  # characters beside a name in which the word for its kind stands
LIST_MAX = 40  # names of one list
GLOSS = re.compile(r"\s?\([^\W\d_][^\W\d_ ’'-]{0,30}(?:[ ’'-][^\W\d_]{1,20}){0,2}\)(?=\s\w)")  # a name in other words
NEVER = r"(?!)"  # matches nothing

KindsOf = Callable[[Mention], Collection[str]]


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """One name or a list of names, with the words for their kinds and what they lie in."""

    span: Span
    anchors: tuple[Mention, ...]
    sort: str  # a name of shadows.CLASSES
    case: str = "nom"
    country: str = ""  # ISO3 of a country or its land
    within: tuple[tuple[PlacePhrase, Heading | None], ...] = ()  # areas it lies in, or the part of each
    names: int = 1
    kinded: bool = False  # a word for its kind is said: "the villages of"
    parts: tuple[PlacePhrase, ...] = ()  # of a list, where each lies in an area of its own: they are far apart


def find(
    smoothed: str, code: str, mentions: Sequence[Mention], headings: Sequence[Heading], kinds_of: KindsOf | None
) -> list[PlacePhrase]:
    """Return the place phrases of a text in order; `headings` are those outside names, in order."""
    builder = _Builder(words(code), smoothed, mentions, headings, kinds_of)
    return builder.with_lands(builder.phrases())


def leads_into(between: str, lang: str | None) -> bool:
    """Return whether the words between two names say that the first lies in the second: ", a village of the"."""
    codes = (lang,) if lang in CODES else CODES
    return any(words(code).within_after.fullmatch(smooth(between)) for code in codes)


@cache
def words(code: str) -> Words:
    """Return the words of a language that make names a phrase."""
    return Words(load(code))


class Words:
    """The compiled words of one language that stand in place phrases."""

    def __init__(self, language: Language) -> None:
        table = self.table = language.table("locative")
        countries = language.table("countries")
        self.adjectives = {smooth(f): iso for iso, forms in countries["adjectives"].items() for f in forms}
        self.nouns = {smooth(f): iso for iso, forms in countries["nouns"].items() for f in forms}
        self.cases = [(case, tuple(map(smooth, endings))) for case, endings in table["cases"].items() if endings]
        self.within_before = bool(table["within_before"])
        self.noun = re.compile(rf"(?<!\w){alternation(self.nouns)}(?!\w)")
        self.kind_before = re.compile(rf"(?<!\w){alternation(table['kinds_before'])}[\s\"'(]{{1,3}}\Z")
        self.kind_after = re.compile(rf"[\s\"']{{1,3}}{alternation(table['kinds_after'])}(?!\w)")
        joins, the = alternation(table["joins"]), r"(?:the\s{1,3})?"
        self.several = re.compile(rf"(?<!\w){one_of(table['kinds_plural'])}(?!\w)")
        self.join = re.compile(rf"\s?,\s{{1,3}}(?:{joins}\s{{1,3}})?{the}|\s{{1,3}}{joins}\s{{1,3}}{the}")
        self.dash = re.compile(r"\s?[-–—/]\s?")
        self.way_words = compiled(table["way_words"])

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

    def case(self, word: str) -> str:
        """Return the case that a word's ending shows, "nom" where it shows none."""
        longest = ("nom", 0)
        for case, endings in self.cases:
            size = max((len(e) for e in endings if word.endswith(e) and len(word) > len(e) + 1), default=0)
            longest = (case, size) if size > longest[1] else longest
        return longest[0]


def _gaps(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return the words that may stand between a place and what it lies in, a direction among them."""
    heading = {"h": f"[{''.join(HEADINGS.values())}]"}
    gaps = [r"\s{1,3}" if not p else rf"\s?{_gap_words(p, heading)}\s{{1,3}}" for p in phrases]
    return re.compile("|".join(gaps) if gaps else r"(?!)")


def _gap_words(phrase: str, heading: Mapping[str, str]) -> str:
    words = compile_template(phrase, heading).pattern
    return words if phrase.startswith(",") else rf"(?<=\s){words}"


class _Builder:
    """One text on its way from names to place phrases."""

    def __init__(
        self,
        words: Words,
        smoothed: str,
        mentions: Sequence[Mention],
        headings: Sequence[Heading],
        kinds_of: KindsOf | None,
    ) -> None:
        self.words, self.smoothed, self.mentions = words, smoothed, mentions
        self.headings = headings
        self.heading_starts = [h.span.start for h in headings]
        self.kinds_of = kinds_of

    def phrases(self) -> list[PlacePhrase]:
        """Return the names with their kinds, in lists, with what they lie in."""
        atoms: list[PlacePhrase] = []
        for index in range(len(self.mentions)):
            atoms.append(self._atom(index, atoms[-1].span.end if atoms else 0))
        return self._contained(self._lists(self._contained(atoms)))

    def _atom(self, index: int, floor: int) -> PlacePhrase:
        """Return a name with the words for its kind before and after it."""
        mention = self.mentions[index]
        ceiling = self.mentions[index + 1].span.start if index + 1 < len(self.mentions) else len(self.smoothed)
        start, end = mention.span.start, mention.span.end
        before = self.words.kind_before.search(self.smoothed, max(floor, start - KIND_REACH), start)
        after = self.words.kind_after.match(self.smoothed, end, min(ceiling, end + KIND_REACH))
        if after is None and (gloss := GLOSS.match(self.smoothed, end, min(ceiling, end + KIND_REACH))):
            end = gloss.end()
            after = self.words.kind_after.match(self.smoothed, end, min(ceiling, end + KIND_REACH))
        span = Span(before.start() if before else start, after.end() if after else end)
        country = self._country(mention)
        plain = after or mention.rule != "exact"
        case = self.words.case(self.smoothed[mention.span.start : span.end]) if plain else "nom"
        sort = self._sort(mention, country)
        return PlacePhrase(span, (mention,), sort, case, country, kinded=bool(before or after))

    def _country(self, mention: Mention) -> str:
        iso = next((p.partition(":")[2] for p in mention.place_ids if p.startswith("country:")), "")
        return iso or self.words.nouns.get(smooth(mention.text), "")

    def _sort(self, mention: Mention, country: str) -> str:
        if mention.longitude is not None and not mention.place_ids:
            return "coord"
        if country and mention.kind_hint not in AREAS | SETTLEMENTS:
            return "country"
        if mention.kind_hint not in ("", "section"):  # "the X section" says nothing of what X is
            return "area" if mention.kind_hint in AREAS else "place"
        kinds = set(self.kinds_of(mention)) if self.kinds_of else set()
        if (kinds and kinds <= WAYS) or self.words.way_words.search(smooth(mention.text)):
            return "way"
        named_alike = kinds & SETTLEMENTS and not kinds & {"province", "region"}  # a town and the district about it
        return "area" if kinds & AREAS and not named_alike else "place"

    def _lists(self, units: list[PlacePhrase]) -> list[PlacePhrase]:
        """Put names together that "and" or a dash joins, with those that commas join before them.

        Names that only commas join are apart ("at Tegh, Yerevan said"); one in brackets is another of the one before.
        """
        listed: list[PlacePhrase] = []
        run: list[PlacePhrase] = []
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
            held = join in ("word", "dash") or (join == "comma" and (self._several(unit) or self._opens_list(run[0])))
            sure = len(run) if held else sure
        return [*listed, *self._held(run[:sure]), *run[sure:]]

    def _several(self, unit: PlacePhrase) -> bool:
        """Tell whether a word for several places closes a list: "Xoznavar, Xanazax, Ərəvus yaşayış məntəqələri"."""
        after = self.smoothed[unit.anchors[-1].span.end : unit.span.end]
        return bool(self.words.several.search(after))

    def _opens_list(self, unit: PlacePhrase) -> bool:
        """Tell whether a word for several places opens a list: "the villages of Chinari, Movses, Aygepar"."""
        return bool(self.words.several.search(self.smoothed[unit.span.start : unit.anchors[0].span.start]))

    def _join(self, last: PlacePhrase, unit: PlacePhrase) -> str:
        """Tell what joins two names: word, comma, dash, bracket or nothing."""
        start, end = last.span.end, unit.span.start
        if end - start > KIND_REACH:
            return ""
        name_end = unit.anchors[-1].span.end
        if self.smoothed[start:end].strip() == "(" and self.smoothed[name_end : name_end + 1] == ")":
            return "bracket"
        if (last.sort == "country") != (unit.sort == "country") or "coord" in (last.sort, unit.sort):
            return ""
        if self.words.dash.fullmatch(self.smoothed, start, end):
            return "dash"
        joined = self.words.join.fullmatch(self.smoothed, start, end)
        if joined is None:
            return ""
        return "comma" if self.smoothed[start:end].strip(" ,\n") in {"", "the"} else "word"

    def _held(self, run: Sequence[PlacePhrase]) -> list[PlacePhrase]:
        if not run:
            return []
        whole = run[0]
        for last, unit in itertools.pairwise(run):
            dash = bool(self.words.dash.fullmatch(self.smoothed, last.span.end, unit.span.start))
            whole = self._joined(whole, unit, dash=dash)
        return [whole]

    def _bracketed(self, last: PlacePhrase, unit: PlacePhrase) -> PlacePhrase:
        """Return a place with its other name, or the area it lies in, in brackets; its kind may stand after them."""
        closed = unit.anchors[-1].span.end + 1
        after = self.words.kind_after.match(self.smoothed, closed, closed + KIND_REACH)
        span = Span(last.span.start, after.end() if after else closed)
        if unit.sort == "area" and last.sort == "place":
            return replace(last, span=span, within=(*last.within, (unit, None)))
        case = self.words.case(span.of(self.smoothed)) if after else last.case
        return replace(last, span=span, case=case, kinded=last.kinded or bool(after))

    @staticmethod
    def _joined(last: PlacePhrase, unit: PlacePhrase, *, dash: bool) -> PlacePhrase:
        anchors = (*last.anchors, *unit.anchors)
        if last.sort == "country":
            sort = "country"
        elif dash and (last.names == 1 or last.sort == "pair"):
            sort = "pair"
        else:
            sort = "area" if last.sort == unit.sort == "area" else "place"
        apart = bool(last.within or last.parts) and bool(unit.within)
        return replace(
            unit, span=Span(last.span.start, unit.span.end), anchors=anchors, sort=sort,
            within=() if apart else (*last.within, *unit.within), names=last.names + unit.names,
            kinded=last.kinded or unit.kinded, parts=(*(last.parts or (last,)), unit) if apart else (),
        )  # fmt: skip

    def _contained(self, units: list[PlacePhrase]) -> list[PlacePhrase]:
        """Fold what a place lies in into its phrase: "Tegh in Syunik", «Սյունիքի մարզի Սրաշեն գյուղի»."""
        folded: list[PlacePhrase] = []
        for unit in units:
            last = folded[-1] if folded else None
            if last is None or unit.span.start - last.span.end > KIND_REACH or "coord" in (last.sort, unit.sort):
                folded.append(unit)
            elif self._lies_before(last, unit) or self._of_area(last, unit):
                within = (*unit.within, *last.within, (replace(last, within=()), None))
                folded[-1] = replace(unit, span=Span(last.span.start, unit.span.end), within=within)
            elif (part := self._lies_after(last, unit)) is not None:
                folded[-1] = self._inside(last, unit, part)
            else:
                folded.append(unit)
        return folded

    def _lies_before(self, last: PlacePhrase, unit: PlacePhrase) -> bool:
        gap = self.smoothed[last.span.end : unit.span.start]
        return self.words.within_before and last.case == "gen" and gap.isspace() and unit.sort != "country"

    def _of_area(self, last: PlacePhrase, unit: PlacePhrase) -> bool:
        """Tell whether an area's name stands before the kind of a place in it: "the Tavush village of Berdavan"."""
        kind_before = unit.span.start < unit.anchors[0].span.start
        alone = last.sort == "area" and last.names == 1 and not last.kinded
        return (
            alone and kind_before and unit.sort == "place" and self.smoothed[last.span.end : unit.span.start].isspace()
        )

    def _lies_after(self, last: PlacePhrase, unit: PlacePhrase) -> Heading | tuple[()] | None:
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
        if not self.words.within_after.fullmatch(gap) or (gap.isspace() and unit.sort != "area"):
            return None
        return heading or ()

    def _left(self, unit: PlacePhrase) -> bool:
        """Tell whether a name stands where a way begins: "из Гориса в Капан"."""
        return bool(self.words.leaving.search(self.smoothed, max(0, unit.span.start - KIND_REACH), unit.span.start))

    @staticmethod
    def _inside(last: PlacePhrase, unit: PlacePhrase, part: Heading | tuple[()]) -> PlacePhrase:
        area = (replace(unit, within=()), part or None)
        return replace(last, span=Span(last.span.start, unit.span.end), within=(*last.within, area, *unit.within))

    def with_lands(self, phrases: list[PlacePhrase]) -> list[PlacePhrase]:
        """Fold "Armenian territory", «территорию Армении» to phrases that stand for a country's land."""
        named = self._with_nouns(phrases)
        shadow = Shadow.fold(self.smoothed, ((p.span, CLASSES[p.sort] + CASES[p.case], p) for p in named))
        lands: list[PlacePhrase] = []
        for land in sorted(self._lands(shadow), key=lambda p: (p.span.start, -p.span.end)):
            if not lands or land.span.start >= lands[-1].span.end:
                lands.append(land)
        spans = [land.span for land in lands]
        return sorted([*lands, *(p for p in named if not overlapping(p.span, spans))], key=lambda p: p.span)

    def _lands(self, shadow: Shadow) -> Iterator[PlacePhrase]:
        for pattern in self.words.land if self.words.lands.search(shadow.text) else ():
            for match in pattern.finditer(shadow.text):
                span = shadow.span(*match.span())
                case = self.words.case(span.of(self.smoothed))
                named = shadow.findings.get(match.start("c")) if match["c"] else None
                if isinstance(named, PlacePhrase):
                    yield PlacePhrase(span, named.anchors, "land", case, named.country)
                else:
                    yield PlacePhrase(span, (), "land", case, self.words.adjectives[" ".join(match["adj"].split())])

    def _with_nouns(self, phrases: list[PlacePhrase]) -> list[PlacePhrase]:
        """Add the countries that no mention covers."""
        spans = [p.span for p in phrases]
        named = []
        for match in self.words.noun.finditer(self.smoothed):
            span = Span(*match.span())
            if not overlapping(span, spans):
                country = self.words.nouns[" ".join(match.group().split())]
                named.append(PlacePhrase(span, (), "country", self.words.case(match.group()), country))
        return sorted([*phrases, *named], key=lambda p: p.span)


def overlapping(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span shares characters with one of sorted spans that lie apart."""
    at = bisect_left(spans, Span(span.end, 0))
    return any(span.overlaps(other) for other in spans[max(0, at - 3) : at])
