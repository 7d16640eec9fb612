"""What resolution may know beside the mentions: the text, its language, the border and who lives on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from geomap.model import Mention

__all__ = ["Context"]


@dataclass(frozen=True, eq=False)
class Context:
    """The surroundings of a report's mentions.

    `sides` are the ISO3 codes of the border's two countries; `border_distance_m` gives a point's distance to the
    border, longitude first; `cues` are beginnings of words, lower case, that show a text to be about the region
    ("armenia", "азербайджан"); `about_region` says that it is, as of a phrase that somebody asks about. `scenes` are
    the mentions that the words give an armed incident as its place.
    """

    text: str = ""
    lang: str | None = None
    sides: frozenset[str] = frozenset()
    border_distance_m: Callable[[float, float], float] | None = None
    cues: tuple[str, ...] = ()
    about_region: bool = False
    scenes: frozenset[Mention] = frozenset()

    @property
    def has_cue(self) -> bool:
        """Whether a word of the text shows that it is about the region."""
        return bool(self.cues) and _beginning_with(self.cues).search(self.text.lower()) is not None


@cache
def _beginning_with(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, cues)) + ")")
