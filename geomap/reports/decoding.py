"""Bytes to text: encodings, and what is no text at all."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from geomap.errors import InputError

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # bytes an encoding is guessed from: more changes nothing and costs time
_CODE_PAGES = ["cp1251", "koi8_r", "cp1252", "iso8859_9", "cp1254", "iso8859_5", "mac_cyrillic", "cp866"]


def decode(content: bytes) -> str:
    """Return the text that `content` holds: UTF-8 or -16, else the code page it most looks like.

    Raises
    ------
    InputError
        The bytes are no text; the message gives the reason alone, the caller names the file.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(content, encoding)
    if b"\0" in content:
        raise InputError("is binary, not text: give a text, HTML, PDF, DOCX or e-mail file")
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_guessed(content))


def _strict(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as problem:
        raise InputError(f"is damaged: it says it is {encoding} and is not") from problem


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE], cp_isolation=_CODE_PAGES).best()
    if best is None:
        raise InputError("is binary or in an encoding that cannot be told: save it as UTF-8")
    return content.decode(best.encoding, errors="replace")


def _checked(text: str) -> str:
    """Text as it is, with one kind of line end; control characters by the dozen are no text."""
    control = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if control > 0.01 * len(text):
        raise InputError("is binary, not text: give a text, HTML, PDF, DOCX or e-mail file")
    return text.replace("\r\n", "\n").replace("\r", "\n")
