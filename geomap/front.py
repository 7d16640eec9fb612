"""The functions of the front door: what ``import geomap`` offers, with their promises."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import GeomapError, InputError, NotRead
from geomap.model import Candidate, Distance, Footprint, Report
from geomap.regions import DEFAULT as DEFAULT_REGION

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import folium
    import geopandas as gpd
    from matplotlib.figure import Figure

    from geomap.recognition import RecogniserLike

__all__ = ["distance", "explore", "extract", "footprint", "geocode", "load", "plot", "save"]


def extract(  # noqa: PLR0913 (each is a choice of the run)
    source: str | Path | Iterable[str | Path] | None = None,
    *,
    text: str | None = None,
    published: str | date | None = None,
    lang: str | None = None,
    url: str = "",
    region: str = DEFAULT_REGION,
    border_error_m: float | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    recogniser: RecogniserLike | None = None,
    online: str | None = None,
) -> gpd.GeoDataFrame:
    """Return the incidents that reports tell: one row per claim, WGS84.

    Parameters
    ----------
    source
        Files, folders, globs, http(s) addresses; a bare string with a blank or a line end that names no
        file is taken as the text of a report.
    text
        The text of one report.
    published, lang, url
        What a single report does not say itself; `published` as a date or in ISO format.
    region
        The name of a region pack, or the path of one's folder.
    border_error_m
        How far the border may really run from where it is drawn; the pack's own figure where left out.
    workers, executor
        Processes to read with, or an executor such as ``dask.distributed.Client(...).get_executor()``.
    recogniser
        Adds names that the gazetteer lacks, unresolved: ``"spacy:xx_ent_wiki_sm"`` (with the extra ``geomap[ner]``),
        or a function of text and language that returns the (start, end) of names.
    online
        ``nominatim``, ``photon`` or ``geonames``: asked for such names where something happened, with nothing else.

    Returns
    -------
    GeoDataFrame
        Its ``attrs`` keep ``reports``, every toponym found (``mentions``), what stayed ``unresolved`` and the
        inputs that could not be read (``problems``).

    Raises
    ------
    InputError
        No input could be read, or there is no such recogniser.
    MissingExtra
        The recogniser's library is not installed.
    """
    from geomap import reports
    from geomap.pipeline.runs import extract_reports

    given = reports.Given(_day(published), lang, url)
    sources, text = _sources(source, text)
    read = [reports.read_text(text, given)] if text is not None else reports.read(sources, given)
    problems: list[str] = []
    table = extract_reports(
        _good(read, problems),
        region=region,
        border_error_m=border_error_m,
        workers=workers,
        executor=executor,
        recogniser=recogniser,
        online=online,
        failed=lambda error: problems.append(str(error)),
    )
    if problems and not table.attrs["reports"]:
        raise InputError("; ".join(problems))
    table.attrs["problems"] = problems
    return table


def _sources(source: str | Path | Iterable[str | Path] | None, text: str | None) -> tuple[list[str], str | None]:
    if (source is None) == (text is None):
        raise InputError("give either a source or a text")
    if isinstance(source, str) and any(blank in source for blank in " \n") and not _names_a_file(source):
        return [], source
    if isinstance(source, str | Path):
        return [str(source)], text
    return [str(item) for item in source or ()], text


def _names_a_file(source: str) -> bool:
    """Whether it is an address, a path or a glob in a folder that is there."""
    from geomap.reports import is_address

    try:
        return is_address(source) or Path(source).exists() or _is_glob(Path(source))
    except OSError:  # a text is longer than a file's name can be
        return False


def _is_glob(path: Path) -> bool:
    return glob.has_magic(path.name) and path.parent != Path() and path.parent.is_dir()


def _good(read: Iterable[Report | GeomapError], problems: list[str]) -> Iterable[Report]:
    for item in read:
        if isinstance(item, GeomapError):
            problems.append(str(item))
        else:
            yield item


def _day(value: str | date | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as problem:
        raise InputError(f"published: {value!r} is no ISO date such as 2021-05-28") from problem


def explore(incidents: gpd.GeoDataFrame) -> folium.Map:
    """Return the layered interactive map; it shows itself in Jupyter and needs no network."""
    from geomap import maps

    return maps.page(incidents)


def plot(incidents: gpd.GeoDataFrame) -> Figure:
    """Return the printable map as a matplotlib Figure."""
    from geomap import maps

    return maps.figure(incidents)


def save(incidents: gpd.GeoDataFrame, path: str | Path) -> Path:
    """Write incidents or their map to `path`; the suffix chooses the format.

    Raises
    ------
    OutputError
        Unknown suffix, or the file cannot be written; nothing half written is left.
    MissingExtra
        A format whose optional library is not installed.
    """
    from geomap import records
    from geomap.pipeline import outputs

    path = Path(path)
    if path.suffix.lower() in outputs.MAP_SUFFIXES:
        outputs.write_map(incidents, path)
        return path
    return records.save(incidents, path)


def load(path: str | Path) -> gpd.GeoDataFrame:
    """Return the incidents that :func:`save` or ``geomap extract`` wrote, row for row.

    Raises
    ------
    InputError
        Missing file, unknown suffix, or a file that does not hold incidents.
    """
    from geomap import records

    return records.load(path)


def geocode(
    name: str,
    *,
    near: tuple[float, float] | None = None,
    country: str | None = None,
    online: str | None = None,
    on_problem: Callable[[str], None] | None = None,
) -> list[Candidate]:
    """Return the places a name may mean, best first; empty when there is none.

    Parameters
    ----------
    name
        A toponym in any of the four languages, under either side's name.
    near
        (longitude, latitude) in degrees: closer places rank higher.
    country
        ISO 3166-1 alpha-3: only places of this country.
    online
        ``nominatim``, ``photon`` or ``geonames``: asked besides the embedded gazetteer, with nothing but the name.

    on_problem
        Called with what could not be asked; the offline candidates are returned all the same.

    Raises
    ------
    ServiceError
        The online geocoder named did not answer and nobody is to be called.
    """
    from geomap import gazetteer

    return gazetteer.geocode(name, near=near, country=country, online=online, on_problem=on_problem)


def distance(phrase: str) -> Distance:
    """Return the length a phrase states, as low, best and high metres.

    Raises
    ------
    NotRead
        There is no length in the phrase.
    """
    from geomap.text import distances, languages

    return distances.read(phrase, languages.detect(phrase))


def footprint(phrase: str, **options: Any) -> Footprint:
    """Return the region a locative phrase leaves open; options as in :func:`geomap.pipeline.phrases.footprint`.

    Raises
    ------
    NotRead
        The phrase, or a place in it, cannot be read; the message says why.
    """
    from geomap.pipeline.phrases import footprint as read_footprint

    if not phrase.strip():
        raise NotRead("the phrase is empty")
    return read_footprint(phrase, **options)
