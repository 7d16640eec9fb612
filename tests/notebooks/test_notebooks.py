import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# A notebook runs in a kernel of its own, which no fixture reaches: this file, put on its path, shuts the network there.
SHUT = """import socket
def _shut(self, address):
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host not in {"127.0.0.1", "localhost", "::1"}:
        raise OSError(f"the network is shut: {host}")
    return _connect(self, address)
_connect, socket.socket.connect = socket.socket.connect, _shut
"""


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom_with_the_network_shut(notebook, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(SHUT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbmake",
        "--nbmake-timeout=120",
        "-p",
        "no:socket",
        "-o",
        "addopts=",
        "-q",
        str(notebook),
    ]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stdout[-3000:]
