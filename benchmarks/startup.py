"""`geomap map` from start to finished page, against importing the two libraries it stands on, in the same minute."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "sev-lich.txt"
ROUNDS = 5


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "map.html")
        rounds = [
            (
                seconds(python, "-c", "import geopandas, folium"),
                seconds(python, "-m", "geomap", "map", str(EXAMPLE), "-o", page),
                seconds(python, "-m", "geomap", "footprint", "10 km north-east of Goris"),
            )
            for _ in range(ROUNDS)
        ]
    floor, whole, phrase = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"import geopandas, folium           {floor:6.2f} s")
    print(f"geomap map, to the finished page   {whole:6.2f} s   {whole / floor:.2f} times (promise: at most 3)")
    print(f"geomap footprint                   {phrase:6.2f} s   {phrase / floor:.2f} times (promise: at most 1.5)")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"most memory of any of them         {peak:6.0f} MB  (promise: under 350)")


if __name__ == "__main__":
    main()
