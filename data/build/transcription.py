"""Write short names as the press of another language does: too short to be known in texts by their sound.

A letter that several traditions write differently has several spellings; the first is the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

__all__ = ["transcriptions"]

SPELLINGS_MOST = 24  # of one name in one script
LETTERS_LEAST = 4  # shorter names are words of some language

Letters = Mapping[str, Sequence[str]]
# Azerbaijani: by letter, "^" before one that begins the name
TO_RUSSIAN: Letters = {
    "^ə": ("а", "э"), "^e": ("э", "е"), "^ü": ("у", "ю"), "^ö": ("о",), "^q": ("г", "к"), "^h": ("г", "х"),
    "ya": ("я",), "yə": ("я", "е"), "ye": ("е",), "yo": ("йо", "ё"), "yu": ("ю",), "yü": ("ю",), "yı": ("йы",),
    "ə": ("а", "я", "е"), "q": ("г", "к"), "ğ": ("г",), "c": ("дж",), "ç": ("ч",), "x": ("х",), "h": ("г", "х"),
    "ı": ("ы", "и"), "i": ("и",), "ö": ("ё", "о"), "ü": ("ю", "у"), "a": ("а",), "b": ("б",), "d": ("д",), "e": ("е",),
    "f": ("ф",), "g": ("г",), "j": ("ж",), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",),
    "r": ("р",), "s": ("с",), "ş": ("ш",), "t": ("т",), "u": ("у",), "v": ("в",), "y": ("й",), "z": ("з",),
}  # fmt: skip
TO_ARMENIAN: Letters = {
    "^ə": ("ա", "է"), "^e": ("է",), "^o": ("օ",), "^ö": ("օ",), "ə": ("ա", "ե"), "q": ("ղ", "գ", "կ"), "ğ": ("ղ",),
    "c": ("ջ",), "ç": ("չ",), "x": ("խ",), "h": ("հ",), "ı": ("ը", "ի"), "i": ("ի",), "ö": ("յո", "օ"),
    "ü": ("յու", "ու"),
    "a": ("ա",), "b": ("բ",), "d": ("դ",), "e": ("ե",), "f": ("ֆ",), "g": ("գ",), "j": ("ժ",), "k": ("ք", "կ"),
    "l": ("լ",), "m": ("մ",), "n": ("ն",), "o": ("ո", "օ"), "p": ("փ", "պ"), "r": ("ր",), "s": ("ս",), "ş": ("շ",),
    "t": ("թ", "տ"), "u": ("ու",), "v": ("վ",), "y": ("յ",), "z": ("զ",),
}  # fmt: skip


def transcriptions(azerbaijani: str) -> Iterator[str]:
    """Yield an Azerbaijani name of one word as Russian and Armenian reports write it."""
    name = azerbaijani.replace("İ", "i").replace("I", "ı").lower()
    for letters in (TO_RUSSIAN, TO_ARMENIAN):
        units = list(_units(name, letters))
        if all(units):
            for spelling in islice(map("".join, product(*units)), SPELLINGS_MOST):
                if len(spelling) >= LETTERS_LEAST:
                    yield spelling.capitalize()


def _units(name: str, letters: Letters) -> Iterator[Sequence[str]]:
    at = 0
    while at < len(name):
        first, pair = f"^{name[at]}", name[at : at + 2]
        if at == 0 and first in letters:
            yield letters[first]
        elif len(pair) > 1 and pair in letters:
            yield letters[pair]
            at += 1
        else:
            yield letters.get(name[at], ())
        at += 1
