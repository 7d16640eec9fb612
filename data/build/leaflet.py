"""Vendor Leaflet's script, style and licence from its npm package into the maps room.

Run by hand from the top of the checkout, with npm and a network:

    python data/build/leaflet.py
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "leaflet@1.9.4"
TARGET = Path(__file__).resolve().parents[2] / "geomap" / "maps" / "vendor" / "leaflet"
FILES = {
    "package/dist/leaflet.js": "leaflet.js",
    "package/dist/leaflet.css": "leaflet.css",
    "package/LICENSE": "LICENSE.txt",
}


def fetch(folder: Path) -> Path:
    """Return the archive of the package, packed by npm into `folder`."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True)
    return next(folder.glob("leaflet-*.tgz"))


def without_source_map(text: bytes) -> bytes:
    """Drop the pointer to a source map: a browser's tools would look for that file beside the page."""
    lines = [line for line in text.splitlines() if not line.startswith(b"//# sourceMappingURL=")]
    return b"\n".join(lines) + b"\n"


def vendor() -> None:
    """Write the files beside their licence, with their digests on standard output."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(fetch(Path(scratch))) as archive:
        for member, name in FILES.items():
            stream = archive.extractfile(member)
            if stream is None:
                raise SystemExit(f"{member} is not in {PACKAGE}")
            content = without_source_map(stream.read())
            (TARGET / name).write_bytes(content)
            print(f"{name}  sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    vendor()
