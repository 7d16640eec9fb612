"""What all tests share: the command as users run it, and where the examples lie."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def examples():
    return ROOT / "data" / "examples"


@pytest.fixture(scope="session")
def run_geomap():
    def run(*arguments, stdin=None, cwd=None):
        command = [sys.executable, "-m", "geomap", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", input=stdin, cwd=cwd, check=False
        )

    return run
