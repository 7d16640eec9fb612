"""File kinds to reports: text, HTML, PDF, DOCX, e-mail, JSON lines, addresses, standard input."""

from geomap.reports.sources import Given, read, read_text

__all__ = ["Given", "read", "read_text"]
