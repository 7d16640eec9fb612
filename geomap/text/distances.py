"""Distances in words: what a report says of a length, as low, best and high in metres.

A unit is found first, then its number before it (or after: "километрах в пяти"),
then the words about the number ("at least", "or so") and the words that say what
is measured: a distance, a depth, a length, an altitude, an area. Words stand in
the languages' ``[units]`` and ``[distance]`` tables, figures in
``lexicon/quantities.toml``. Every scan is bounded, so time grows with length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap.errors import NotRead
from geomap.model import Bound, Distance, Span
from geomap.text.languages import CODES, Language, alternation, code_of, compiled, detect, load, smooth
from geomap.text.numbers import Number, quantities, reader

__all__ = ["NOT_PLACING", "find", "proximity", "read"]

NOT_PLACING = frozenset({"altitude", "area", "range"})  # kinds that say nothing of where
KINDS = ("along", "depth", "length", "range", "altitude")  # in the order they are tried after a distance
NUMBER_REACH = 70  # characters before a unit in which its number may start
HALF_REACH = 20  # characters after a unit in which "and a half" stands
MILLIMETRES = 3  # decimals of a metre: a tenth more or less must not leave digits that nobody wrote
WORDS_REACH = 80  # characters around a distance in which words about it stand
ALTITUDE_FROM_M = 1000.0  # "at 3,300 m" with no place it is measured from: nobody stands "at" that distance
CONVERSION_TOLERANCE = 0.15  # "20 km (12 mi)" is one distance said twice
BOUND_KEYS = ("about", "almost", "just_over", "at_least", "at_most", "plain")
WIDENING = ("about", "almost", "just_over")


@dataclass(frozen=True, slots=True)
class _Measure:
    """A number with its unit, before the words around it are read."""

    number: Number
    unit: str
    span: Span
    stem_end: int  # where the unit's ending begins: "-dən çox" needs the ending
    square: bool = False
    middle: str = ""  # a bound said between number and unit: "5 с лишним километров"


def find(text: str, lang: str | None) -> list[Distance]:
    """Return what the text measures in units of length, in order; areas and altitudes have their own `kind`."""
    found = _rules(code_of(text, lang)).distances(smooth(text))
    return [replace(distance, text=distance.span.of(text)) for distance in found]


def proximity(text: str, lang: str | None) -> list[Distance]:
    """Return the words for nearness that name no number ("a stone's throw", "неподалеку"), in order."""
    found = _rules(code_of(text, lang)).nearness(smooth(text))
    return [replace(distance, text=distance.span.of(text)) for distance in found]


def read(phrase: str, lang: str | None = None) -> Distance:
    """Return the distance a phrase states.

    Raises
    ------
    NotRead
        If the phrase states none, or measures something that is not a distance.
    """
    codes = [lang] if lang else list(dict.fromkeys([*filter(None, [detect(phrase)]), *CODES]))
    for code in codes:
        found = find(phrase, code)
        placing = [d for d in found if d.kind not in NOT_PLACING]
        if placing:
            return placing[0]
        if found:
            raise NotRead(f"{found[0].text!r} is an {found[0].kind}, not a distance".replace("an range", "a range"))
    for code in codes:
        if near := proximity(phrase, code):
            return near[0]
    raise NotRead(f"no distance in {phrase[:80]!r}: a number with a unit was looked for, as in '3.5 km'")


@cache
def _rules(code: str) -> _Rules:
    return _Rules(load(code))


class _Rules:
    """The compiled word lists of one language and the steps that apply them."""

    def __init__(self, language: Language) -> None:
        words = language.table("distance")
        units = language.table("units")
        self.reader = reader(language.code)
        self.ordinal_endings = self.reader.ordinal_endings
        self.unit_names = {smooth(form): name for name in quantities()["unit"] for form in units[name]}
        self.symbols = frozenset(map(smooth, units["symbols"]))
        self.one = frozenset(map(smooth, units["one"]))
        self.many_alone = frozenset(map(smooth, units["many_alone"]))
        self.many = frozenset(map(smooth, units["many"]))
        self.unit = _unit_pattern(self.unit_names, units["endings"], language.table("numbers")["glued"])
        self.glued = {smooth(f): float(v) for v, *forms in language.table("numbers")["glued"] for f in forms}
        self.square = _ending_with(units["square"], gap=r"[\s-]{0,2}")
        self.square_after = _starting_with(units["square_after"])
        self.not_before = _ending_with(units["not_lengths_before"], gap=r"(?:\s[^\s.]{1,12}){0,2}[\s-]{0,2}")
        self.not_after = _starting_with(units["not_lengths_after"])
        self.articles = _ending_with(units["articles"] or ["\0"])
        self.gap = {smooth(form): bound for bound, form in words["gap"]}
        self.or_two = _starting_with(words["or_two_after"], gap=r"\s{0,3}")
        self.inverts = frozenset(map(smooth, units["inverts"]))
        self.inversion = frozenset(["", *map(smooth, words["inversion"])])
        self.before = _before_pattern(words)
        self.after = _after_patterns(words)
        self.altitude_at = _ending_with(words["altitude_at"] or ["\0"])
        self.from_after = _starting_with(words["from_after"])
        self.kind_after = {kind: _kind_after(words[f"{kind}_after"], between=kind == "depth") for kind in KINDS}
        self.kind_before = {kind: _kind_before(words[f"{kind}_before"] or ["\0"]) for kind in KINDS}
        self.depth_not = compiled(words["depth_not"])
        self.near_rows: dict[str, str] = {
            smooth(form): row for row, forms in words["proximity"].items() for form in forms
        }
        self.near = re.compile(rf"(?<!\w){alternation(self.near_rows)}(?!\w)")

    def distances(self, smoothed: str) -> list[Distance]:
        """Return every measure of the text as a Distance whose `text` is still empty."""
        found: list[Distance] = []
        opened = False
        for match in self.unit.finditer(smoothed):
            measure = self._measure(smoothed, match, found[-1].span.end if found else 0)
            if measure is None:
                continue
            distance = self._distance(smoothed, measure)
            whole = self._joined(smoothed, found[-1], distance, opened) if found else None
            found[len(found) - bool(whole) :] = [whole or distance]
            opened = measure.number.from_to
        return found

    def nearness(self, smoothed: str) -> list[Distance]:
        """Return the proximity words of the text."""
        found = []
        for match in self.near.finditer(smoothed):
            row = self._near_row(_single_blanks(match.group()))
            figures, span = quantities()["proximity"][row], Span(*match.span())
            low, best, high = figures["low"], figures["best"], figures["high"]
            found.append(Distance(low, best, high, "vague", "none", "", span, f"proximity:{row}"))
        return found

    def _near_row(self, words: str) -> str:
        begins = (phrase for phrase in self.near_rows if phrase.endswith("*") and words.startswith(phrase[:-1]))
        return self.near_rows[words if words in self.near_rows else max(begins, key=len)]

    def _measure(self, smoothed: str, match: re.Match[str], floor: int) -> _Measure | None:
        """Find the number that belongs to a unit."""
        start, after = match.start("unit"), match.end("unit")
        if self.not_after.match(smoothed, after, after + WORDS_REACH) or self._ordinal_ending(smoothed, match):
            return None
        if self.not_before.search(smoothed, max(0, start - WORDS_REACH), start):
            return None
        if match["glued"]:
            number = _plain_number(self.glued[match["glued"]], Span(match.start(), start))
            return self._with(smoothed, match, number, "", None)
        square = self.square.search(smoothed, max(floor, start - 20), start)
        counted = self._number_before(smoothed, square.start() if square else start, floor)
        symbol = self._form(match) in self.symbols
        if counted and (counted[0].written or not symbol):
            return self._with(smoothed, match, *counted, square)
        return None if symbol or square else self._number_after(smoothed, match) or self._bare(smoothed, match)

    def _ordinal_ending(self, smoothed: str, match: re.Match[str]) -> bool:
        """Tell the "м" of "10-м километре" from the symbol of the metre."""
        return smoothed[match.start("unit") - 1 : match.start("unit")] == "-" and match["unit"] in self.ordinal_endings

    @staticmethod
    def _form(match: re.Match[str]) -> str:
        return _single_blanks(match["unit"])

    def _with(
        self, smoothed: str, match: re.Match[str], number: Number, middle: str, square: re.Match[str] | None
    ) -> _Measure:
        """Put a number and the unit after it together."""
        end = match.end()
        squared = square or self.square_after.match(smoothed, end) or smoothed[end : end + 1] in ("²", "2")
        unit = self.unit_names[self._form(match)]
        half = self._half(smoothed, match) if number.low == number.high else None
        if half:  # "iki kilometr yarım"
            number, end = _plain_number(number.best + half[0], Span(number.span.start, half[1])), half[1]
        stem_end = end if half else match.end("unit")
        return _Measure(number, unit, Span(number.span.start, end), stem_end, bool(squared), middle)

    def _number_before(self, smoothed: str, end: int, floor: int) -> tuple[Number, str] | None:
        """Return the number that ends where the unit starts, with the bound said between them."""
        start = _word_start(smoothed, max(floor, end - NUMBER_REACH), end)
        numbers = self.reader.numbers(smoothed, start, end)
        for number in reversed(numbers[-2:]):
            between = _single_blanks(smoothed[number.span.end : end].strip(" \n-–"))
            if not between or between in self.gap:
                return number, self.gap.get(between, "")
        return None

    def _number_after(self, smoothed: str, match: re.Match[str]) -> _Measure | None:
        """Read the inversion that approximates ("километрах в пяти") and "kilometr yarım", one and a half."""
        form, end = self._form(match), match.end()
        half = self._half(smoothed, match)
        if half:
            return self._and_a_half(smoothed, match, *half)
        numbers = (
            self.reader.numbers(smoothed, end, min(len(smoothed), end + NUMBER_REACH)) if form in self.inverts else ()
        )
        number = numbers[0] if numbers else None
        between = smoothed[end : number.span.start].strip() if number else ""
        if number is None or number.ordinal or between not in self.inversion:
            return None
        if not between and number.rule.endswith("digits"):
            return None
        middle = "" if number.bound == "about" else "about"
        span = Span(match.start(), number.span.end)
        return _Measure(number, self.unit_names[form], span, span.end, middle=middle)

    def _half(self, smoothed: str, match: re.Match[str]) -> tuple[float, int] | None:
        """Return the half said after a unit in the singular, and where it ends."""
        reach = min(len(smoothed), match.end() + HALF_REACH)
        return self.reader.half(smoothed, match.end(), reach) if self._form(match) in self.one else None

    def _and_a_half(self, smoothed: str, match: re.Match[str], more: float, end: int) -> _Measure:
        article = self.articles.search(smoothed, max(0, match.start() - 12), match.start())
        span = Span(article.start() if article else match.start(), end)
        return _Measure(_plain_number(1 + more, span), self.unit_names[self._form(match)], span, end)

    def _bare(self, smoothed: str, match: re.Match[str]) -> _Measure | None:
        """Read a unit without a number: "a kilometre", "около километра", "kilometres deep"."""
        form, start, end = self._form(match), match.start(), match.end()
        article = self.articles.search(smoothed, max(0, start - 12), start)
        span = Span(article.start() if article else start, end)
        unit = self.unit_names[form]
        other = self.or_two.match(smoothed, end) if form in self.one else None
        if other:
            return _Measure(_vague_number("one_or_two", span), unit, Span(span.start, other.end()), other.end())
        if form in self.one and (article or self._leans(smoothed, match)):
            return _Measure(_plain_number(1.0, span), unit, span, match.end("unit"))
        deep = self.kind_after["depth"].match(smoothed, end, end + WORDS_REACH)
        whole = smoothed[match.start("unit") : end]
        if whole in self.many_alone or (whole in self.many and deep):
            return _Measure(_vague_number("bare", span), unit, span, end)
        return None

    def _leans(self, smoothed: str, match: re.Match[str]) -> bool:
        """Tell whether a unit in the singular stands for one: bounded, or followed by what it is measured from."""
        start, end, reach = match.start(), match.end(), match.end() + WORDS_REACH
        bounded = self.before.search(smoothed, max(0, start - WORDS_REACH), start)
        return bool(
            bounded or self._after(smoothed, match.end("unit"), end) or self.from_after.match(smoothed, end, reach)
        )

    def _distance(self, smoothed: str, measure: _Measure) -> Distance:
        metres = quantities()["unit"][measure.unit]
        number = measure.number
        if measure.square:
            area = measure.span
            return Distance(
                0.0, 0.0, None, number.bound, f"{measure.unit}2", "", area, "kind:area", "area", number.written
            )
        start, before = self._bounds_before(smoothed, measure.span.start)
        end, after = self._bounds_after(smoothed, measure)
        bounds = [b for b in (*before, measure.middle, *after) if b and not (number.from_to and b == "at_most")]
        low, best, high, bound = _bounded(number, bounds)
        span = Span(start, end)
        kind = "along" if number.ordinal else self._kind(smoothed, measure, span, best * metres)
        rule = "+".join([number.rule, *bounds])
        low_m, best_m = round(low * metres, MILLIMETRES), round(best * metres, MILLIMETRES)
        high_m = None if high is None else round(high * metres, MILLIMETRES)
        return Distance(low_m, best_m, high_m, bound, measure.unit, "", span, rule, kind, number.written)

    def _bounds_before(self, smoothed: str, start: int) -> tuple[int, list[str]]:
        bounds: list[str] = []
        for _ in range(3):
            match = self.before.search(smoothed, max(0, start - WORDS_REACH), start)
            if match is None:
                break
            bounds.insert(0, match.lastgroup or "")
            start = match.start(bounds[0])
        return start, [b for b in bounds if b != "plain"]

    def _bounds_after(self, smoothed: str, measure: _Measure) -> tuple[int, list[str]]:
        end = measure.span.end
        found = self._after(smoothed, measure.stem_end, end)
        return (max(found[0], end), [found[1]]) if found else (end, [])

    def _after(self, smoothed: str, stem_end: int, end: int) -> tuple[int, str] | None:
        """Return where the longest bound said after a unit ends, and which it is."""
        matches = [
            (match.end(), key)
            for key, pattern in self.after.items()
            for start in {stem_end, end}
            if (match := pattern.match(smoothed, start, end + WORDS_REACH))
        ]
        return max(matches, default=None)

    def _kind(self, smoothed: str, measure: _Measure, span: Span, best_m: float) -> str:
        """Tell what is measured, by the words after the measure, then by those before it."""
        end, reach = measure.span.end, measure.span.end + WORDS_REACH
        kinds = [kind for kind in KINDS if kind != "altitude" or measure.unit in ("m", "ft")]
        for kind in kinds:
            pattern = self.kind_after[kind]
            if pattern.match(smoothed, end, reach) or pattern.match(smoothed, span.end, reach):
                return kind
        if self.from_after.match(smoothed, end, reach) or self.from_after.match(smoothed, span.end, reach):
            return "distance"
        for kind in kinds:
            said = self.kind_before[kind].search(smoothed, max(0, span.start - WORDS_REACH), span.start)
            if said and not (kind == "depth" and self.depth_not.search(said.group())):
                return kind
        at = self.altitude_at.search(smoothed, max(0, span.start - 10), span.start)
        return "altitude" if at and "altitude" in kinds and best_m >= ALTITUDE_FROM_M else "distance"

    def _joined(self, smoothed: str, last: Distance, distance: Distance, opened: bool) -> Distance | None:
        """Fold a conversion in brackets into the distance before it, and "500 m to 1 km" into one range."""
        between = smoothed[last.span.end : distance.span.start] if distance.span.start - last.span.end < 20 else "\0"
        if between.strip() == "(" and _alike(last, distance):
            close = smoothed.find(")", distance.span.end, distance.span.end + 20)
            return replace(last, span=Span(last.span.start, max(close + 1, distance.span.end)))
        if not between.strip() and between and (last.unit, distance.unit) == ("km", "m") and _exact(last, distance):
            return _sum(last, distance)
        up_to = distance.rule.endswith("+at_most") and not between.strip()  # "от 500 метров до 1 километра"
        joined = up_to or self.reader.joins(between, opened=opened)
        rises = last.high_m is not None and distance.high_m is not None and last.high_m < distance.high_m
        return _range(last, distance) if joined and rises and last.low_m > 0 else None


def _exact(first: Distance, last: Distance) -> bool:
    return first.bound == last.bound == "exact" and last.best_m < 1000 and first.low_m == first.high_m


def _sum(first: Distance, last: Distance) -> Distance:
    """Return the one distance that "3 km 500 m" states."""
    metres, span = first.best_m + last.best_m, Span(first.span.start, last.span.end)
    return replace(
        first, low_m=metres, best_m=metres, high_m=metres, span=span, kind=last.kind, precision=f"{metres / 1000:g}"
    )


def _range(first: Distance, last: Distance) -> Distance:
    """Return the one distance that "500 m to 1 km" states."""
    high_m = last.high_m or last.best_m
    kind = first.kind if last.kind == "distance" else last.kind
    span, best_m = Span(first.span.start, last.span.end), (first.low_m + high_m) / 2
    return replace(
        first, best_m=best_m, high_m=high_m, unit=last.unit, rule="range:units", kind=kind, span=span, precision=""
    )


def _alike(one: Distance, other: Distance) -> bool:
    return abs(one.best_m - other.best_m) <= CONVERSION_TOLERANCE * max(one.best_m, other.best_m)


def _bounded(number: Number, bounds: Sequence[str]) -> tuple[float, float, float | None, Bound]:
    """Apply the words about a number, "about" first; what has no upper end has a high of None."""
    rows = quantities()["bound"]
    low, best, high, bound = number.low, number.best, number.high, number.bound
    for word in (b for b in bounds if b in WIDENING):
        if number.bound == "about" and number.rule != "range:words":  # wide already: "about a dozen"
            continue
        low, high, bound = low * rows[word]["low"], high * rows[word]["high"], "vague" if bound == "vague" else "about"
        best = (low + high) / 2 if word != "about" and number.low == number.high else best
    if "at_least" in bounds and "at_most" not in bounds:
        return low, max(low * rows["at_least"]["best"], best), None, "at_least"
    if "at_most" in bounds:
        return 0.0, high * rows["at_most"]["best"], high, "at_most"
    return low, best, high, bound


def _plain_number(value: float, span: Span) -> Number:
    about = quantities()["bound"]["about"] if value == 0.5 else {"low": 1.0, "high": 1.0}
    bound: Bound = "about" if value == 0.5 else "exact"
    return Number(value * about["low"], value, value * about["high"], span, "", bound, "number:words", f"{value:g}")


def _vague_number(row: str, span: Span) -> Number:
    figures = quantities()["vague"][row]
    return Number(figures["low"], figures["best"], figures["high"], span, "", "vague", f"vague:{row}")


def _single_blanks(text: str) -> str:
    return " ".join(text.split()) if any(c.isspace() for c in text) else text


def _word_start(smoothed: str, start: int, end: int) -> int:
    """Move a window's start forward out of the word it cuts."""
    while 0 < start < end and smoothed[start].isalnum() and smoothed[start - 1].isalnum():
        start += 1
    return start


def _unit_pattern(forms: Iterable[str], endings: Sequence[str], glued: Sequence[Sequence[object]]) -> re.Pattern[str]:
    """Return the pattern of a unit: what is glued before it, its form, its ending."""
    prefix = [str(f) for _, *words in glued for f in words]
    before = rf"(?<!\w)(?P<glued>{alternation(prefix)})" if prefix else r"(?P<glued>(?!))"
    after = rf"(?:-?{alternation(endings)})?" if endings else ""
    return re.compile(rf"(?:{before}|(?<![^\W\d_]))(?P<unit>{alternation(forms)}){after}(?![^\W²2])")


def _ending_with(phrases: Iterable[str], gap: str = r"[\s-]{1,3}") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(phrases)}{gap}\Z")


def _starting_with(phrases: Iterable[str], gap: str = r"[\s-]{0,3}") -> re.Pattern[str]:
    return re.compile(rf"{gap}{alternation(phrases)}(?!\w)")


def _kind_after(phrases: Iterable[str], *, between: bool) -> re.Pattern[str]:
    """Return what may follow a distance and says its kind; a word may stand between ("further into")."""
    word = r"(?:[^\W\d_]{1,15}\s{1,3})?" if between else ""
    return re.compile(rf"[\s-]{{0,3}}{word}{alternation(phrases)}(?!\w)")


def _kind_before(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what may precede a distance and says its kind, four words between at most."""
    return re.compile(rf"(?<!\w){alternation(phrases)}(?:\s{{1,3}}[^\W\d_]{{1,15}}){{0,4}}[\s:(–-]{{0,3}}\Z")


def _before_pattern(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{key}>{alternation(words[key])})" for key in BOUND_KEYS if words[key])
    filler = rf"(?:{alternation(words['filler'])}\s{{1,3}}){{0,3}}" if words["filler"] else ""
    return re.compile(rf"(?<![\w-])(?:{groups})(?:(?<=\W)\s{{0,3}}|\s{{1,3}}){filler}\Z")


def _after_patterns(words: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    """Return the bounds said after a unit; a phrase that begins with a hyphen is glued to the unit's stem."""
    said = {key: words[f"{key}_after"] for key in BOUND_KEYS if words.get(f"{key}_after")}
    return {key: re.compile(rf"(?:{_glued_or_apart(phrases)})(?!\w)") for key, phrases in said.items()}


def _glued_or_apart(phrases: Sequence[str]) -> str:
    glued = [p[1:] for p in phrases if p.startswith("-")]
    apart = [p for p in phrases if not p.startswith("-")]
    parts = [rf"-?{alternation(glued)}"] if glued else []
    parts += [rf",?\s{{0,3}}{alternation(apart)}"] if apart else []
    return "|".join(parts)
