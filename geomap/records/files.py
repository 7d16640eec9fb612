"""Writing files whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import OutputError

__all__ = ["whole"]


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to, and rename it to `path` only when the block ended well.

    Raises
    ------
    OutputError
        The folder does not exist or the file cannot be written; `path` is then as it was before.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        if not path.parent.is_dir():
            raise OutputError(f"{path}: the folder {path.parent} does not exist: make it first")
        if path.is_dir():
            raise OutputError(f"{path}: is a folder: name a file in it")
        yield part
        part.replace(path)
    except OSError as problem:
        if isinstance(problem, OutputError):
            raise
        raise OutputError(f"{path}: cannot be written ({problem.strerror or problem})") from problem
    finally:
        _discard(part)


def _discard(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
