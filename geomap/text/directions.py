"""Compass directions in words: the eight and the sixteen winds in four languages, and bearings in degrees.

A wind is one to three compass words put together ("north-north-east", "северо-восточнее",
"հյուսիսարևելյան", "cənub-qərbində"); tables ``[direction]`` hold the words by part of speech,
``lexicon/quantities.toml`` what each wind leaves open (GBIF Best Practices 2020: half the angle
to the next wind of its kind).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from geomap.model import Heading, Span
from geomap.text.languages import Language, alternation, code_of, compiled, load, smooth
from geomap.text.numbers import quantities

__all__ = ["Found", "Role", "find", "find_with_roles"]

Role = Literal["noun", "comparative", "adjective", "symbol", "bearing"]
ROLES: tuple[Role, ...] = ("comparative", "adjective", "noun")
WORDS_REACH = 40  # characters around a wind looked at for what makes it part of a name


@dataclass(frozen=True, slots=True)
class Found:
    """A heading and the part of speech it stands in: "north of" or "northern"."""

    heading: Heading
    role: Role


def find(text: str, lang: str | None) -> list[Heading]:
    """Return the directions of a text in order; those inside names ("South Ossetia") are left out."""
    return [found.heading for found in find_with_roles(text, lang)]


def find_with_roles(text: str, lang: str | None) -> list[Found]:
    """Return the directions of a text in order with the part of speech of each."""
    rules = _rules(code_of(text, lang))
    smoothed = smooth(text)
    found = [*rules.words(smoothed), *rules.symbols(text, smoothed), *rules.bearings(smoothed)]
    found.sort(key=lambda f: (f.heading.span.start, -f.heading.span.end))
    return [replace(f, heading=replace(f.heading, text=f.heading.span.of(text))) for f in found]


@cache
def _rules(code: str) -> _Rules:
    return _Rules(load(code))


class _Rules:
    """The compiled direction words of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("direction")
        self.first = {smooth(form): letter for letter, forms in table["first"].items() for form in forms}
        self.final = {
            role: [(re.compile(alternation(forms)), letter) for letter, forms in table[role].items() if forms]
            for role in ROLES
        }
        finals = [form for role in ROLES for forms in table[role].values() for form in forms]
        self.wind = re.compile(
            rf"(?<!\w)(?P<first>(?:{alternation(self.first)}[\s-]?){{0,2}})(?P<final>{alternation(finals)})(?!\w)"
        )
        self.first_part = re.compile(alternation(self.first))
        self.named_before = re.compile(rf"(?<!\w){alternation(table['not_before'])}[\s-]\Z")
        self.named_after = re.compile(rf"[\s-]{alternation(table['not_after'])}(?!\w)")
        self.names = compiled(table["names"])
        self.symbol_winds = {form: wind for wind, forms in table["symbols"].items() for form in forms}
        units = [f for name in quantities()["unit"] for f in language.table("units")[name]]
        self.unit_before = re.compile(rf"(?<![^\W\d_]){alternation(units)}[\s.,]{{1,2}}(?:to the )?\Z")
        listed = sorted(self.symbol_winds, key=len, reverse=True)
        self.symbol = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, listed))})(?![\w°])") if listed else None
        self.from_after = re.compile(rf"\s{{1,3}}{alternation(table['from'])}\s") if table["from"] else None
        self.bearing = re.compile(
            rf"(?<!\w){alternation(table['bearing'])}\s{{1,3}}(?P<degrees>\d{{1,3}}(?:[.,]\d{{1,3}})?)"
            rf"\s{{0,3}}(?:{alternation(table['degrees'])})?"
        )

    def words(self, smoothed: str) -> list[Found]:
        """Return the winds written as words."""
        found = []
        named = {match.start() for match in self.names.finditer(smoothed)}
        for match in self.wind.finditer(smoothed):
            wind = quantities()["wind"].get(self._letters(match["first"], match["final"]))
            if wind and match.start() not in named and not self._in_a_name(smoothed, *match.span()):
                heading = Heading(wind["degrees"], wind["half_width"], "", Span(*match.span()))
                found.append(Found(heading, self._role(match["final"])))
        return found

    def _letters(self, first: str, final: str) -> str:
        letters = [self.first[part] for part in self.first_part.findall(first)]
        last = next(letter for rows in self.final.values() for form, letter in rows if form.fullmatch(final))
        return "".join([*letters, last])

    def _role(self, final: str) -> Role:
        return next(role for role in ROLES for form, _ in self.final[role] if form.fullmatch(final))

    def _in_a_name(self, smoothed: str, start: int, end: int) -> bool:
        before = self.named_before.search(smoothed, max(0, start - WORDS_REACH), start)
        return bool(before or self.named_after.match(smoothed, end, end + WORDS_REACH))

    def symbols(self, text: str, smoothed: str) -> list[Found]:
        """Return the winds written as capitals (NNE): after a unit of length, or before "of"."""
        found = []
        for match in self.symbol.finditer(text) if self.symbol else ():
            start, end = match.span()
            measured = self.unit_before.search(smoothed, max(0, start - WORDS_REACH), start)
            if measured or (self.from_after and self.from_after.match(smoothed, end, end + WORDS_REACH)):
                wind = quantities()["wind"][self.symbol_winds[match.group()]]
                found.append(Found(Heading(wind["degrees"], wind["half_width"], "", Span(start, end)), "symbol"))
        return found

    def bearings(self, smoothed: str) -> list[Found]:
        """Return the directions given in degrees."""
        width = quantities()["wind"]["bearing"]["half_width"]
        found = []
        for match in self.bearing.finditer(smoothed):
            degrees = float(match["degrees"].replace(",", "."))
            if degrees <= 360:
                heading = Heading(degrees % 360, width, "", Span(*match.span()))
                found.append(Found(heading, "bearing"))
        return found
