"""What several tests of texts ask: cases that stand a line each in a folder of lists, and who came to harm.

A list has one file a language, its lines are "what is expected | the text".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geomap.text import casualties, tokens
from geomap.text.reading import Reading
from geomap.text.tolls import account


def cases(folder: str) -> list[Any]:
    """Return (language, what is expected, text) of every line, named by the line."""
    return [
        pytest.param(path.stem, *line.split(" | ", 1), id=line)
        for path in sorted(Path(__file__).with_name(folder).glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def come_to(text: str, lang: str) -> dict[str, int]:
    """Return how many were killed, wounded and captured by all that a text tells of one incident."""
    reading = Reading(text, lang, tokens.sentences(text), [], [])
    return account([t for _, first, end in reading.sentences for t in casualties.find(reading, first, end, [])])
