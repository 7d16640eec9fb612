"""A Word document: the printed map with its caption, a table of the claims, and the sources."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.documents import tables
from geomap.maps import content, printing, sheet
from geomap.records import whole

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.maps.content import Content

__all__ = ["save_docx"]

_PAGE_CM: Final = (29.7, 21.0)  # A4 on its side
_MARGIN_CM: Final = 1.6
_DPI: Final = 200
_COLUMNS_CM: Final = (1.0, 3.6, 5.4, 4.4, 4.4, 7.7)
_UNDATED: Final = (1980, 1, 1, 0, 0, 0)  # of the files in the archive: the least a ZIP knows


def save_docx(frame: gpd.GeoDataFrame, path: str | Path, *, title: str | None = None) -> None:
    """Write figure, caption, table of claims and sources as DOCX; the same frame gives the same bytes.

    Raises
    ------
    OutputError
        The file cannot be written; what was there before is left as it was.
    """
    import docx

    document = docx.Document()
    _compose(document, content.read(frame, title))
    saved = BytesIO()
    document.save(saved)
    with whole(Path(path)) as part:
        part.write_bytes(_undated(saved))


def _compose(document: Any, shown: Content) -> None:
    _page(document)
    _properties(document, shown)
    document.add_heading(content.one_line(shown.title), level=1)
    document.add_paragraph(f"{shown.period}. {shown.summary}.")
    _figure(document, shown)
    document.add_page_break()
    document.add_heading("Claims", level=2)
    _table(document, tables.rows(shown))
    for title, lines in tables.facts(shown):
        document.add_heading(title, level=2)
        for line in lines:
            document.add_paragraph(content.one_line(line))


def _page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(length) for length in _PAGE_CM)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    document.styles["Normal"].font.size = Pt(9.5)


def _properties(document: Any, shown: Content) -> None:
    """Say what the document is; its date is that of the newest report, so that a second run gives the same file."""
    days = sorted(filter(None, shown.columns["published"]))
    made = datetime.fromisoformat(days[-1][:10]) if days else datetime(*_UNDATED[:3])  # noqa: DTZ001  Word keeps no zone
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.one_line(shown.title)[:255], "geomap", ""
    properties.created = properties.modified = made


def _figure(document: Any, shown: Content) -> None:
    from docx.shared import Cm

    document.add_picture(BytesIO(printing.png(sheet.draw(shown), _DPI)), width=Cm(_PAGE_CM[0] - 2 * _MARGIN_CM - 3.5))
    document.add_paragraph(tables.caption(shown), style="Caption")


def _table(document: Any, rows: list[tuple[str, ...]]) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(tables.HEADINGS), style="Table Grid")
    table.autofit = False
    _write(table.rows[0], tables.HEADINGS, bold=True)
    _repeat(table.rows[0])
    for values in rows:
        _write(table.add_row(), values)
    for column, width in zip(table.columns, _COLUMNS_CM, strict=True):
        column.width = Cm(width)


def _write(row: Any, values: tuple[str, ...], *, bold: bool = False) -> None:
    from docx.shared import Cm, Pt

    for cell, value, width in zip(row.cells, values, _COLUMNS_CM, strict=True):
        cell.width = Cm(width)
        run = cell.paragraphs[0].add_run(value)
        run.font.size, run.bold = Pt(8), bold


def _repeat(row: Any) -> None:
    """Have the head of the table stand on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  python-docx has no public way


def _undated(saved: BytesIO) -> bytes:
    """Return the archive with the dates of its files taken out."""
    out = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _UNDATED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
