"""Region packs: everything that knows a particular border is data in one of them.

`load` opens a pack that ships with geomap by its name, or any folder that holds one; `names` lists the former.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geomap.errors import InputError
from geomap.regions.pack import Area, Exclave, Feature, Line, RegionPack, Section, read

__all__ = ["DEFAULT", "Area", "Exclave", "Feature", "Line", "RegionPack", "Section", "load", "names"]

DEFAULT = "armenia-azerbaijan"  # the border geomap was made for; every command takes another pack
PACKS = Path(__file__).parent / "packs"


def names() -> list[str]:
    """Return the names of the packs that ship with geomap."""
    return sorted(path.parent.name for path in PACKS.glob("*/pack.toml"))


def load(pack: str | Path = DEFAULT) -> RegionPack:
    """Return a region pack, by its name or by the folder that holds it; each is opened once.

    Raises
    ------
    InputError
        Where there is no such pack, or its description cannot be read.
    """
    folder = PACKS / pack if isinstance(pack, str) and pack in names() else Path(pack)
    if not folder.is_dir():
        raise InputError(f"{pack}: no region pack of that name (there are {', '.join(names())}) and no such folder")
    return _read(folder.resolve())


@cache
def _read(folder: Path) -> RegionPack:
    return read(folder)
