"""What a document says of each claim: the same words in every kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.maps import content, style

if TYPE_CHECKING:
    from geomap.maps.content import Content

__all__ = ["HEADINGS", "caption", "facts", "rows"]

HEADINGS: Final = (
    "No.",
    "What and when",
    "Where, as read",
    "Distance and uncertainty",
    "Who says so",
    "Quote and source",
)


def rows(shown: Content) -> list[tuple[str, ...]]:
    """Return one row per claim under :data:`HEADINGS`, in the order of dates."""
    order = sorted(range(len(shown)), key=lambda i: shown.columns["date_start"][i] or "9999")
    return [(str(number), *_row(shown, i)) for number, i in enumerate(order, 1)]


def _row(shown: Content, i: int) -> tuple[str, ...]:
    columns = shown.columns
    told = style.CLAIM_STYLES[content.told_as(columns, i)].label
    return (
        _lines(style.event_style(columns["event_type"][i]).label, _when(shown, i), content.losses_of(columns, i)),
        _lines(content.where(shown, i) or "no place", columns["reading"][i]),
        _lines(content.distance_of(columns, i), content.uncertainty_of(columns, i), content.precision_of(columns, i)),
        _lines(content.said_by(shown, i), told),
        _lines(content.quoted(columns["quote"][i]), _source(shown, i)),
    )


def _lines(*parts: str | None) -> str:
    return "\n".join(line for part in parts if (line := content.one_line(part)))


def _when(shown: Content, i: int) -> str:
    return content.window_text(shown.columns["date_start"][i], shown.columns["date_end"][i])


def _source(shown: Content, i: int) -> str:
    columns = shown.columns
    parts = (columns["title"][i] or columns["report_id"][i], columns["publisher"][i], columns["published"][i])
    return ", ".join(part for part in parts if part)


def facts(shown: Content) -> list[tuple[str, list[str]]]:
    """Return the sections after the table: what was not placed, sources, data, disclaimer."""
    unplaced = [
        f"{content.quoted(item.get('text'))}: {item.get('reason') or 'no reason given'}" for item in shown.unresolved
    ]
    reports = [content.one_line(f"{report.line}. {report.url}") for report in shown.reports]
    sections = [
        ("Not placed on the map", unplaced),
        ("Sources", reports),
        ("Data and licences", [*shown.notices, *shown.base.line_notes]),
        ("Disclaimer", [content.DISCLAIMER, f"Made with geomap {shown.version}."]),
    ]
    return [(title, lines) for title, lines in sections if lines]


def caption(shown: Content) -> str:
    """Return the caption of the figure."""
    return (
        f"{content.one_line(shown.title)}, {shown.period}: {shown.summary}. Heavy outlines hold an incident with "
        f"90{content.NBSP}% confidence, hatched areas inside them with 50{content.NBSP}%."
    )
