"""How exact a written number is: three published conventions.

Each turns the number as it stands in the text into the half-width, in the number's own unit, that its
writing leaves open. Table and conventions: Chapman and Wieczorek, Georeferencing Best Practices (GBIF 2020),
"Uncertainty Related to Offset Precision", which sets those of Wieczorek (2001) and Frazier (2004) beside its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from geomap.errors import NotRead

__all__ = ["PROFILES", "Profile", "half_width"]

Profile = Literal["frazier2004", "gbif2020", "wieczorek2001"]

FRAZIER_SHARE = Decimal("0.15")  # of a number that ends in zeros
COMMON_FRACTIONS = {
    Decimal("0.5"): 2,
    Decimal("0.25"): 4,
    Decimal("0.75"): 4,
}  # written decimals people mean as fractions


@lru_cache(maxsize=1024)
def half_width(written: str, profile: str = "frazier2004") -> float:
    """Return what the writing of a number leaves open on each side, in the number's unit.

    >>> half_width("10"), half_width("10.5"), half_width("140")
    (1.5, 0.1, 21.0)
    """
    if profile not in PROFILES:
        raise NotRead(f"no rounding profile is called {profile!r}: there are {', '.join(PROFILES)}")
    return float(PROFILES[profile](_number(written)))


def _number(written: str) -> Decimal:
    match = re.search(r"\d+(?:[.,]\d+)?", written.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")[:40])
    try:
        return Decimal(match[0].replace(",", ".")) if match else Decimal(0)
    except InvalidOperation:  # pragma: no cover - the pattern only lets numbers through
        return Decimal(0)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _zeros(number: Decimal) -> int:
    digits = str(int(number))
    return len(digits) - len(digits.rstrip("0"))


def _gbif2020(number: Decimal) -> Decimal:
    """Half of the unit written: the denominator of a fraction, the last decimal, the last digit that is not padding."""
    if _decimals(number):
        denominator = COMMON_FRACTIONS.get(number % 1)
        return Decimal("0.5") / denominator if denominator else Decimal("0.5").scaleb(-_decimals(number))
    digits = len(str(int(number)))
    return Decimal("0.5").scaleb(max(0, min(_zeros(number), digits - 2)))


def _wieczorek2001(number: Decimal) -> Decimal:
    """The whole unit written; half of the power of ten a round number is a multiple of."""
    if _decimals(number):
        denominator = COMMON_FRACTIONS.get(number % 1)
        return Decimal(1) / denominator if denominator else Decimal(1).scaleb(-_decimals(number))
    zeros = _zeros(number) if number else 0
    return Decimal("0.5").scaleb(zeros) if zeros else Decimal(1)


def _frazier2004(number: Decimal) -> Decimal:
    """The last decimal written; 15 % of a number that ends in zeros; else one."""
    if _decimals(number):
        return Decimal(1).scaleb(-_decimals(number))
    return number * FRAZIER_SHARE if number and _zeros(number) else Decimal(1)


PROFILES: dict[str, Callable[[Decimal], Decimal]] = {
    "frazier2004": _frazier2004,
    "gbif2020": _gbif2020,
    "wieczorek2001": _wieczorek2001,
}
