"""How spellings of a name meet: one fold for exact look-up, one skeleton for look-up across scripts.

``fold`` forgets case, diacritics, apostrophes and hyphens but keeps the script:
"Şuşa" and "susa", "Sot’k" and "SOTK", "Сев-лич" and "сев лич" are the same.
``skeletons`` go on to forget the script and the tradition of transliteration, so
that "Խնձորեսկ", "Хндзореск", "Xndzoresk" and "Khndzoresk" meet: the text is put
into Latin letters (``anyascii``, after the table `LETTERS`) and letters that
one tradition or another writes for the same sound are merged (table `EQUIVALENTS`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

__all__ = ["EQUIVALENTS", "LETTERS", "fold", "loose", "skeletons"]

APOSTROPHES = "'’‘ʼʻ՚՛`´ʹʽ′ʿʾ"
HYPHENS = "-‐‑‒–—−֊"

LETTERS = (
    # (written, in Latin letters): what anyascii renders otherwise than the four languages' own traditions do
    ("յու", "yu"), ("ու", "u"), ("եւ", "ev"), ("և", "ev"),        # Armenian digraphs, the longest first
    ("ղ", "gh"), ("ը", "y"), ("ծ", "ts"), ("ց", "ts"), ("ձ", "dz"), ("ջ", "j"), ("ճ", "ch"), ("չ", "ch"),
    ("ժ", "zh"), ("շ", "sh"), ("խ", "kh"), ("ռ", "r"), ("թ", "t"), ("փ", "p"), ("ք", "k"), ("օ", "o"),
    ("ә", "e"), ("ө", "o"), ("ү", "u"), ("һ", "h"), ("ҹ", "j"), ("ј", "y"), ("ҝ", "g"), ("ғ", "gh"),  # Azerbaijani
    ("ж", "zh"), ("ш", "sh"), ("щ", "sh"), ("ч", "ch"), ("ц", "ts"), ("х", "kh"), ("ь", ""), ("ъ", ""),  # Russian
    ("ə", "e"), ("ı", "i"), ("ğ", "gh"), ("ş", "sh"), ("ç", "ch"),   # Azerbaijani Latin
    ("ž", "zh"), ("š", "sh"), ("č", "ch"), ("ǰ", "j"), ("ġ", "gh"),  # ISO 9985 and other scholarly Latin
)  # fmt: skip

EQUIVALENTS = (
    # (spelling, class, why they meet)
    ("dsch", "c", "German for j: Idschewan"), ("tsch", "c", "German for ch"), ("sch", "s", "German for sh"),
    ("dzh", "c", "Russian дж is Azerbaijani c, Armenian ջ, English j"), ("tch", "c", "French for ch"),
    ("dj", "c", "French for j"), ("dz", "c", "Armenian ձ, Russian дз or ц: Bardzravan, Барцраван"),
    ("ts", "c", "ISO 9985 writes c"), ("tz", "c", "older maps: Artzvanik"), ("ch", "c", "c where the mark is lost"),
    ("zh", "c", "Russian ж is Azerbaijani c in Şorca, Шоржа"), ("j", "c", "Azerbaijani c is English j"),
    ("sh", "s", "s where the mark is lost: Susa for Şuşa"),
    ("gh", "k", "Armenian ղ is Russian х or г: Тех, Tegh"), ("kh", "k", "x, kh, h: Xoznavar, Khoznavar"),
    ("ck", "k", "English"), ("q", "k", "Azerbaijani q is g or k: Qazax, Gazakh, Казах"),
    ("g", "k", "see q"), ("x", "k", "see kh"), ("h", "k", "Russian г or х: Гергер, Herher"),
    ("w", "v", "German and Polish for v"), ("ph", "p", "aspirated p of scholarly Latin"), ("th", "t", "the same"),
    ("yu", "u", "Russian ю is ü"), ("ya", "a", "Russian я is ə after a consonant"),
    ("ye", "e", "ye at the start of a word or after a vowel: Yerevan, Erevan"), ("yo", "o", "Russian ё is ö"),
    ("yi", "i", "see y"), ("y", "i", "Russian ы and й, Azerbaijani ı and y"), ("iu", "u", "Siunik, Syunik"),
    ("ou", "u", "French and older Armenian"), ("e", "a", "Azerbaijani ə is a or e: Kelbajar, Kalbajar"),
)  # fmt: skip


class _SameLength(dict[int, int]):
    """Folds one character to one character, worked out when first met."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = ord(_folded(chr(code)))
        return folded


def _folded(char: str) -> str:
    special = {"İ": "i", "ı": "i", "ə": "e", "Ə": "e", "Ё": "е", "ё": "е", "й": "й", "Й": "й"}
    if char in special:
        return special[char]
    if char in APOSTROPHES:
        return "'"
    if char in HYPHENS:
        return "-"
    if char.isspace():
        return " "
    lower = char.lower()
    base = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    if len(base) != 1:
        return lower[0]
    return base if base == char else _folded(base)


_FOLD = _SameLength()


class _Key(dict[int, str]):
    """Folds one character to what a key keeps of it, worked out when first met: a letter or figure, else a blank."""

    def __missing__(self, code: int) -> str:
        folded = chr(_FOLD[code])
        left_out = folded == "'" or unicodedata.combining(folded)
        self[code] = key = "" if left_out else folded if folded.isalnum() else " "
        return key


_KEY = _Key({ord("և"): "եւ"})


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the key under which a spelling of a name is looked up exactly; empty where no letter is left."""
    if name.isascii() and name.isalpha():
        return name.lower()
    key = unicodedata.normalize("NFC", name).translate(_KEY).replace("եվ", "եւ")
    return key if key.isalpha() else " ".join(key.split())


class _Latin(dict[int, str]):
    """Puts one lower-case character into Latin letters, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        latin = " " if char in HYPHENS + "/ " else "".join(c for c in anyascii(char).lower() if c.isalpha())
        self[code] = latin
        return latin


_LATIN = _Latin({ord(written): latin for written, latin in LETTERS if len(written) == 1})
_DIGRAPHS = tuple((written, latin) for written, latin in LETTERS if len(written) > 1)
_MERGE = re.compile("|".join(w for w, _, _ in sorted(EQUIVALENTS, key=lambda p: -len(p[0]))))
_CLASS_OF = {w: c for w, c, _ in EQUIVALENTS}
_ARMENIAN = re.compile("[\u0531-\u0587]")
_ARMENIAN_START = re.compile(r"\b(?:ո(?!ւ)|ե(?!ւ))")
_LU = re.compile(r"lu(?= |\Z)")  # the Azerbaijani ending -lı, -li, -lu, -lü is -лы, -ли or -лу in Russian: Пойлы
_SILENT_H = re.compile(r"(?<![sckgzt])h")
_DOUBLE = re.compile(r"([bcdfklmnprstvz])\1+")


def _roman(name: str) -> str:
    if name.isascii():
        return name.lower().translate(_LATIN)
    lower = unicodedata.normalize("NFC", name).replace("İ", "i").lower()
    if _ARMENIAN.search(lower):
        lower = _ARMENIAN_START.sub(lambda m: "vo" if m[0] == "ո" else "e", lower.replace("եվ", "եւ"))
        for written, latin in _DIGRAPHS:
            lower = lower.replace(written, latin)
    return lower.translate(_LATIN)


def _merged(latin: str) -> str:
    merged = _LU.sub("li", _MERGE.sub(lambda m: _CLASS_OF[m[0]], latin)).replace("e", "a")
    return " ".join(_DOUBLE.sub(r"\1", merged).split())


@lru_cache(maxsize=65_536)
def skeletons(name: str) -> tuple[str, ...]:
    """Return the one or two keys under which spellings of a name meet across scripts.

    Two where the Latin spelling has an "h" of its own: Russian writes it г or х
    (Гергер) or leaves it out (Ваан for Vahan).
    """
    latin = _roman(name)
    silent = _SILENT_H.sub("", latin) if "h" in latin else latin
    return (_merged(latin),) if silent == latin else (_merged(latin), _merged(silent))


def loose(skeleton: str) -> str:
    """Return a skeleton without the quality of its vowels: Goris and Gorus, -lı and -lu meet."""
    return re.sub(r"[aiou]+", "a", skeleton)
