"""Coordinates written in a text: decimal or sexagesimal, with the letters or words of four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.model import Mention, Span

__all__ = ["find"]

REACH = 60  # characters on either side of a degree sign that its coordinates can fill
DEGREE_M = 111_320.0  # of latitude; a written digit of longitude is never worth more

_LETTERS = {
    # pole or side: how it is written in English, Russian, Armenian and Azerbaijani
    "N": (r"N(?:orth)?\.?", r"с\.?\s?ш\.?", r"северной\s+широты", r"հս\.?\s?լայն\.?", r"հյուսիսային\s+լայնության",
          r"հ\.?\s?լ\.?", r"şm\.?\s?e\.?", r"şimal\s+en\s+dairəsi", r"ş\.?\s?e\.?"),
    "S": (r"S(?:outh)?\.?", r"ю\.?\s?ш\.?"),
    "E": (r"E(?:ast)?\.?", r"в\.?\s?д\.?", r"восточной\s+долготы", r"արլ\.?\s?երկ\.?", r"արևելյան\s+երկայնության",
          r"ա\.?\s?ե\.?", r"şərq\s+uzunluğu", r"ş\.?\s?u\.?"),
    "W": (r"W(?:est)?\.?", r"з\.?\s?д\.?"),
}  # fmt: skip
NORTH, SOUTH, EAST, WEST = ("|".join(_LETTERS[side]) for side in "NSEW")

_ANGLE = (
    r"(?P<{0}d>\d{{1,3}}(?:[.,]\d{{1,8}})?)\s?(?:[°º˚]|deg\b)?\s?"
    r"(?:(?P<{0}m>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?['’′ʹ]\s?)?"
    r"(?:(?P<{0}s>\d{{1,2}}(?:[.,]\d{{1,4}})?)\s?(?:[\"”″“]|''|’’|′′)\s?)?"
)
_LETTERED = re.compile(
    rf"(?<![\w.,]){_ANGLE.format('a')}(?P<ns>{NORTH}|{SOUTH})[\s,;/]{{1,3}}"
    rf"{_ANGLE.format('b')}(?P<ew>{EAST}|{WEST})(?!\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?<!\w)(?P<ns>[NS])\s?{_ANGLE.format('a')}[\s,;/]{{0,3}}(?P<ew>[EW])\s?{_ANGLE.format('b')}(?!\w)",
)
_BARE = re.compile(
    r"(?<![\w.,+-])(?P<ad>[+-]?\d{1,2}[.]\d{4,8})\s?°?\s?[,;/]\s?(?P<bd>[+-]?\d{1,3}[.]\d{4,8})\s?°?(?![\w%]|[.,]\d)"
)
_NAMED = re.compile(
    r"\b(?:lat(?:itude)?|широт\w{1,2})\W{1,3}(?P<ad>[+-]?\d{1,2}[.,]\d{1,8})\W{1,6}"
    r"(?:lon(?:gitude|g)?|долгот\w{1,2})\W{1,3}(?P<bd>[+-]?\d{1,3}[.,]\d{1,8})",
    re.IGNORECASE,
)
# one class of characters first, which the search for a match passes over text with
_MARK = re.compile(r"[°º˚\dNS](?:(?<=[°º˚])|(?<=\d)(?:[.,]\d{3}|\s?[NS]\b)|(?<=[NS])(?<!\w.)\s?\d)")
_NEGATIVE = re.compile(rf"(?:{SOUTH}|{WEST})\Z", re.IGNORECASE)


def find(text: str) -> list[Mention]:
    """Return the coordinates written in `text` as mentions with longitude, latitude and the precision given.

    A pair of decimal numbers without letters counts only with four decimals or more each, latitude first.
    """
    found: dict[int, Mention] = {}
    for start, end in _windows(text):
        for pattern in (_LETTERED, _LEADING, _NAMED, _BARE):
            for mention in _mentions(text, pattern, start, end):
                if not any(mention.span.overlaps(other.span) for other in found.values() if other.span.end > start):
                    found[mention.span.start] = mention
    return [found[start] for start in sorted(found)]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches around what looks like a degree, none overlapping: all else is passed over quickly."""
    start = end = -1
    for mark in _MARK.finditer(text):
        if mark.start() - REACH > end:
            if end > 0:
                yield start, end
            start = max(0, mark.start() - REACH)
        end = min(len(text), mark.end() + REACH)
    if end > 0:
        yield start, end


def _mentions(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Mention]:
    for match in pattern.finditer(text, start, end):
        groups = match.groupdict()
        latitude, fine_a = _angle(groups, "a")
        longitude, fine_b = _angle(groups, "b")
        latitude *= -1 if _NEGATIVE.fullmatch(groups.get("ns") or "") else 1
        longitude *= -1 if _NEGATIVE.fullmatch(groups.get("ew") or "") else 1
        if abs(latitude) <= 90 and abs(longitude) <= 180 and _plausible(groups):
            precision_m = round(max(fine_a, fine_b) * DEGREE_M, 1)
            yield Mention(
                Span(*match.span()), match[0], rule="coordinate",
                longitude=round(longitude, 7), latitude=round(latitude, 7), precision_m=precision_m,
            )  # fmt: skip


def _plausible(groups: dict[str, str | None]) -> bool:
    """Return whether minutes and seconds are below sixty."""
    parts = [groups.get(side + unit) for side in "ab" for unit in "ms"]
    return all(float(part.replace(",", ".")) < 60 for part in parts if part)


def _angle(groups: dict[str, str | None], side: str) -> tuple[float, float]:
    """Return degrees and the value of the last digit written, in degrees."""
    value, fine = 0.0, 1.0
    for unit, scale in (("d", 1.0), ("m", 60.0), ("s", 3600.0)):
        written = groups.get(side + unit)
        if written:
            number = written.replace(",", ".")
            value += float(number) / scale
            fine = 10.0 ** -len(number.partition(".")[2]) / scale
    return value, fine
