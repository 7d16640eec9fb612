"""A run: reports in, one table of claims out, with everything that stayed unresolved."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from typing import Any

import geopandas as gpd

from geomap import records
from geomap.errors import GeomapError, InputError, ReportError, ServiceError
from geomap.gazetteer.display import display_name
from geomap.model import Report, Resolution, Unresolved
from geomap.pipeline.analysis import Analysis, analyse
from geomap.pipeline.incidents import joined
from geomap.pipeline.tools import open_tools
from geomap.pipeline.unknown import UnknownNames
from geomap.recognition import RecogniserLike, opened
from geomap.regions import DEFAULT as DEFAULT_REGION

__all__ = ["extract_reports"]

_CHUNK = 8  # reports handed to a worker at a time


def extract_reports(
    reports: Iterable[Report],
    *,
    region: str = DEFAULT_REGION,
    border_error_m: float | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    recogniser: RecogniserLike | None = None,
    online: str | None = None,
    seen: Callable[[Analysis], None] = lambda _: None,
    failed: Callable[[GeomapError], None] | None = None,
) -> gpd.GeoDataFrame:
    """Return the claims of all reports as one table.

    Parameters
    ----------
    reports
        Read one at a time; one given twice is read once.
    region
        The name of a region pack, or the path of one's folder.
    border_error_m
        How far the border may really run from where it is drawn; the pack's own figure where left out.
    workers
        Processes to read with.
    executor
        Anything with the interface of :class:`concurrent.futures.Executor`, such as a Dask client's
        ``get_executor()``; it takes the place of `workers`.
    recogniser
        What finds names that the gazetteer lacks: the name of one ("spacy:xx_ent_wiki_sm"), an object with ``name`` and
        ``find`` (:class:`geomap.text.recognisers.Recogniser`), or a function of text and language that returns the
        (start, end) of names.
    online
        The service that is asked for such a name, with nothing but the name, where something happened at it.
    seen
        Called with each report's findings, in order: progress and explanations.
    failed
        Called with the error of a report that could not be analysed, and the others go on; and last with that of a
        service that did not answer.

    Raises
    ------
    ReportError
        A report could not be analysed and nobody is to be called.
    InputError, MissingExtra
        There is no such recogniser, or its library is not installed.
    """
    tools = open_tools(region, border_error_m)
    unknown = _unknown_names(recogniser, online, workers, executor)
    analyse_one = partial(_analyse_with, region, border_error_m, unknown)
    analyses = []
    for analysis in _mapped(analyse_one, _once(reports), workers, executor):
        if isinstance(analysis, Analysis):
            seen(analysis)
            analyses.append(analysis)
        elif failed is None:
            raise analysis
        else:
            failed(analysis)
    if unknown and unknown.problem and failed:
        failed(ServiceError(unknown.problem))
    claims = joined([claim for analysis in analyses for claim in analysis.claims])
    sources = {"gazetteer_version": tools.gazetteer.version, "border_source": tools.region.border_source}
    return records.frame(claims, sources=sources, attrs=_attrs(analyses, region))


def _once(reports: Iterable[Report]) -> Iterator[Report]:
    """Leave out a report that was given before, by a folder and by a glob say: its claims would be told twice."""
    known: set[tuple[str, str]] = set()
    for report in reports:
        key = (report.id, report.source_sha256)
        if key not in known:
            known.add(key)
            yield report


def _mapped(
    analyse_one: Callable[[Report], Analysis | ReportError],
    reports: Iterable[Report],
    workers: int,
    executor: Executor | None,
) -> Iterator[Analysis | ReportError]:
    if executor is not None:
        yield from executor.map(analyse_one, reports)
    elif workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            yield from pool.map(analyse_one, reports, chunksize=_CHUNK)
    else:
        yield from map(analyse_one, reports)


def _unknown_names(
    recogniser: RecogniserLike | None, online: str | None, workers: int, executor: Executor | None
) -> UnknownNames | None:
    """What finds the names that the gazetteer lacks, opened before any report is read."""
    if recogniser is None:
        if online is not None:
            raise InputError("a service is asked for names that a recogniser finds: name a recogniser too")
        return None
    if online is not None and (workers > 1 or executor is not None):
        raise InputError("a service is asked for one name at a time: leave the reading to one process")
    opened(recogniser)
    if workers > 1 and not _travels(recogniser):
        raise InputError("the recogniser cannot be sent to other processes: define it at the top of a module")
    return UnknownNames(recogniser, online)


def _travels(recogniser: RecogniserLike) -> bool:
    try:
        pickle.dumps(recogniser)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _analyse_with(
    region: str, border_error_m: float | None, unknown: UnknownNames | None, report: Report
) -> Analysis | ReportError:
    """Findings, or as a value what went wrong, so that one report's fault crosses processes and stops no other."""
    try:
        return analyse(report, open_tools(region, border_error_m), unknown)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the other reports go on
        error = ReportError(f"{report.id}: could not be analysed ({type(problem).__name__}: {problem})")
        error.__cause__ = problem
        return error


def _attrs(analyses: Sequence[Analysis], region: str) -> dict[str, Any]:
    return {
        "reports": [_report_row(a.report) for a in analyses],
        "mentions": [_mention_row(a.report, r) for a in analyses for r in a.resolutions],
        "unresolved": [_unresolved_row(a.report, u) for a in analyses for u in a.unresolved],
        "region": region,
    }


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
        "lang": report.lang,
        "source_sha256": report.source_sha256,
        "retrieved": report.retrieved.isoformat() if report.retrieved else None,
    }


def _mention_row(report: Report, resolution: Resolution) -> dict[str, Any]:
    mention, chosen = resolution.mention, resolution.chosen
    return {
        "report_id": report.id,
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "name": display_name(chosen.place) if chosen else None,
        "place_id": chosen.id if chosen else None,
        "longitude": chosen.longitude if chosen else mention.longitude,
        "latitude": chosen.latitude if chosen else mention.latitude,
        "country": chosen.country if chosen else None,
        "resolved": chosen is not None,
        "reason": resolution.reason,
    }


def _unresolved_row(report: Report, unresolved: Unresolved) -> dict[str, Any]:
    return {
        "report_id": report.id,
        "text": unresolved.text,
        "start": unresolved.span.start,
        "end": unresolved.span.end,
        "kind": unresolved.kind,
        "reason": unresolved.reason,
    }
