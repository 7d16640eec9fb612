"""Languages as data: the packaged word lists, how their phrases become patterns, and which language a text is in.

Everything is matched on *smoothed* text (:func:`smooth`): lower case, one kind
of blank, hyphen and quote, the same length as the original, so that a match's
span is a span of the original. Phrases of the word lists are smoothed too.

In the word lists a blank stands for any run of up to three blanks or line
ends, a hyphen for any hyphen, ``*`` at the end of a word for any ending of
that word, and ``և`` for both its spellings. Nothing else is special.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["CODES", "ENDING_MAX", "Language", "alternation", "code_of", "compiled", "detect", "load", "smooth"]

CODES = ("en", "hy", "ru", "az")

ENDING_MAX = 12  # letters an inflection adds at most: Armenian "կիլոմետրանոցներից" is the longest met
DETECT_MAX = 100_000  # characters looked at: a language shows itself long before
FOREIGN_LETTERS_SHARE = 0.01  # letters Russian lacks (Ukrainian, Serbian): more of them is another language
KNOWN_WORDS_SHARE = 0.05  # function words in running text: English about 0.4, other languages under 0.02
SHORT_TEXT_WORDS = 12  # a text with fewer words may have no function word at all
SCRIPTS = {"hy": "Ա-Ֆա-և", "ru": "\u0400-\u052f", "latin": "a-zA-Z\u00c0-\u024fəƏ\u1e00-\u1eff"}

_SAME_LENGTH = {ord(c): t for t, chars in {
    " ": "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "'": "’‘ʼ`´ʻ",
    '"': "“”„«»‟",
    "-": "‐‑‒−֊",
    "–": "—―",
    "i": "İIı",
    "е": "ёЁ",
}.items() for c in chars}  # fmt: skip


def smooth(text: str) -> str:
    """Return `text` in lower case with one kind of blank, hyphen, quote and i: the same length as before."""
    return text.translate(_SAME_LENGTH).lower()


def alternation(phrases: Iterable[str]) -> str:
    """Return the phrases as one safe regular-expression group, longest first (never empty)."""
    unique = sorted({smooth(p) for p in phrases}, key=lambda p: (-len(p), p))
    if not unique:
        raise ValueError("an alternation of no phrases would match everywhere")
    return "(?:" + "|".join(_phrase(p) for p in unique) + ")"


def _phrase(phrase: str) -> str:
    escaped = re.escape(phrase.replace("եւ", "և")).replace(r"\*", rf"\w{{0,{ENDING_MAX}}}")
    return escaped.replace(r"\ ", r"\s{1,3}").replace(r"\-", "[-–]").replace("և", "(?:և|եւ)")


def compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words of smoothed text."""
    return re.compile(rf"(?<!\w){alternation(phrases)}(?!\w)")


@dataclass(frozen=True, eq=False)
class Language:
    """One language's word lists."""

    code: str
    name: str
    tables: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a top-level table as it stands in the file; an absent one is empty."""
        found: Mapping[str, Any] = self.tables.get(name, {})
        return found

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of phrases of a table; an absent one is empty."""
        return tuple(self.table(table).get(key, ()))

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Return the words no running text of the language does without, smoothed."""
        return frozenset(smooth(word) for word in self.words("detect", "function_words"))


@cache
def load(code: str) -> Language:
    """Return the language of an ISO 639-1 code; KeyError for one that geomap does not read."""
    if code not in CODES:
        raise KeyError(code)
    content = resources.files("geomap.text").joinpath("lexicon", f"{code}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(content)
    return Language(code, tables["name"], MappingProxyType(tables))


def detect(text: str) -> str | None:
    """Return the language most of `text` is in, None where it is one that geomap does not read or no text at all."""
    head = text[:DETECT_MAX]
    counts = {script: len(re.findall(f"[{letters}]", head)) for script, letters in SCRIPTS.items()}
    other = sum(map(str.isalpha, head)) - sum(counts.values())
    script = max(counts, key=lambda name: counts[name])
    if counts[script] <= max(other, 0):
        return None
    return {"hy": _armenian, "ru": _cyrillic, "latin": _latin}[script](head)


def code_of(text: str, lang: str | None) -> str:
    """Return the code of the language in which a text is read: the one named, else the one detected, else English."""
    return lang if lang in CODES else detect(text) or "en"


def _armenian(_: str) -> str:
    return "hy"


def _cyrillic(text: str) -> str | None:
    letters = re.findall(r"[\u0400-\u052f]", text)
    own = set("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
    foreign = sum(letter.lower() not in own for letter in letters)
    return "ru" if foreign <= FOREIGN_LETTERS_SHARE * len(letters) else None


def _latin(text: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", smooth(text))
    shares = {code: sum(w in load(code).function_words for w in words) / len(words) for code in ("en", "az")}
    best = max(shares, key=lambda code: shares[code])
    if len(words) >= SHORT_TEXT_WORDS:
        spelt_so = best == "en" or "ə" in smooth(text)  # the letter that sets Azerbaijani off from Turkish
        return best if shares[best] >= KNOWN_WORDS_SHARE and spelt_so else None
    if shares["az"] != shares["en"]:
        return best
    return "az" if re.search(r"[əğşıöüç]", text.lower()) else "en"
