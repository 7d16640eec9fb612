"""The user's own places: a file in the user's data directory, seen beside what ships with geomap."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TextIO

import click
import platformdirs

from geomap.errors import InputError
from geomap.gazetteer.extents import extent_m
from geomap.model import Place
from geomap.text.folding import fold

__all__ = ["Outcome", "UserPlaces", "add", "import_geonames", "path"]

LANGUAGES = ("en", "hy", "ru", "az", "other")
ALIASES = {
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "x": "longitude",
    "lat": "latitude",
    "y": "latitude",
}
PROBLEMS_MOST = 20  # named one by one; of more, the number
BATCH = 5_000  # rows written at a time
GEONAMES_COLUMNS = 19
KIND_OF_FEATURE = {
    # GeoNames feature class or class.code: what geomap calls it; a class that is not here is left out
    "P": "village", "H.LK": "lake", "H.LKS": "lake", "H.RSV": "reservoir", "H.STM": "river", "T.MT": "peak",
    "T.MTS": "peak",
    "T.PK": "peak", "T.HLL": "peak", "T.RDGE": "peak", "T.PASS": "pass", "A.ADM1": "province", "A.ADM2": "district",
    "A.PCLI": "country", "R.RD": "road", "R.RR": "railway", "S.BDG": "bridge", "S.MN": "mine", "S.MNAU": "mine",
}  # fmt: skip

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, longitude REAL NOT NULL, latitude REAL NOT NULL,
  extent_m REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, population INTEGER NOT NULL, names TEXT NOT NULL,
  source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS beginning (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Outcome:
    """What became of a file of places: how many went in, what did not and why, and where they are kept."""

    path: Path
    added: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)

    def fail(self, problem: str) -> None:
        """Note a row that did not go in."""
        self.failed += 1
        if self.failed <= PROBLEMS_MOST:
            self.problems.append(problem)


def path() -> Path:
    """Return the file that the user's own places are kept in, whether or not it is there yet."""
    return Path(platformdirs.user_data_dir("geomap", appauthor=False)) / "places.sqlite"


def add(file: Path | str) -> Outcome:
    """Take the places of a CSV file into the user gazetteer.

    Needed are the columns name, longitude and latitude; read are also id, kind, country (ISO3), admin1, extent_m,
    population, and names as en, hy, ru, az and other, several of them parted by semicolons. A place whose id is
    there already is replaced. A bad row is named with its line, the others go in.

    Raises
    ------
    InputError
        The file cannot be read, or lacks a needed column.
    """
    file = Path(file)
    outcome = Outcome(path())
    with _opened(file) as handle:
        reader = csv.DictReader(handle)
        try:
            columns = [_column(name) for name in reader.fieldnames or ()]
        except (UnicodeDecodeError, csv.Error) as problem:
            raise InputError(f"{file}: not a CSV file in UTF-8 ({problem})") from problem
        missing = {"name", "longitude", "latitude"} - set(columns)
        if missing:
            raise InputError(f"{file}: the first line must name the columns, {', '.join(sorted(missing))} among them")
        reader.fieldnames = columns
        _store(_csv_places(reader, file, outcome), outcome)
    return _told(outcome)


def import_geonames(file: Path | str) -> Outcome:
    """Take a GeoNames dump ("AM.txt", tab-separated, UTF-8) into the user gazetteer; rows are streamed.

    Settlements, waters, heights, passes, roads, bridges, mines and first- and second-level areas are kept. A bad row
    is named with its line, the others go in.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    file = Path(file)
    outcome = Outcome(path())
    with _opened(file) as handle:
        size = file.stat().st_size
        with click.progressbar(
            length=size, label=f"reading {file.name}", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            _store(_dump_places(_ticking(handle, bar), file, outcome), outcome)
    return _told(outcome)


class UserPlaces:
    """Look-up in the user's own places; an absent file holds none."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
        self.count = int(self._db.execute("SELECT count(*) FROM place").fetchone()[0])
        self.ids = lru_cache(maxsize=65_536)(self._ids)
        self.begins = lru_cache(maxsize=65_536)(self._begins)

    def _ids(self, key: str) -> tuple[str, ...]:
        rows = self._db.execute(
            "SELECT id FROM name JOIN place USING (id) WHERE key = ? ORDER BY population DESC LIMIT 8", (key,)
        )
        return tuple(row[0] for row in rows)

    def _begins(self, key: str) -> bool:
        return self._db.execute("SELECT 1 FROM beginning WHERE key = ?", (key,)).fetchone() is not None

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id, None where it is none of these."""
        row = self._db.execute("SELECT * FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None:
            return None
        code, name, kind, longitude, latitude, extent, country, admin1, population, names, source = row
        by_language = {language: tuple(spellings) for language, spellings in json.loads(names).items()}
        return Place(
            code, name, kind, longitude, latitude, extent, country, admin1, by_language, population, source
        )  # fmt: skip


def opened() -> UserPlaces | None:
    """Return the user's own places, None where there are none or their file is no such file."""
    file = path()
    try:
        return UserPlaces(file) if file.is_file() else None
    except sqlite3.DatabaseError:
        return None


# --- reading rows


def _opened(file: Path) -> TextIO:
    try:
        return file.open(encoding="utf-8-sig", newline="")
    except OSError as problem:
        raise InputError(f"{file}: {problem.strerror or problem}") from problem


def _column(name: str | None) -> str:
    plain = (name or "").strip().lower()
    return ALIASES.get(plain, plain)


def _csv_places(reader: csv.DictReader[str], file: Path, outcome: Outcome) -> Iterator[Place]:
    rows = iter(reader)
    while True:
        try:
            row = next(rows)
            yield _csv_place({k: (v or "").strip() for k, v in row.items() if k and not isinstance(v, list)})
        except StopIteration:
            return
        except (ValueError, csv.Error) as problem:
            outcome.fail(f"{file} line {reader.line_num}: {problem}")
            if isinstance(problem, UnicodeDecodeError):
                return


def _csv_place(row: Mapping[str, str]) -> Place:
    name = row["name"]
    if not fold(name):
        raise ValueError("a place needs a name with letters")
    longitude, latitude = _degrees(row["longitude"], "longitude", 180), _degrees(row["latitude"], "latitude", 90)
    kind, population = row.get("kind") or "village", int(_number(row.get("population") or "0", "population"))
    extent = _number(row["extent_m"], "extent_m") if row.get("extent_m") else extent_m(kind, population)
    if extent <= 0:
        raise ValueError("extent_m must be more than 0: no place is a bare point")
    names = {lang: tuple(n.strip() for n in row.get(lang, "").split(";") if n.strip()) for lang in LANGUAGES}
    return Place(
        row.get("id") or f"user:{fold(name).replace(' ', '-')}:{longitude:.4f},{latitude:.4f}",
        name, kind, longitude, latitude, extent, row.get("country", "").upper(), row.get("admin1", ""),
        {lang: spellings for lang, spellings in names.items() if spellings}, population, "user",
    )  # fmt: skip


def _number(written: str, column: str) -> float:
    try:
        return float(written.replace(",", "."))
    except ValueError:
        raise ValueError(f"{column} {written[:40]!r} is no number") from None


def _degrees(written: str, column: str, most: int) -> float:
    value = _number(written, column)
    if not -most <= value <= most:
        raise ValueError(f"{column} {written[:40]!r} is not between -{most} and {most} degrees")
    return value


def _ticking(handle: Iterable[str], bar: click._termui_impl.ProgressBar[int]) -> Iterator[str]:
    for line in handle:
        bar.update(len(line.encode()))
        yield line


def _dump_places(lines: Iterator[str], file: Path, outcome: Outcome) -> Iterator[Place]:
    number = 0
    while True:
        number += 1
        try:
            place = _dump_place(next(lines).rstrip("\r\n").split("\t"))
        except StopIteration:
            return
        except ValueError as problem:
            outcome.fail(f"{file} line {number}: {problem}")
            if isinstance(problem, UnicodeDecodeError):
                return
            continue
        if place is not None:
            yield place


def _dump_place(columns: list[str]) -> Place | None:
    if len(columns) < GEONAMES_COLUMNS:
        raise ValueError(f"{len(columns)} columns instead of {GEONAMES_COLUMNS}: not a row of a GeoNames dump")
    code, name, _, alternates, latitude, longitude, feature, feature_code, country = columns[:9]
    kind = KIND_OF_FEATURE.get(f"{feature}.{feature_code}") or KIND_OF_FEATURE.get(feature)
    if kind is None or not fold(name):
        return None
    population = int(_number(columns[14] or "0", "population"))
    if kind == "village" and population >= 5_000:  # noqa: PLR2004  as in the gazetteer's build
        kind = "city" if population >= 100_000 else "town"  # noqa: PLR2004
    names = {"other": tuple(n for n in alternates.split(",") if n and n != name)}
    return Place(
        f"geonames:{int(code)}", name, kind, _degrees(longitude, "longitude", 180), _degrees(latitude, "latitude", 90),
        extent_m(kind, population), country, "", names, population, "GeoNames",
    )  # fmt: skip


# --- writing


def _store(places: Iterator[Place], outcome: Outcome) -> None:
    """Write the places in batches and one transaction: a run that is broken off leaves the file as it was."""
    outcome.path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(outcome.path)) as db, db:
        db.executescript(SCHEMA)
        db.execute("BEGIN")
        while batch := list(islice(places, BATCH)):
            db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, batch))
            keys = [(key, place.id) for place in batch for key in _keys(place)]
            db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", keys)
            db.executemany(
                "INSERT OR IGNORE INTO beginning VALUES (?)", {(b,) for key, _ in keys for b in _beginnings(key)}
            )
            outcome.added += len(batch)


def _row(place: Place) -> tuple[object, ...]:
    names = json.dumps({k: list(v) for k, v in place.names.items()}, ensure_ascii=False)
    return (place.id, place.name, place.kind, place.longitude, place.latitude, place.extent_m, place.country,
            place.admin1, place.population, names, place.source)  # fmt: skip


def _keys(place: Place) -> set[str]:
    return {fold(name) for name in (place.name, *(n for names in place.names.values() for n in names))} - {""}


def _beginnings(key: str) -> Iterator[str]:
    words = key.split(" ")
    return (" ".join(words[:n]) for n in range(1, len(words)))


def _told(outcome: Outcome) -> Outcome:
    if outcome.failed > PROBLEMS_MOST:
        outcome.problems.append(f"and {outcome.failed - PROBLEMS_MOST} more rows that could not be read")
    return outcome
