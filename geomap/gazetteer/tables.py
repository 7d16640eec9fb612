"""Places and candidates as text and JSON, for the command line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tabulate import tabulate

from geomap.gazetteer import user
from geomap.gazetteer.embedded import embedded
from geomap.model import Candidate, Place

__all__ = ["as_json", "as_text", "info", "row"]

Found = Sequence[tuple[str, Sequence[Candidate]]]


def row(candidate: Candidate) -> dict[str, Any]:
    """Return a candidate as plain values: the fields that notebooks and scripts rely on."""
    place = candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "names": {language: list(names) for language, names in place.names.items()},
        "kind": place.kind,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "extent_m": place.extent_m,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
        "source": place.source,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
    }


def as_json(found: Found) -> str:
    """Return what each name may mean as a JSON list of {"query", "candidates"}."""
    rows = [{"query": name, "candidates": [row(c) for c in candidates]} for name, candidates in found]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(found: Found) -> str:
    """Return what each name may mean as one table a name."""
    return "\n\n".join(_table(name, candidates) for name, candidates in found)


def _table(name: str, candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return f"{name}: no place of that name is known"
    rows = [
        (
            c.score,
            _both(c.place),
            c.kind,
            c.admin1,
            c.country,
            c.longitude,
            c.latitude,
            c.extent_m,
            "; ".join(c.reasons),
        )
        for c in candidates
    ]
    headers = ("score", "name", "kind", "province", "country", "longitude", "latitude", "extent m", "why")
    return f"{name}\n{tabulate(rows, headers, floatfmt=('.2f', '', '', '', '', '.4f', '.4f', '.0f', ''))}"


def _both(place: Place) -> str:
    local = next((n for lang in ("az", "hy") for n in place.names.get(lang, ())[:1] if n != place.name), "")
    return f"{place.name} / {local}" if local else place.name


def info() -> str:
    """Return what is in the gazetteer: version, places by kind and country, sources with licences, the user's own."""
    gazetteer = embedded()
    counts = gazetteer.counts()
    lines = [f"gazetteer {gazetteer.version}: {sum(counts['kind'].values()):,} places ({gazetteer.folder})"]
    lines += [
        _counted("of the regions in memory", counts["regional kind"]),
        _counted("of the regions, by country", counts["regional country"]),
    ]
    lines += [_counted("in all", counts["kind"])]
    lines += ["", tabulate([(s.title, s.licence, s.url) for s in gazetteer.sources], ("source", "licence", "address"))]
    own = user.opened()
    lines += ["", f"your own places: {own.count if own else 0} ({user.path()})"]
    return "\n".join(lines)


def _counted(title: str, counts: Counter[str]) -> str:
    return f"{title}: " + ", ".join(f"{number:,} {name}" for name, number in counts.most_common())
