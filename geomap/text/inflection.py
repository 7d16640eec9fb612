"""From a word as a text inflects it back to the names it may stand for: endings are data of each language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from geomap.text.folding import fold
from geomap.text.languages import load

__all__ = ["adjective_stems", "adjectives", "bases", "language_of_word"]

STEM_LEAST = 2  # letters that must stand before an ending
WHOLE_LEAST = 3  # letters of an ending that may be a whole word: լճում of լիճ


def language_of_word(key: str, lang: str | None) -> str:
    """Return the language whose endings a folded word can have: told by its script, among Latin ones by the text's."""
    first = key[:1]
    if "Ѐ" <= first <= "ӿ":
        return "ru"
    if "\u0531" <= first <= "\u0587":
        return "hy"
    return "az" if lang == "az" else "en"


@cache
def _endings(lang: str, table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ending, names in load(lang).table("inflection").get(table, {}).items():
        key = fold(ending)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *map(fold, names))))
    return found


@cache
def _lengths(lang: str, table: str) -> tuple[int, ...]:
    return tuple(sorted({len(ending) for ending in _endings(lang, table)}, reverse=True))


def bases(key: str, lang: str, table: str = "noun") -> Iterator[str]:
    """Yield the names that the folded word `key` may be a form of, by the endings of one table, longest first.

    Tables are "noun" and "attribute" (an adjective inside a name: Чёрного озера). A word that no ending fits yields
    nothing; the word itself is never among them.
    """
    endings = _endings(lang, table)
    for length in _lengths(lang, table):
        whole = len(key) == length >= WHOLE_LEAST
        names = endings.get(key[-length:]) if whole or len(key) >= length + STEM_LEAST else None
        if names is not None:
            stem = key[:-length]
            yield from (stem + name for name in names)
    if lang == "ru" and table == "noun" and len(key) > STEM_LEAST + 1 and key[-1] not in "аеиоуыэюяйь":
        yield from (key + "ы", key + "и", key + "а")  # genitive plural without an ending: Афин, Филиппин, Лук


def adjectives(key: str, lang: str) -> Iterator[str]:
    """Yield the names that the folded adjective `key` may be made of: "лачинского" of "лачин"."""
    for ending in _adjective_endings(lang):
        if key.endswith(ending):
            yield from bases(key[: -len(ending)], lang, "adjective")


@cache
def _adjective_endings(lang: str) -> tuple[str, ...]:
    return tuple(load(lang).table("inflection").get("adjective_endings", {}).get("endings", ()))


def adjective_stems(name: str, lang: str) -> Iterator[str]:
    """Yield what adjectives made of a folded name begin with: "лачинск" of "лачин"."""
    for suffix, endings in _endings(lang, "adjective").items():
        for ending in endings:
            if name.endswith(ending) and len(name) - len(ending) >= STEM_LEAST:
                yield name[: len(name) - len(ending)] + suffix
