"""Where labels go: beside their mark, covering neither each other nor a mark nor the map's edge.

Boxes are (left, bottom, right, top) in any unit of the drawing, y upwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Box", "Placer", "Tie", "tie"]

Box = tuple[float, float, float, float]
Tie = tuple[tuple[float, float], tuple[float, float]]  # a line from a mark to its label

# Right of a mark is read first, then left, above, below and the corners (Imhof 1975).
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_FAR_TURNS = 24


@dataclass
class Placer:
    """Keeps what is taken and finds room for the next label; the first to ask has the best choice."""

    frame: Box
    apart: float = 0.0  # from one label to the next
    taken: list[Box] = field(default_factory=list)
    spared: list[Box] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """Keep labels off a box."""
        self.taken.append(box)

    def spare(self, box: Box) -> None:
        """Keep labels off a box as long as there is room elsewhere."""
        self.spared.append(box)

    def beside(self, at: tuple[float, float], width: float, height: float, gap: float) -> Box | None:
        """Find room next to a mark; None where there is none."""
        spots = [(at[0] + dx * (gap + width / 2), at[1] + dy * (gap + height / 2)) for dx, dy in _SIDES]
        return self._first(spots, width, height)

    def away(self, at: tuple[float, float], width: float, height: float, reaches: Sequence[float]) -> Box | None:
        """Find room on rings about a mark, nearest ring first, for a label that a line will tie to it.

        No such line crosses another label.
        """
        turns = [2 * math.pi * i / _FAR_TURNS for i in range(_FAR_TURNS)]
        spots = [
            (at[0] + math.cos(turn) * (reach + width / 2), at[1] + math.sin(turn) * (reach + height / 2))
            for reach in reaches
            for turn in turns
        ]
        boxes = [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in spots]
        box = self._chosen([b for b in boxes if not any(_crosses(tie(at, b), label) for label in self.labels)])
        if box is not None:
            self.ties.append(tie(at, box))
        return box

    def on(self, at: tuple[float, float], width: float, height: float) -> Box | None:
        """Find room right on a spot, for the name of an area: it covers nothing, spared boxes neither."""
        box = (at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2)
        return None if _meets(box, self.spared) else self._first([at], width, height)

    def _first(self, spots: Sequence[tuple[float, float]], width: float, height: float) -> Box | None:
        return self._chosen([(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in spots])

    def _chosen(self, boxes: Sequence[Box]) -> Box | None:
        free = [box for box in boxes if self._free(box)]
        chosen = next((box for box in free if not _meets(box, self.spared)), free[0] if free else None)
        if chosen is not None:
            self.labels.append(chosen)
            left, bottom, right, top = chosen
            self.taken.append((left - self.apart, bottom - self.apart, right + self.apart, top + self.apart))
        return chosen

    def _free(self, box: Box) -> bool:
        left, bottom, right, top = self.frame
        inside = left <= box[0] and bottom <= box[1] and box[2] <= right and box[3] <= top
        return inside and not _meets(box, self.taken) and not any(_crosses(line, box) for line in self.ties)


def tie(at: tuple[float, float], box: Box) -> Tie:
    """Return the shortest line from a mark to a label."""
    return at, (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))


def _crosses(line: Tie, box: Box) -> bool:
    """Return whether a line passes through a box (Liang and Barsky 1984)."""
    (x, y), (x_end, y_end) = line
    first, last = 0.0, 1.0
    for start, step, low, high in ((x, x_end - x, box[0], box[2]), (y, y_end - y, box[1], box[3])):
        if step == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _meets(box: Box, others: Sequence[Box]) -> bool:
    return any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in others)
