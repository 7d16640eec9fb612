"""Documents: the printed map with a caption, a table of the claims and the sources."""

from geomap.documents.pdf import save_pdf
from geomap.documents.word import save_docx

__all__ = ["save_docx", "save_pdf"]
