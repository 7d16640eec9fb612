"""How a place is named on maps and in tables: by both sides' names where they differ."""

from __future__ import annotations

from geomap.model import Place
from geomap.text.folding import skeletons

__all__ = ["display_name"]


def display_name(place: Place) -> str:
    """Return the main name and, where the other side's differs, that name too: "Sev Lich / Qaragöl"."""
    other = next(
        (names[0] for lang in ("az", "hy") if (names := place.names.get(lang)) and _differs(names[0], place)), ""
    )
    return f"{place.name} / {other}" if other else place.name


def _differs(name: str, place: Place) -> bool:
    """Whether `name` is another name, not another spelling of it in another script."""
    return not set(skeletons(name)) & set(skeletons(place.name))
