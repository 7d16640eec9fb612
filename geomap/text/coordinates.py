"""Coordinates written in a text: decimal or sexagesimal, with the letters or words of four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.model import Mention, Span

__all__ = ["find"]

DEGREE_M = 111_320.0  # of latitude; a written digit of longitude is never worth more

NORTH = r"N(?:orth)?\.?|с\.?\s?ш\.?|северной\s+широты|հս\.?\s?լայն\.?|հյուսիսային\s+լայնության|հ\.?\s?լ\.?|şm\.?\s?e\.?|şimal\s+en\s+dairəsi|ş\.?\s?e\.?"
SOUTH = r"S(?:outh)?\.?|ю\.?\s?ш\.?"
EAST = r"E(?:ast)?\.?|в\.?\s?д\.?|восточной\s+долготы|արլ\.?\s?երկ\.?|արևելյան\s+երկայնության|ա\.?\s?ե\.?|şərq\s+uzunluğu|ş\.?\s?u\.?"
WEST = r"W(?:est)?\.?|з\.?\s?д\.?"

_DEGREES = r"\d{{1,3}}(?:[.,]\d{{1,8}})?(?:\s?[°º]|\s?deg\b)"
_ANGLE = (
    r"(?P<{0}d>\d{{1,3}}(?:[.,]\d{{1,8}})?)\s?(?:[°º˚]|deg\b)?\s?"
    r"(?:(?P<{0}m>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?['’′ʹ]\s?)?"
    r"(?:(?P<{0}s>\d{{1,2}}(?:[.,]\d{{1,4}})?)\s?(?:[\"”″“]|''|’’|′′)\s?)?"
)
_LETTERED = re.compile(
    rf"(?<![\w.,]){_ANGLE.format('a')}(?P<ns>{NORTH}|{SOUTH})[\s,;/]{{1,3}}{_ANGLE.format('b')}(?P<ew>{EAST}|{WEST})(?!\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?<!\w)(?P<ns>[NS])\s?{_ANGLE.format('a')}[\s,;/]{{0,3}}(?P<ew>[EW])\s?{_ANGLE.format('b')}(?!\w)",
)
_BARE = re.compile(
    r"(?<![\w.,+-])(?P<ad>[+-]?\d{1,2}[.]\d{3,8})\s?°?\s?[,;/]\s?(?P<bd>[+-]?\d{1,3}[.]\d{3,8})\s?°?(?![\w%]|[.,]\d)"
)
_NEGATIVE = re.compile(rf"(?:{SOUTH}|{WEST})\Z", re.IGNORECASE)


def find(text: str) -> list[Mention]:
    """Return the coordinates written in `text` as mentions with longitude, latitude and the precision they are given to.

    A pair of decimal numbers without letters counts only with three decimals or more each, latitude first.
    """
    if not any(mark in text for mark in "°º˚") and not _has_decimals(text):
        return []
    found: dict[int, Mention] = {}
    for pattern in (_LETTERED, _LEADING, _BARE):
        for mention in _mentions(text, pattern):
            if not any(mention.span.overlaps(other.span) for other in found.values()):
                found[mention.span.start] = mention
    return [found[start] for start in sorted(found)]


def _has_decimals(text: str) -> bool:
    return re.search(r"\d[.,]\d\d", text) is not None


def _mentions(text: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    for match in pattern.finditer(text):
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
            value += float(number) / scale if not number.startswith("-") else float(number) / scale
            fine = 10.0 ** -len(number.partition(".")[2]) / scale
    return value, fine
