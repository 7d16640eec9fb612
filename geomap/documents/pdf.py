"""A PDF document: the printed map, then the claims and the sources on pages of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.documents import tables
from geomap.maps import content, printing, sheet
from geomap.records import whole

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.maps.content import Content

__all__ = ["save_pdf"]

_WIDTH_IN, _HEIGHT_IN, _MARGIN_IN = 11.69, 8.27, 0.6
_LINE: Final = 1.35  # line height over letter height
_COLUMNS_IN: Final = (0.4, 1.5, 2.3, 1.9, 1.8, 2.59)
_GAP_IN: Final = 0.12


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stay together: columns of lines at one size."""

    columns: tuple[tuple[str, ...], ...]
    size: float
    weight: str = "normal"
    above: float = 0.0  # inches left free above it

    @property
    def height_in(self) -> float:
        """How much of the page it takes, without what is free above it."""
        return max(len(column) for column in self.columns) * self.size * _LINE / 72


def save_pdf(frame: gpd.GeoDataFrame, path: str | Path, *, title: str | None = None) -> None:
    """Write figure, claims and sources as a PDF of several pages; the same frame gives the same bytes.

    Raises
    ------
    OutputError
        The file cannot be written; what was there before is left as it was.
    """
    from matplotlib.backends.backend_pdf import PdfPages

    shown = content.read(frame, title)
    with whole(Path(path)) as part, printing.settings(), PdfPages(part, metadata=printing.UNDATED["pdf"]) as pages:
        pages.savefig(sheet.draw(shown))
        for page in _pages(list(_blocks(shown))):
            pages.savefig(page)


def _blocks(shown: Content) -> Iterator[_Block]:
    width = _WIDTH_IN - 2 * _MARGIN_IN
    yield _Block((("Claims",),), 13, "bold")
    yield _row(tables.HEADINGS, "bold")
    for values in tables.rows(shown):
        yield _row(values, "normal")
    for title, lines in tables.facts(shown):
        yield _Block(((title,),), 11, "bold", above=0.2)
        for line in lines:
            yield _Block((tuple(printing.wrapped(line, 8, width)),), 8, above=0.04)


def _row(values: tuple[str, ...], weight: str) -> _Block:
    columns = (
        tuple(line for part in value.split("\n") for line in printing.wrapped(part, 7, width - _GAP_IN, weight))
        for value, width in zip(values, _COLUMNS_IN, strict=True)
    )
    return _Block(tuple(columns), 7, weight, above=0.09)


def _pages(blocks: list[_Block]) -> Iterator[Any]:
    """Fill pages from the top; a block that does not fit goes to the next one."""
    page, room = printing.blank(_WIDTH_IN, _HEIGHT_IN), _HEIGHT_IN - 2 * _MARGIN_IN
    for block in [piece for whole_block in blocks for piece in _pieces(whole_block)]:
        if block.height_in + block.above > room:
            yield page
            page, room = printing.blank(_WIDTH_IN, _HEIGHT_IN), _HEIGHT_IN - 2 * _MARGIN_IN
        room -= block.above
        _write(page, block, _MARGIN_IN + room)
        room -= block.height_in
    yield page


def _pieces(block: _Block) -> Iterator[_Block]:
    """Cut a block that is longer than a page."""
    most = int((_HEIGHT_IN - 2 * _MARGIN_IN - 0.3) / (block.size * _LINE / 72))
    longest = max(len(column) for column in block.columns)
    for start in range(0, max(longest, 1), most):
        columns = tuple(column[start : start + most] for column in block.columns)
        yield _Block(columns, block.size, block.weight, block.above)


def _write(page: Any, block: _Block, top_in: float) -> None:
    left = _MARGIN_IN
    for column, width in zip(block.columns, _COLUMNS_IN, strict=False):
        for number, line in enumerate(column):
            y = top_in - number * block.size * _LINE / 72
            page.text(left / _WIDTH_IN, y / _HEIGHT_IN, line, fontsize=block.size, weight=block.weight, va="top")
        left += width
    if len(block.columns) > 1:
        _rule(page, top_in + block.above / 2)


def _rule(page: Any, y_in: float) -> None:
    from matplotlib.lines import Line2D

    ends = (_MARGIN_IN / _WIDTH_IN, 1 - _MARGIN_IN / _WIDTH_IN)
    page.add_artist(Line2D(ends, (y_in / _HEIGHT_IN,) * 2, color="#bbbbbb", linewidth=0.4))
