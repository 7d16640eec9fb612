"""Data blocks of a page: columns and geometries as small JSON that no text inside can break out of."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    Geometries = np.ndarray[Any, np.dtype[np.object_]]
    Integers = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["PLAIN_LIMIT", "Packed", "Shapes", "block", "pack_all"]

Packed = list[list[list[int]]]

DIGITS: Final = 5  # decimals of a degree: about a metre
PLAIN_LIMIT: Final = 200_000  # characters: a longer block is deflated, a shorter one can be read in the file itself

_LEVEL: Final = 4  # of compression: the levels above take twice the time for a twentieth of the size

_POLYGON, _LINES = 3, (1, 2)  # shapely's type ids: Polygon; LineString and LinearRing


def block(element_id: str, values: Any) -> str:
    """Return a script element that holds `values` and cannot be executed.

    Its JSON carries no ``<``, so that no text can end the element; a long one is deflated and in base64.
    """
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if len(text) > PLAIN_LIMIT:
        packed = base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), _LEVEL)).decode("ascii")
        return f'<script type="application/json" id="{element_id}" data-encoding="deflate">{packed}</script>'
    return f'<script type="application/json" id="{element_id}">{_inert(text)}</script>'


def _inert(text: str) -> str:
    """Escape what HTML or old scripts could take for more than text; lone surrogates become question marks."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def pack_all(shapes: Sequence[BaseGeometry], tolerance_deg: float | Sequence[float] = 0.0) -> list[Packed]:
    """Return polygons or lines as parts of rings of whole steps of 10⁻⁵ degrees: x, y, dx, dy, dx, dy ...

    Parameters
    ----------
    shapes
        Longitude and latitude; parts that are neither polygons nor lines are left out.
    tolerance_deg
        How far simplified outlines may leave the true ones, degrees, for all or for each; 0 leaves one as it is.
    """
    if not shapes:
        return []
    drawn = shapely.simplify(shapes, tolerance_deg, preserve_topology=False)  # for the eye alone: ten times as fast
    parts, owners = shapely.get_parts(drawn, return_index=True)
    parts, within = shapely.get_parts(parts, return_index=True)  # a collection holds collections
    owners, kinds = owners[within], shapely.get_type_id(parts)
    packed: list[Packed] = [[] for _ in shapes]
    rings, polygons = shapely.get_rings(parts[kinds == _POLYGON], return_index=True)
    _gather(packed, owners[kinds == _POLYGON][polygons], polygons, _steps(rings))
    lines = np.isin(kinds, _LINES)
    _gather(packed, owners[lines], np.arange(lines.sum()), _steps(parts[lines]))
    return packed


def _gather(packed: list[Packed], owners: Integers, parts: Integers, runs: Sequence[list[int]]) -> None:
    """Put runs of steps into the parts and shapes they belong to."""
    last = -1
    for owner, part, run in zip(owners.tolist(), parts.tolist(), runs, strict=True):
        if part != last:
            packed[owner].append([])
            last = part
        packed[owner][-1].append(run)


def _steps(lines: Geometries) -> list[list[int]]:
    """Return each line as its first position and the steps from there, those of no length left out."""
    if not len(lines):
        return []
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(coordinates * 10**DIGITS).astype(np.int64)
    first = np.diff(owners, prepend=-1) != 0
    moved = np.where(first[:, None], whole, np.diff(whole, axis=0, prepend=0))
    keep = first | moved.any(axis=1)
    starts = np.flatnonzero(first[keep])
    flat = moved[keep].ravel().tolist()
    ends = [*(2 * starts[1:]).tolist(), len(flat)]
    return [flat[start:end] for start, end in zip((2 * starts).tolist(), ends, strict=True)]


class Shapes:
    """Geometries of many claims, each stored once: several claims often share one."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._shapes: list[BaseGeometry] = []
        self._tolerances_deg: list[float] = []

    def add(self, shapes: Sequence[BaseGeometry | None], tolerances_deg: Sequence[float]) -> list[int | None]:
        """Store the shapes and return the number of each; None stays None."""
        keys = shapely.to_wkb(list(shapes))
        return [
            None if shape is None else self._number(key, shape, tolerance)
            for key, shape, tolerance in zip(keys, shapes, tolerances_deg, strict=True)
        ]

    def packed(self) -> list[Packed]:
        """Return all that were stored, by number."""
        return pack_all(self._shapes, self._tolerances_deg)

    def _number(self, key: bytes, shape: BaseGeometry, tolerance_deg: float) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._shapes)
            self._shapes.append(shape)
            self._tolerances_deg.append(tolerance_deg)
        return self._numbers[key]
