"""File kinds to reports: text, HTML, PDF, DOCX, e-mail, JSON lines, addresses, standard input."""

from geomap.reports.sources import Given, is_address, read, read_text

__all__ = ["Given", "is_address", "read", "read_text"]
