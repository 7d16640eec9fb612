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

__all__ = ["PLAIN_LIMIT", "Shapes", "block", "pack"]

DIGITS: Final = 5  # decimals of a degree: about a metre
PLAIN_LIMIT: Final = 200_000  # characters: a longer block is deflated, a shorter one can be read in the file itself

_POLYGON, _LINES = 3, (1, 2)  # shapely's type ids: Polygon; LineString and LinearRing


def block(element_id: str, values: Any) -> str:
    """Return a script element that holds `values` and cannot be executed.

    Its JSON carries no ``<``, so that no text can end the element; a long one is deflated and in base64.
    """
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if len(text) > PLAIN_LIMIT:
        packed = base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 6)).decode("ascii")
        return f'<script type="application/json" id="{element_id}" data-encoding="deflate">{packed}</script>'
    return f'<script type="application/json" id="{element_id}">{_inert(text)}</script>'


def _inert(text: str) -> str:
    """Escape what HTML or old scripts could take for more than text; lone surrogates become question marks."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def pack(shape: BaseGeometry, tolerance_deg: float = 0.0) -> list[list[list[int]]]:
    """Return polygons or lines as parts of rings of whole steps of 10⁻⁵ degrees: x, y, dx, dy, dx, dy ...

    Parameters
    ----------
    shape
        Longitude and latitude; parts that are neither polygons nor lines are left out.
    tolerance_deg
        How far a simplified outline may leave the true one, degrees.
    """
    thinned = shapely.simplify(shape, tolerance_deg) if tolerance_deg else shape
    parts = shapely.get_parts(thinned)
    if (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    return [rings for part in parts if (rings := _rings(part))]


def _rings(part: BaseGeometry) -> list[list[int]]:
    kind = shapely.get_type_id(part)
    if kind == _POLYGON:
        return [_steps(ring) for ring in shapely.get_rings(part)]
    return [_steps(part)] if kind in _LINES else []


def _steps(line: BaseGeometry) -> list[int]:
    whole = np.rint(shapely.get_coordinates(line) * 10**DIGITS).astype(np.int64)
    moved = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    keep = moved.any(axis=1)
    keep[0] = True
    steps: list[int] = moved[keep].ravel().tolist()
    return steps


class Shapes:
    """Geometries of many claims, each stored once: several claims often share one."""

    def __init__(self) -> None:
        self.packed: list[list[list[list[int]]]] = []
        self._numbers: dict[bytes, int] = {}

    def add(self, shapes: Sequence[BaseGeometry | None], tolerances_deg: Sequence[float]) -> list[int | None]:
        """Store the shapes and return the number of each; None stays None."""
        keys = shapely.to_wkb(list(shapes))
        return [
            None if shape is None else self._number(key, shape, tolerance)
            for key, shape, tolerance in zip(keys, shapes, tolerances_deg, strict=True)
        ]

    def _number(self, key: bytes, shape: BaseGeometry, tolerance_deg: float) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.packed)
            self.packed.append(pack(shape, tolerance_deg))
        return self._numbers[key]
