"""Sentences and words as spans of a text, in one linear pass.

A full stop ends a sentence unless the word before it is an abbreviation (lexicon
tables ``[tokens]``), an initial or a number that goes on, or the next word starts
small. Armenian ends sentences with ``։``, often typed as a colon. An empty line
always ends one; a single line end does so in text that is not wrapped.
"""

from __future__ import annotations

import re
from functools import cache

from geomap.model import Span
from geomap.text.languages import CODES, load, smooth

__all__ = ["sentences", "words"]

WRAPPED_MAX = 100  # characters: no line of wrapped text is longer
WRAPPED_FULL = 0.6  # of the longest line: a shorter one that does not end in a stop is a heading
WORD_BEFORE_MAX = 24  # characters looked back for the word before a stop

_STOP = re.compile(r"(?:[.!?…]+|[։:]+)[\"'”’»)\]]*(?=\s|\Z)|\n[^\S\n]*\n\s*|\n")
_WORD_BEFORE = re.compile(r"[\w.]+\Z")
_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")


def words(text: str) -> list[Span]:
    """Return the words of a text; hyphens and apostrophes inside a word belong to it."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order, headings among them, without the blanks around them."""
    lines = [len(line) for line in text.split("\n")]
    longest = max(lines)
    found: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends(text, stop, longest):
            _append(found, text, start, stop.end())
            start = stop.end()
    _append(found, text, start, len(text))
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        found.append(Span(start + left, start + len(piece.rstrip())))


def _ends(text: str, stop: re.Match[str], longest: int) -> bool:
    sign = stop.group()
    if sign.startswith("\n"):
        return "\n" in sign[1:] or _line_ends(text, stop, longest)
    following = _next_sign(text, stop.end())
    if sign.startswith(("։", "!", "?", "…")):
        return not following.islower()
    if sign.startswith(":"):
        return "\u0531" <= text[max(0, stop.start() - 1)] <= "\u0587" and not following.islower() and following != ""
    return not following.islower() and not _abbreviated(text, stop.start(), following)


def _line_ends(text: str, stop: re.Match[str], longest: int) -> bool:
    """Tell whether a single line end closes a heading or a paragraph, not just a wrapped line."""
    if longest > WRAPPED_MAX:
        return True
    line_start = text.rfind("\n", max(0, stop.start() - WRAPPED_MAX - 1), stop.start()) + 1
    return stop.start() - line_start < WRAPPED_FULL * longest and not _next_sign(text, stop.end()).islower()


def _next_sign(text: str, start: int) -> str:
    """Return the first letter or digit after a stop, past blanks, quotes and brackets."""
    for sign in text[start : start + 12]:
        if sign.isalnum():
            return sign
    return ""


def _abbreviated(text: str, stop: int, following: str) -> bool:
    match = _WORD_BEFORE.search(text, max(0, stop - WORD_BEFORE_MAX), stop)
    word = match.group() if match else ""
    if len(word) == 1 and word.isupper() and following.isupper():  # an initial: "R. Oghikyan"
        return True
    always, mostly = _abbreviations()
    plain = smooth(word)
    return plain in always or (plain in mostly and not following.isupper())


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Return what never ends a sentence with its stop, and what does only before a capital."""
    always = {smooth(a) for code in CODES for a in load(code).words("tokens", "abbreviations")}
    mostly = {smooth(a) for code in CODES for a in load(code).words("tokens", "abbreviations_inside")}
    return frozenset(always), frozenset(mostly)
