"""One reader per kind of file: bytes in, text and what the file says about itself out."""

from __future__ import annotations

import email
import email.policy
import email.utils
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import MIMEPart
from pathlib import PurePath
from typing import Any

from geomap.errors import InputError
from geomap.reports.decoding import decode

__all__ = ["SUFFIXES", "Content", "read_content"]


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and what the file says about itself."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None


def read_content(content: bytes, name: str) -> Content:
    """Return the text in `content`; the suffix of `name` chooses how, an unknown one is read as plain text.

    Raises
    ------
    InputError
        The bytes are not what the name says, or hold no text; the message gives the reason alone.
    """
    if not content.strip():
        raise InputError("is empty")
    found = SUFFIXES.get(PurePath(name).suffix.lower(), _read_text)(content)
    if not found.text.strip():
        raise InputError("holds no text")
    return found


def _read_text(content: bytes) -> Content:
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            raise InputError(f"is {kind}, not text: give it its own suffix")
    return Content(decode(content))


_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a DOCX or ZIP archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def _read_html(content: bytes) -> Content:
    """The article of a page through trafilatura; a page it finds no article in is taken whole."""
    import trafilatura

    source = decode(content) if not _declares_charset(content) else content
    document: Any = trafilatura.bare_extraction(
        source,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (document.text if document else "") or trafilatura.html2txt(source)
    if document is None:
        return Content(text)
    return Content(
        text=text,
        title=document.title or "",
        publisher=document.sitename or document.hostname or "",
        url=document.url or "",
        published=date.fromisoformat(document.date[:10]) if document.date else None,
    )


def _declares_charset(content: bytes) -> bool:
    return bool(re.search(rb"charset\s{0,3}=", content[:4096], re.IGNORECASE))


def _read_pdf(content: bytes) -> Content:
    import pypdf

    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        locked = document.is_encrypted and not document.decrypt("")
        pages = [] if locked else [page.extract_text() for page in document.pages]
        title = (document.metadata.title if document.metadata and not locked else None) or ""
    except Exception as problem:  # a damaged PDF fails in as many ways as it has parts
        raise InputError("is no PDF that can be read: save or print it again as PDF") from problem
    if locked:
        raise InputError("is an encrypted PDF: save it without a password")
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError("is a PDF of pictures without text: run text recognition (OCR) on it first")
    return Content(_unbroken(text), title=str(title))


def _unbroken(text: str) -> str:
    """Printed lines joined to paragraphs: words parted by a hyphen at a line's end put together."""
    text = re.sub(r"(?<=[^\W\d_])-\n(?=[^\W\d_])", "", text)
    return re.sub(r"(?<![.!?:։…\n])\n(?=\S)", " ", text)


def _read_docx(content: bytes) -> Content:
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as problem:
        raise InputError("is no DOCX that can be read: save it again as .docx") from problem
    blocks = document.iter_inner_content()
    return Content("\n".join(_docx_text(block) for block in blocks), title=document.core_properties.title or "")


def _docx_text(block: object) -> str:
    rows = getattr(block, "rows", None)
    if rows is None:
        return str(getattr(block, "text", ""))
    return "\n".join(" \t".join(cell.text for cell in row.cells) for row in rows)


def _read_email(content: bytes) -> Content:
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputError("is an e-mail without a text")
    sent = message["date"].datetime if message["date"] else None
    return Content(
        text=_email_text(body),
        title=str(message["subject"] or ""),
        publisher=str(message["from"] or ""),
        published=sent.date() if sent else None,
    )


def _email_text(body: MIMEPart) -> str:
    try:
        text = str(body.get_content())
    except LookupError:  # a character set that nobody knows
        text = decode(bytes(body.get_payload(decode=True)))
    return _read_html(text.encode()).text if body.get_content_type() == "text/html" else text


SUFFIXES: dict[str, Callable[[bytes], Content]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".eml": _read_email,
}
