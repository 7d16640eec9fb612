"""Numbers as reports write them: digits and words, halves, ranges and vague counts, in four languages.

The words stand in the languages' ``[numbers]`` tables, what vague ones come to in
``lexicon/quantities.toml``. Ordinals ("the 10th") are no counts and are only told on request.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from geomap.model import Bound, Span
from geomap.text.languages import Language, load, smooth

__all__ = ["Number", "find", "quantities", "reader"]

FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
DIGITS_MAX = 9  # longer runs of digits are identifiers
CLOSER_REACH = 40  # characters from a range's second number within which "arasında" or "միջև" closes it
ONES, TENS, HUNDREDS = 1, 10, 100


@dataclass(frozen=True, slots=True)
class Number:
    """A count as the words leave it open; `written` are its digits ("3.5", "2-3"), empty for a vague one."""

    low: float
    best: float
    high: float
    span: Span
    text: str
    bound: Bound = "exact"
    rule: str = "number:digits"
    written: str = ""
    ordinal: bool = False
    from_to: bool = False  # "from 2 to 3": what follows does not bound it again


class Token(NamedTuple):
    """A word, a run of digits or a sign of smoothed text."""

    text: str
    start: int
    end: int


class _Part(NamedTuple):
    """One number without a range, the index of the token after it, and what its words allow to follow."""

    low: float
    best: float
    high: float
    after: int
    rule: str
    bound: Bound = "exact"
    scale: float = 1.0  # what "hundred", "thousand" multiplied it by
    ordinal: bool = False
    open_ended: bool = False  # an ending that opens a range: "2-ից", "ikidən"


@cache
def quantities() -> Mapping[str, Any]:
    """Return the tables of `lexicon/quantities.toml`: unit, vague, proximity, bound."""
    content = resources.files("geomap.text").joinpath("lexicon", "quantities.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(content))


def find(text: str, lang: str) -> list[Number]:
    """Return the cardinal numbers of a text, in order."""
    numbers = reader(lang).numbers(smooth(text))
    return [replace(number, text=number.span.of(text)) for number in numbers if not number.ordinal]


@cache
def reader(lang: str) -> Reader:
    """Return the number reader of a language."""
    return Reader(load(lang))


class Reader:
    """Reads the numbers of one language by its ``[numbers]`` table."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self.token = _token_pattern(table["decimal"])
        self.decimal: str = table["decimal"]
        self.hyphen_joins: bool = table["hyphen_joins"]
        self.endings = frozenset(map(smooth, table["endings"]))
        self.not_numbers = frozenset(map(smooth, table["not_numbers"]))
        self.from_endings = frozenset(map(smooth, table["from_endings"]))
        self.ordinal_endings = frozenset(map(smooth, table["ordinal_endings"]))
        self.words = self._forms(table["words"])
        self.times = self._forms(table["times"])
        phrases = [(f, ("fraction", value)) for value, *forms in table["fractions"] for f in forms]
        phrases += [(f, ("about", value)) for value, *forms in table["about"] for f in forms]
        phrases += [(f, ("vague", row)) for row, forms in table["vague"].items() for f in forms]
        self.phrases = self._index(phrases)
        self.halves = self._index(
            [(f, ("half", 0.5)) for f in table["half_after"]] + [(f, ("half", 0.25)) for f in table["quarter_after"]]
        )
        self.joiners = self._index([(f, ("joiner", 0.0)) for f in (*table["joiners"], "-", "–", "...", "…", "- ", "÷")])
        self.weak_joiners = self._index([(f, ("joiner", 0.0)) for f in table["weak_joiners"]])
        self.openers = self._index([(f, ("opener", 0.0)) for f in table["openers"]])
        self.ands = frozenset(map(smooth, table["and"]))
        self.closers = frozenset(map(smooth, table["closers"]))

    def _forms(self, rows: Sequence[Sequence[Any]]) -> dict[str, tuple[float, str]]:
        forms = {smooth(form): (float(value), "") for value, *words in rows for form in words}
        inflected = {f"{form}{end}": (value, end) for form, (value, _) in forms.items() for end in self.endings}
        return {form: read for form, read in (inflected | forms).items() if form not in self.not_numbers}

    def _index(self, phrases: list[tuple[str, tuple[str, Any]]]) -> dict[str, list[tuple[tuple[str, ...], str, Any]]]:
        index: dict[str, list[tuple[tuple[str, ...], str, Any]]] = defaultdict(list)
        for phrase, (role, value) in phrases:
            tokens = tuple(t.text for t in self.tokens(smooth(phrase)))
            index[tokens[0]].append((tokens, role, value))
        for rows in index.values():
            rows.sort(key=lambda row: -len(row[0]))
        return dict(index)

    def tokens(self, smoothed: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the tokens of a stretch of smoothed text."""
        found = self.token.finditer(smoothed, start, len(smoothed) if end is None else end)
        return [Token(m.group(), m.start(), m.end()) for m in found]

    def numbers(self, smoothed: str, start: int = 0, end: int | None = None) -> list[Number]:
        """Return every number of a stretch of smoothed text, ordinals too."""
        tokens, found, at = self.tokens(smoothed, start, end), [], 0
        while at < len(tokens):
            read = self._number(smoothed, tokens, at)
            if read:
                found.append(read[0])
            at = read[1] if read else at + 1
        return found

    def half(self, smoothed: str, start: int, end: int) -> tuple[float, int] | None:
        """Return the half that starts a stretch of text ("and a half") and where it ends."""
        tokens = self.tokens(smoothed, start, end)
        found = self._match(self.halves, tokens, 0)
        return (found[2], tokens[found[0] - 1].end) if found else None

    def joins(self, between: str, *, opened: bool) -> bool:
        """Tell whether the words between two measures make them the ends of one range."""
        tokens = self.tokens(between)
        indexes = (self.joiners, self.weak_joiners) if opened else (self.joiners,)
        return any((found := self._match(index, tokens, 0)) and found[0] == len(tokens) for index in indexes)

    def _number(self, smoothed: str, tokens: list[Token], at: int) -> tuple[Number, int] | None:
        opened = self._match(self.openers, tokens, at)
        first_at = opened[0] if opened else at
        first = self._part(tokens, first_at)
        if first is None:
            return None
        second = None if first.ordinal else self._second(smoothed, tokens, first, bool(opened))
        if second is None:
            number = self._single(smoothed, tokens, first_at, first)
            return replace(number, from_to=bool(opened) or first.open_ended), first.after
        return self._range(smoothed, tokens, at, first, second, bool(opened)), second.after

    def _single(self, smoothed: str, tokens: list[Token], at: int, part: _Part) -> Number:
        span = Span(tokens[at].start, tokens[part.after - 1].end)
        written = "" if part.bound == "vague" else f"{part.best:g}"
        return Number(
            part.low, part.best, part.high, span, span.of(smoothed), part.bound, part.rule, written, part.ordinal
        )

    def _second(self, smoothed: str, tokens: list[Token], first: _Part, opened: bool) -> _Part | None:
        joined = self._match(self.joiners, tokens, first.after)
        weak = None if joined else self._match(self.weak_joiners, tokens, first.after)
        at = joined[0] if joined else first.after
        if weak and (opened or self._closed(smoothed, tokens[weak[0] - 1].end)):
            at = weak[0]
        elif not joined and not first.open_ended and not self._words_side_by_side(tokens, first):
            return None
        second = self._part(tokens, at)
        return second if second and not second.ordinal and self._rises(first, second) else None

    def _words_side_by_side(self, tokens: list[Token], first: _Part) -> bool:
        """Tell "two three": number words that do not add up are the ends of a range."""
        return (
            first.rule == "number:words"
            and not self.hyphen_joins
            and first.after < len(tokens)
            and tokens[first.after].text in self.words
        )

    def _closed(self, smoothed: str, start: int) -> bool:
        return any(word in self.closers for word in smoothed[start : start + CLOSER_REACH].split())

    @staticmethod
    def _rises(first: _Part, second: _Part) -> bool:
        return first.low < second.high and first.best < second.best

    def _range(self, smoothed: str, tokens: list[Token], at: int, first: _Part, second: _Part, opened: bool) -> Number:
        scale = second.scale if first.scale == 1.0 and first.best * second.scale < second.best else 1.0
        low, high = first.low * scale, second.high
        in_words = "number:digits" not in (first.rule, second.rule)
        span = Span(tokens[at].start, tokens[second.after - 1].end)
        vague = "vague" in (first.bound, second.bound)
        bound: Bound = "vague" if vague else "about" if in_words and not opened else "exact"
        rule = "range:words" if in_words else "range:digits"
        written = "" if vague else f"{low:g}-{high:g}"
        best = (low + high) / 2
        return Number(
            low, best, high, span, span.of(smoothed), bound, rule, written, from_to=opened or first.open_ended
        )

    @staticmethod
    def _match(index: Mapping[str, Any], tokens: list[Token], at: int) -> tuple[int, str, Any] | None:
        """Return where the longest phrase that starts at a token ends, its role and value."""
        if at >= len(tokens):
            return None
        for phrase, role, value in index.get(tokens[at].text, ()):
            if tuple(t.text for t in tokens[at : at + len(phrase)]) == phrase:
                return at + len(phrase), role, value
        return None

    def _part(self, tokens: list[Token], at: int) -> _Part | None:
        if at >= len(tokens):
            return None
        phrase = self._match(self.phrases, tokens, at)
        plain = self._digits(tokens, at) or self._words(tokens, at)
        if phrase and (plain is None or phrase[0] >= plain.after):
            return self._phrase(tokens, *phrase)
        return plain

    def _phrase(self, tokens: list[Token], after: int, role: str, value: Any) -> _Part:
        if role == "vague":
            row = quantities()["vague"][value]
            return self._multiplied(
                tokens, _Part(row["low"], row["best"], row["high"], after, f"vague:{value}", "vague")
            )
        bound: Bound = "about" if role == "about" or value == 0.5 else "exact"
        spread = quantities()["bound"]["about"] if bound == "about" else {"low": 1.0, "high": 1.0}
        part = _Part(value * spread["low"], value, value * spread["high"], after, f"number:{role}", bound)
        return self._multiplied(tokens, part) if role == "fraction" else part

    def _digits(self, tokens: list[Token], at: int) -> _Part | None:
        value = self._value(tokens[at].text)
        if value is None:
            return None
        part = self._ending(tokens, _Part(value, value, value, at + 1, "number:digits"))
        return part if part.ordinal else self._half(tokens, self._multiplied(tokens, part))

    def _value(self, token: str) -> float | None:
        if not (token[0].isdecimal() or token[0] in FRACTION_SIGNS) or (token.isdecimal() and len(token) > DIGITS_MAX):
            return None
        whole, slash, below = token.rpartition(" ")[2].partition("/")
        if slash:
            return _ints(token.rpartition(" ")[0]) + int(whole) / int(below) if int(below) else None
        if token[-1] in FRACTION_SIGNS:
            return _ints(token[:-1]) + FRACTION_SIGNS[token[-1]]
        thousands = "," if self.decimal == "." else "."
        plain = token.replace(" ", "")
        if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(self.decimal)}\d+)?", plain):
            plain = plain.replace(thousands, "")
        return float(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None  # a fraction sign before letters

    def _ending(self, tokens: list[Token], part: _Part) -> _Part:
        """Read an ending glued to digits: an ordinal's ("10-й"), or one that opens a range ("2-ից")."""
        at = part.after
        if at < len(tokens) and tokens[at].text == "-" and tokens[at].start == tokens[at - 1].end:
            at += 1
        if at >= len(tokens) or tokens[at].start != tokens[at - 1].end:
            return part
        ending = tokens[at].text
        if ending in self.ordinal_endings and not (at > part.after and ending in self.endings):
            return part._replace(after=at + 1, ordinal=True)
        if ending in self.endings:
            return part._replace(after=at + 1, open_ended=ending in self.from_endings)
        return part

    def _words(self, tokens: list[Token], at: int) -> _Part | None:
        total, current, grain, after, ending, scale = 0.0, 0.0, float("inf"), at, "", 1.0
        while after < len(tokens):
            here = self._skip(tokens, after) if after > at else after
            word = tokens[here].text if here < len(tokens) else ""
            if word in self.words and self._adds(self.words[word][0], grain):
                value, ending = self.words[word]
                current, grain, after = current + value, _grain(value), here + 1
            elif after > at and word in self.times and self.times[word][0] > ONES and here == after:
                scale, ending = self.times[word]
                total, current = (total + current * scale, 0.0) if scale > HUNDREDS else (total, current * scale)
                grain, after = scale, after + 1
            else:
                break
        if after == at:
            return self._bare_power(tokens, at)
        value = total + current
        part = _Part(value, value, value, after, "number:words", scale=scale, open_ended=ending in self.from_endings)
        return self._half(tokens, part)

    def _bare_power(self, tokens: list[Token], at: int) -> _Part | None:
        """Read "hundred", "yüz" with nothing before it as one hundred."""
        value = self.times.get(tokens[at].text, (0.0, ""))[0]
        if value < HUNDREDS:
            return None
        counted_on = at + 1 < len(tokens) and tokens[at + 1].text in self.words
        following = self._words(tokens, at + 1) if counted_on else None
        if following and following.best < value:
            total = value + following.best
            return following._replace(low=total, best=total, high=total, scale=value)
        return _Part(value, value, value, at + 1, "number:words", scale=value)

    @staticmethod
    def _adds(value: float, grain: float) -> bool:
        return value < grain and grain > ONES

    def _skip(self, tokens: list[Token], at: int) -> int:
        """Step over what joins the words of one number: "and" in English, its hyphen."""
        joins = tokens[at].text in self.ands or (self.hyphen_joins and tokens[at].text == "-")
        return at + 1 if joins else at

    def _multiplied(self, tokens: list[Token], part: _Part) -> _Part:
        """Apply a power that follows: "several hundred", "2 тыс."."""
        if part.after >= len(tokens):
            return part
        word = self.times.get(tokens[part.after].text)
        if word is None or part.rule in ("vague:hundreds", "vague:thousands"):
            return part
        low, best, high = (end * word[0] for end in (part.low, part.best, part.high))
        return part._replace(low=low, best=best, high=high, after=part.after + 1, scale=word[0])

    def _half(self, tokens: list[Token], part: _Part) -> _Part:
        """Add "and a half" to the number before it."""
        half = self._match(self.halves, tokens, part.after)
        if half is None:
            return part
        value = part.best + half[2] * part.scale
        return self._multiplied(tokens, part._replace(low=value, best=value, high=value, after=half[0]))


def _token_pattern(decimal: str) -> re.Pattern[str]:
    """Return the pattern of tokens: numbers in digits first, then words, then single signs."""
    thousands = "," if decimal == "." else "[.]"
    point = re.escape(decimal)
    fraction = r"(?:\d{1,3} )?\d/\d(?![\d/])|\d{0,3} ?[½¼¾]"
    grouped = rf"\d{{1,3}}(?:(?:{thousands}\d{{3}})+|(?: \d{{3}})+)(?:{point}\d{{1,3}})?(?!\d)"
    plain = rf"\d{{1,{DIGITS_MAX}}}(?:[.,]\d{{1,4}})?(?!\d)"
    return re.compile(rf"(?<![\d.,])(?:{fraction}|{grouped}|{plain})|[^\W\d_]+|[^\w\s]|\d+")


def _grain(value: float) -> float:
    return HUNDREDS if value >= HUNDREDS else TENS if value >= TENS and value % TENS == 0 else ONES


def _ints(text: str) -> int:
    return int(text) if text.strip() else 0
