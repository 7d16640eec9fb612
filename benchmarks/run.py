"""Every benchmark, one after the other: each prints its figures beside a named peer's, measured in the same run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> None:
    for script in sorted(Path(__file__).parent.glob("*.py")):
        if script.name != "run.py":
            print(f"== {script.stem}", flush=True)
            subprocess.run([sys.executable, str(script)], check=True)


if __name__ == "__main__":
    main()
