"""Recognisers beside the gazetteer: opened only when the user asks for one, by name or as a Python object.

A name is ``KIND:ARGUMENT``. ``spacy:MODEL`` is built in (:mod:`geomap.recognition.spacy`); a package adds a kind with
an entry point of the group ``geomap.recognisers``: a function from the argument to a recogniser, or to a function of
text and language as :class:`geomap.text.recognisers.Function` takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Any, TypeAlias

from geomap.errors import GeomapError, InputError
from geomap.text.recognisers import Function, Recogniser

__all__ = ["GROUP", "RecogniserLike", "opened"]

RecogniserLike: TypeAlias = str | Recogniser | Callable[..., Any]

GROUP = "geomap.recognisers"


def opened(given: RecogniserLike) -> Recogniser:
    """Return a recogniser by its name ("spacy:xx_ent_wiki_sm"), or of a Python object; the same name is opened once.

    Raises
    ------
    InputError
        There is no such recogniser or model.
    MissingExtra
        Its library is not installed.
    """
    if isinstance(given, str):
        return _of_name(given)
    if isinstance(given, Recogniser):
        return given
    if callable(given):
        kind = given if hasattr(given, "__qualname__") else type(given)
        return Function(given, f"{kind.__module__}.{kind.__qualname__}")
    raise InputError(f"{given!r} is no recogniser: give its name, an object with name and find, or a function")


@cache
def _of_name(name: str) -> Recogniser:
    kind, _, argument = name.partition(":")
    kinds = _kinds()
    if kind not in kinds:
        raise InputError(f"no recogniser is called {kind!r}: there are {', '.join(sorted(kinds))}")
    try:
        return opened(kinds[kind]()(argument))
    except GeomapError:
        raise
    except Exception as problem:
        brief = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
        raise InputError(f"the recogniser {name!r} could not be opened ({brief})") from problem


def _kinds() -> dict[str, Callable[[], Callable[[str], Any]]]:
    """Return what loads the opener of each kind; a kind of our own cannot be taken by another package."""
    return {**{point.name: point.load for point in entry_points(group=GROUP)}, "spacy": _spacy}


def _spacy() -> Callable[[str], Recogniser]:
    from geomap.recognition import spacy

    return spacy.opened
