"""What can go wrong, as one tree.

::

    GeomapError
    ├── NotRead            (ValueError)   a phrase asked about directly that cannot be read
    ├── InputError         (ValueError)   a report or a file of incidents that cannot be read
    │   └── UnsupportedScript             a text in a script that geomap does not read
    ├── OutputError        (OSError)      a result that could not be written
    ├── ReportError        (RuntimeError) a report whose reading came to an unforeseen end
    ├── MissingExtra       (ImportError)  an optional library is needed: says what to install
    └── ServiceError       (RuntimeError) an online geocoder that did not answer

Finding nothing in a report is none of these: it is a value with a reason
(:class:`geomap.model.Unresolved`).
"""

from __future__ import annotations

__all__ = [
    "GeomapError",
    "InputError",
    "MissingExtra",
    "NotRead",
    "OutputError",
    "ReportError",
    "ServiceError",
    "UnsupportedScript",
]


class GeomapError(Exception):
    """Root of every error geomap raises on purpose; its message is one line for the user."""


class NotRead(GeomapError, ValueError):
    """A phrase that was asked about directly and cannot be read; the message says why."""


class InputError(GeomapError, ValueError):
    """An input that cannot be read; the message names it, the reason and what to do."""


class UnsupportedScript(InputError):
    """A text in a script that geomap does not read."""


class OutputError(GeomapError, OSError):
    """A result that could not be written; nothing half written is left behind."""


class ReportError(GeomapError, RuntimeError):
    """A report whose reading came to an unforeseen end: a fault of geomap's, with its cause chained."""


class MissingExtra(GeomapError, ImportError):
    """An optional library is missing; the message says which extra installs it."""

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {library}: install it with  pip install 'geomap[{extra}]'")


class ServiceError(GeomapError, RuntimeError):
    """An online geocoder that did not answer, or not in its own format."""
