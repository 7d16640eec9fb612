"""How a place is named on maps and in tables: by both sides' names where they differ."""

from __future__ import annotations

from anyascii import anyascii

from geomap.model import Place

__all__ = ["display_name"]


def display_name(place: Place) -> str:
    """Return the main name and, where the other side's differs, that name too: "Sev Lich / Qaragöl"."""
    other = next(
        (names[0] for lang in ("az", "hy") if (names := place.names.get(lang)) and _differs(names[0], place)), ""
    )
    return f"{place.name} / {other}" if other else place.name


def _differs(name: str, place: Place) -> bool:
    """Whether `name` is another name, not another spelling: the skeletons of consonants are compared."""
    return _skeleton(name) != _skeleton(place.name)


def _skeleton(name: str) -> str:
    letters = "".join(c for c in anyascii(name).lower() if c.isalpha())
    for pair, one in _SAME_SOUND:
        letters = letters.replace(pair, one)
    return "".join(c for c in letters if c not in "aeiouy")


# Spellings of one sound in Armenian, Azerbaijani and English transliterations.
_SAME_SOUND = (("kh", "x"), ("gh", "g"), ("q", "g"), ("ch", "c"), ("sh", "s"), ("zh", "j"), ("dz", "j"), ("ts", "c"))
