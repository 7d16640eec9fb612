"""How much work a task does, counted and not timed: the same on a busy machine as on a quiet one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

GROWTH = 5.0  # four times the text may cost five times the work: room for the parts that grow with its logarithm


def steps(task: Callable[[], object]) -> int:
    """Return how many lines of geomap's code a task runs, with the calls they make into compiled code."""
    counted = 0

    def trace(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        nonlocal counted
        if not frame.f_globals.get("__name__", "").startswith("geomap"):
            return None
        counted += event == "line"
        return trace

    def profile(frame: FrameType, event: str, _: Any) -> None:
        nonlocal counted
        counted += event == "c_call" and frame.f_globals.get("__name__", "").startswith("geomap")

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        task()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return counted


def in_proportion(task: Callable[[str], object], piece: str, length: int) -> bool:
    """Return whether a task's work on a piece repeated to `length` characters grows as the text does."""
    short, long = (piece * (size // len(piece)) for size in (length, 4 * length))
    task(short)  # what is loaded or remembered once is no part of it
    return steps(lambda: task(long)) < GROWTH * steps(lambda: task(short))
