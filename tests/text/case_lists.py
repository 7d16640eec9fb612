"""Cases that stand a line each in a folder of lists, one file a language: "what is expected | the text"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def cases(folder: str) -> list[Any]:
    """Return (language, what is expected, text) of every line, named by the line."""
    return [
        pytest.param(path.stem, *line.split(" | ", 1), id=line)
        for path in sorted(Path(__file__).with_name(folder).glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
