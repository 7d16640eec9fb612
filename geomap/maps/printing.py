"""Matplotlib as we use it: our settings, the sheet, outlines, and words measured before they are set.

Matplotlib is imported when something is drawn: a run that only writes pages does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geomap.maps import content, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "FONT",
    "UNDATED",
    "blank",
    "clean",
    "dashes",
    "halo",
    "haloed",
    "hatch",
    "mark_path",
    "png",
    "polygon_path",
    "settings",
    "tint",
    "width_in",
    "wrapped",
]

FONT: Final = "DejaVu Sans"
"""Comes with matplotlib and has Armenian, Cyrillic and Azerbaijani letters."""

# Report text is no formula and no TeX; DejaVu comes with matplotlib and has Armenian, Cyrillic and Azerbaijani letters.
_RC: Final[Any] = {
    "font.family": [FONT],
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "hatch.linewidth": 0.45,
    "lines.scale_dashes": False,
    "lines.dash_capstyle": "butt",
    "pdf.fonttype": 42,  # whole TrueType fonts: the text can be searched and copied
    "svg.fonttype": "path",
    "svg.hashsalt": "geomap",
    "path.simplify": True,
    "axes.unicode_minus": True,
}
UNDATED: Final[dict[str, dict[str, Any]]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "geomap"},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "geomap", "Producer": None},
}


@contextmanager
def settings() -> Iterator[None]:
    """Our settings for as long as something is made or drawn; the user's own stay as they are."""
    import matplotlib as mpl

    with mpl.rc_context(_RC):
        yield


def blank(width_in: float, height_in: float) -> Figure:
    """Return an empty sheet; it draws under our settings and shows itself in a notebook."""
    with settings():
        return _sheet_class()(figsize=(width_in, height_in), dpi=100, facecolor="white")


@lru_cache
def _sheet_class() -> type[Figure]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    class MapFigure(Figure):
        """A figure that needs no pyplot."""

        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            FigureCanvasAgg(self)

        def draw(self, renderer: Any) -> None:
            with settings():
                super().draw(renderer)

        def _repr_png_(self) -> bytes:
            return png(self, 110)

    return MapFigure


def png(sheet: Figure, dpi: int) -> bytes:
    """Return a sheet as a PNG image."""
    image = BytesIO()
    with settings():
        sheet.savefig(image, format="png", dpi=dpi, metadata=UNDATED["png"])
    return image.getvalue()


def dashes(pattern: tuple[float, ...]) -> Any:
    """Return a line style of the style table as matplotlib has it."""
    return (0, pattern) if pattern else "solid"


def halo(width: float) -> list[Any]:
    """Return the effect that sets a line or a word off from what lies below, in points."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=width, foreground="white")]


def haloed(ax: Axes, x: float, y: float, words: str, width: float, **options: Any) -> None:
    """Write words over a white halo, a text of its own: words with an effect would be mere outlines in a PDF."""
    from matplotlib.patheffects import Stroke

    ax.text(x, y, words, path_effects=[Stroke(linewidth=width, foreground="white")], **options)
    ax.text(x, y, words, **options)


def tint(colour: str, alpha: float) -> tuple[float, float, float, float]:
    """Return a colour let through by `alpha`."""
    from matplotlib.colors import to_rgba

    red, green, blue, opacity = to_rgba(colour, alpha)
    return (red, green, blue, opacity)


def hatch(kind: str) -> str | None:
    """Return a hatch of the style table as matplotlib has it."""
    return {"/": "////", "\\": "\\\\\\\\", ".": "...."}.get(kind)


@lru_cache
def mark_path(mark: str) -> Any:
    """Return the outline of one of the style table's marks."""
    from matplotlib.path import Path as Outline

    corners = style.MARKS[mark]
    return Outline([*corners, corners[0]], closed=True)


def polygon_path(shape: BaseGeometry) -> Any:
    """Return all rings of polygons as one path."""
    from matplotlib.path import Path as Outline

    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape))]
    if not rings:
        return Outline(np.empty((0, 2)))
    codes = [np.full(len(ring), Outline.LINETO, dtype=Outline.code_type) for ring in rings]
    for code in codes:
        code[0], code[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return Outline(np.concatenate(rings), np.concatenate(codes))


@lru_cache
def _known_letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FONT)).get_charmap())


def clean(text: str) -> str:
    """Return text on one line; letters the font lacks become boxes."""
    known = _known_letters()
    return "".join(c if ord(c) in known else "\ufffd" for c in content.one_line(text))


@lru_cache
def _ruler() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(8, 8, 72)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=8192)
def width_in(words: str, size: float, weight: str = "normal") -> float:
    """Return how wide words are on paper, inches."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=[FONT], size=size, weight=weight)
    width, _, _ = _ruler().get_text_width_height_descent(words, font, ismath=False)
    return float(width) / 72


def wrapped(text: str, size: float, width: float, weight: str = "normal") -> list[str]:
    """Return text in lines no wider than `width` inches; a word longer than a line is cut into several."""
    lines: list[list[str]] = [[]]
    room, gap = width, width_in("n n", size, weight) - width_in("nn", size, weight)
    for word in [piece for whole in clean(text).split(" ") for piece in _cut(whole, size, width)]:
        wide = width_in(word, size, weight)
        if lines[-1] and wide > room:
            lines.append([])
            room = width
        lines[-1].append(word)
        room -= wide + gap
    return [" ".join(line) for line in lines]


def _cut(word: str, size: float, width: float) -> list[str]:
    """Cut a word at as many letters as surely fit a line: the widest letter is about as wide as it is high."""
    most = max(1, int(width / (size / 72)))
    if len(word) <= most or width_in(word, size) <= width:
        return [word]
    return [word[start : start + most] for start in range(0, len(word), most)]
