"""Writing files whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from geomap.errors import OutputError

__all__ = ["check_place", "together", "whole"]

_waiting: ContextVar[dict[Path, Path] | None] = ContextVar("waiting", default=None)  # parts by what they become


def check_place(path: Path) -> None:
    """Raise OutputError where nothing can be written at `path`: no such folder, or a folder itself."""
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist: make it first")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder: name a file in it")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to, and rename it to `path` only when the block ended well.

    Raises
    ------
    OutputError
        The folder does not exist or the file cannot be written; `path` is then as it was before.
    """
    check_place(path)
    part = path.with_name(f"{path.name}.part")
    waiting = _waiting.get()
    try:
        with _named_in_errors(path):
            yield part
            if waiting is None:
                part.replace(path)
    except BaseException:
        _discard(part)
        raise
    if waiting is not None:
        waiting[path] = part


@contextmanager
def together() -> Iterator[None]:
    """Rename the files written in this block when all of them are written: after a failure none is replaced."""
    parts: dict[Path, Path] = {}
    token = _waiting.set(parts)
    try:
        yield
        for path, part in parts.items():
            with _named_in_errors(path):
                part.replace(path)
    finally:
        _waiting.reset(token)
        for part in parts.values():
            _discard(part)


@contextmanager
def _named_in_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written ({problem.strerror or problem})") from problem


def _discard(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
