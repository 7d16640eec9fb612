"""Seconds to read four times a text beside the seconds for the text itself, in one run: 4 is proportion."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from geomap.model import Report
from geomap.pipeline.analysis import analyse
from geomap.pipeline.tools import Tools, open_tools

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "sev-lich.txt"
LENGTH = 50_000
PROMISE = 5.0
STORY = EXAMPLE.read_text(encoding="utf-8")
PIECES = {
    "a report, over and over": STORY,
    "one giant line": STORY.replace("\n", " ").replace(".", ","),
    "names only": "Sotk, Kut, Vardenis and Goris, ",
    "quotes in quotes": "He said “she said “they shelled Sotk” ” ",
    "opening quotes": "“",
    "numbers": "123 ",
    "one number": "1",
    "hyphens": "Goris-",
    "spaces": " ",
    "distances": "2-3 km north of ",
    "dates": "May 12, 2021 on Friday ",
}


def main() -> None:
    tools = open_tools()
    seconds(STORY, tools)  # word lists and the gazetteer are loaded once
    for name, piece in PIECES.items():
        short, long = (seconds(piece * (size // len(piece)), tools) for size in (LENGTH, 4 * LENGTH))
        print(f"{name}: {long / short:.1f} times the time for 4 times the text (promise: under {PROMISE:g})", end="")
        print(f"; {4 * LENGTH / long / 1e6:.2f} MB a second")


def seconds(text: str, tools: Tools) -> float:
    start = time.process_time()
    analyse(Report("long", text, lang="en", published=date(2021, 5, 28)), tools)
    return time.process_time() - start


if __name__ == "__main__":
    main()
