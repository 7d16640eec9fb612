"""The command line: arguments in, exit status out; everything else is done elsewhere.

Results go to the file or to standard output, all else to standard error. Status 0 is done, 2 is wrong
usage or no input that could be read, 1 anything else.
"""

from __future__ import annotations

import json
import logging
import math
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import click

from geomap._version import __version__
from geomap.errors import GeomapError, InputError, NotRead, OutputError, ReportError
from geomap.model import EventType
from geomap.regions import DEFAULT as DEFAULT_REGION

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.model import Report
    from geomap.pipeline.analysis import Analysis

__all__ = ["main"]

DONE, FAILED, USAGE = 0, 1, 2
NAMES_SHOWN = 10  # of those that no gazetteer holds


def main() -> NoReturn:
    """Run the command line and exit with its status; no traceback reaches the user without ``--debug``."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by another program: as by Ctrl-C
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    if not debug:  # what libraries log is not for the user: our own lines say what matters
        logging.basicConfig(handlers=[logging.NullHandler()])
        logging.captureWarnings(capture=True)
    try:
        status = geomap.main(args=arguments, prog_name="geomap", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return FAILED
    except Exception as problem:
        if debug:
            raise
        _say(str(problem) if isinstance(problem, GeomapError) else _unforeseen(problem))
        return USAGE if isinstance(problem, InputError) else FAILED
    return status if isinstance(status, int) else DONE


def _unforeseen(problem: Exception) -> str:
    first = str(problem).splitlines()[:1] or [""]
    return f"something went wrong ({type(problem).__name__}: {first[0][:200]}): run again with --debug to see where"


def _say(message: str) -> None:
    click.echo(f"geomap: {message}", err=True)


def _print(result: str) -> None:
    """Print a result; a reader that has enough of it, such as ``head``, is no failure."""
    try:
        click.echo(result)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date such as 2021-05-28", param, ctx)


class _Numbers(click.ParamType[tuple[float, ...]]):
    """Numbers parted by commas."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        try:
            numbers = tuple(float(number) for number in value.split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != len(self.name.split(",")) or not all(map(math.isfinite, numbers)):
            self.fail(f"{value!r} is not of the form {self.name}", param, ctx)
        return numbers


@click.group(
    epilog="Example: geomap map report.txt -o map.html -o map.png", context_settings={"max_content_width": 100}
)
@click.version_option(__version__, prog_name="geomap")
@click.option("--debug", is_flag=True, help="Show the traceback when something goes wrong.")
def geomap(*, debug: bool) -> None:  # _run looks for --debug before click does
    """Turn reports of border incidents into maps that can be defended."""


def _together(*decorators: Callable[..., Any]) -> Callable[..., Any]:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_debug_too = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show the traceback when something goes wrong."
)

_of_region = _together(
    click.option("--region", default=DEFAULT_REGION, show_default=True, help="Region pack: its name or folder."),
    click.option("--border-error", "border_error_m", type=float, help="Error of the border line in metres."),
)


def _online(says: str) -> Callable[..., Any]:
    return click.option("--online", type=click.Choice(["nominatim", "photon", "geonames"]), help=says)


_reading = _together(
    click.argument("reports", metavar="REPORT...", nargs=-1, required=True),
    click.option("--published", type=_Day(), help="Publication date, where a report does not say it."),
    click.option("--lang", type=click.Choice(["en", "hy", "ru", "az"]), help="Language, where it is told wrongly."),
    click.option("--url", default="", help="Address of the report, where it does not say it."),
    _of_region,
    click.option("--workers", default=1, show_default=True, type=click.IntRange(min=1), help="Processes to read with."),
    click.option(
        "--recogniser", metavar="spacy:MODEL", help="Report names the gazetteer lacks: a spaCy model's name or folder."
    ),
    _online("Ask this service for such names, where something happened, with nothing but the name."),
    _debug_too,
)

_filtering = _together(
    click.option("--since", type=_Day(), help="Only what can have happened on or after this day."),
    click.option("--until", type=_Day(), help="Only what can have happened on or before this day."),
    click.option("--bbox", type=_Numbers("WEST,SOUTH,EAST,NORTH"), help="Only best points in this box, in degrees."),
    click.option("--side", metavar="ISO3", help="Only claims by this side: ARM, AZE, other, none."),
    click.option(
        "--type",
        "types",
        multiple=True,
        type=click.Choice(get_args(EventType)),
        metavar="TYPE",
        help="Only this type of event, such as incursion; may be given several times.",
    ),
)

_map_outputs = _together(
    click.option(
        "-o", "--output", "outputs", required=True, multiple=True, type=click.Path(path_type=Path),
        help="Where to write: .html .png .svg .pdf .docx; may be given several times.",
    ),
    click.option("--report", "as_document", is_flag=True, help="Make a .pdf a document: map, table and sources."),
)  # fmt: skip


@geomap.command("map", epilog="Example: geomap map articles/*.html -o incidents.html -o incidents.png")
@_reading
@_filtering
@_map_outputs
def map_command(outputs: tuple[Path, ...], as_document: bool, **options: Any) -> int:
    """Read reports, find incidents, draw the map."""
    from geomap.pipeline import outputs as writers

    _check(writers.check_map_suffix, outputs)
    incidents, status = _extracted(**_of(options, _READING))
    if incidents is not None:
        _write_maps(_filtered(incidents, **_of(options, _FILTERING)), outputs, as_document)
    return status


@geomap.command(epilog="Example: geomap extract feed.jsonl -o incidents.gpkg")
@_reading
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where to write: .geojson .gpkg .parquet .csv .kml .jsonl; without it, GeoJSON to standard output.",
)
@click.option("--explain", is_flag=True, help="Print what was found, linked and dropped in each report, and why.")
def extract(outputs: tuple[Path, ...], explain: bool, **options: Any) -> int:
    """Read reports and write the incidents they tell as records."""
    from geomap.pipeline import outputs as writers
    from geomap.pipeline.explanation import explanation
    from geomap.records import to_geojson

    _check(writers.check_record_suffix, outputs)
    show = (lambda analysis: _print(explanation(analysis))) if explain else (lambda _: None)
    incidents, status = _extracted(**options, seen=show)
    if incidents is None:
        return status
    _write(outputs, lambda path: writers.write_records(incidents, path))
    if not outputs and not explain:
        _print(to_geojson(incidents))
    return status


@geomap.command(epilog="Example: geomap render incidents.gpkg -o map.html --since 2021-05-01 --side ARM")
@click.argument("incidents", type=click.Path(path_type=Path))
@_filtering
@_map_outputs
@_debug_too
def render(incidents: Path, outputs: tuple[Path, ...], as_document: bool, **filters: Any) -> int:
    """Draw saved incidents."""
    from geomap import records
    from geomap.pipeline import outputs as writers

    _check(writers.check_map_suffix, outputs)
    _write_maps(_filtered(records.load(incidents), **filters), outputs, as_document)
    return DONE


@geomap.command(epilog="Example: geomap geocode Basarkechar 'Sev Lich' --json")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--near", type=_Numbers("LON,LAT"), help="Closer places rank higher.")
@click.option("--country", metavar="ISO3", help="Only places of this country.")
@_online("Also ask this service, with nothing but the name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_debug_too
def geocode(names: tuple[str, ...], near: Any, country: str | None, online: str | None, as_json: bool) -> int:
    """Find the places a name may mean, with reasons."""
    from geomap.front import geocode as find
    from geomap.gazetteer import tables

    problems: list[str] = []
    found = [
        (name, find(name, near=near, country=country, online=online, on_problem=problems.append)) for name in names
    ]
    _print(tables.as_json(found) if as_json else tables.as_text(found))
    for problem in problems:
        _say(problem)
    return FAILED if problems else DONE


@geomap.command(epilog="Example: geomap footprint '3.5 km into Armenia at Sev Lich' --json")
@click.argument("phrase")
@click.option(
    "--anchor", "anchors", multiple=True, metavar="NAME=LON,LAT[,EXTENT_M]", help="Your own place; beats the gazetteer."
)
@click.option(
    "--profile",
    type=click.Choice(["frazier2004", "gbif2020", "wieczorek2001"]),
    default="frazier2004",
    show_default=True,
    help="How written numbers are taken to be rounded.",
)
@click.option("--circle", is_flag=True, help="The circle of the point-radius method instead of the region.")
@_of_region
@click.option("--json", "one_line", is_flag=True, help="Print the Feature on one line.")
@_debug_too
def footprint(phrase: str, anchors: tuple[str, ...], one_line: bool, **settings: Any) -> int:
    """Turn one locative phrase into a GeoJSON Feature."""
    from geomap.pipeline.phrases import feature
    from geomap.pipeline.phrases import footprint as read

    given = dict(_anchor(text) for text in anchors)
    try:
        found = read(phrase, anchors=given, **settings)
    except NotRead as problem:
        _say(f"cannot read {phrase!r}: {problem}")
        return USAGE
    _print(json.dumps(feature(phrase, found), ensure_ascii=False, indent=None if one_line else 2))
    return DONE


@geomap.command(epilog="Example: geomap review incidents.gpkg")
@click.argument("incidents", type=click.Path(path_type=Path))
@_debug_too
def review(incidents: Path) -> int:  # noqa: ARG001 - named so that its help is right already
    """Accept, move, correct or reject incidents on a local page (not available yet)."""
    _say("review is not available yet: draw with 'geomap render', and correct the file that 'geomap extract' wrote")
    return FAILED


@geomap.group(epilog="Example: geomap gazetteer add my-places.csv")
def gazetteer() -> None:
    """See what is in the gazetteer and add your own places."""


@gazetteer.command("info", epilog="Example: geomap gazetteer info")
@_debug_too
def gazetteer_info() -> int:
    """Say what is in the gazetteer: version, sources, places by kind and country, your own places."""
    from geomap.gazetteer import tables

    _print(tables.info())
    return DONE


@gazetteer.command("add", epilog="Example: geomap gazetteer add my-places.csv")
@click.argument("file", type=click.Path(path_type=Path))
@_debug_too
def gazetteer_add(file: Path) -> int:
    """Add your own places from a CSV with at least name, longitude and latitude."""
    from geomap.gazetteer import user

    return _said(user.add(file))


@gazetteer.command("import", epilog="Example: geomap gazetteer import AM.txt")
@click.argument("file", type=click.Path(path_type=Path))
@_debug_too
def gazetteer_import(file: Path) -> int:
    """Read the places of a GeoNames dump, such as AM.txt."""
    from geomap.gazetteer import user

    return _said(user.import_geonames(file))


# What the commands share -----------------------------------------------------------------------------

_READING = ("reports", "published", "lang", "url", "region", "border_error_m", "workers", "recogniser", "online")
_FILTERING = ("since", "until", "bbox", "side", "types")


def _of(options: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: options[name] for name in names}


def _check(check_suffix: Callable[[Path], None], outputs: Iterable[Path]) -> None:
    """Check the outputs before anything is read; an unknown suffix is wrong usage."""
    from geomap.records import check_place

    for path in outputs:
        try:
            check_suffix(path)
        except OutputError as problem:
            raise click.UsageError(str(problem)) from problem
        check_place(path)


def _write(outputs: Iterable[Path], write: Callable[[Path], object]) -> None:
    """Write every output, or none of them."""
    from geomap.records import together

    with together():
        for path in outputs:
            write(path)
    for path in outputs:
        click.echo(f"written: {path}", err=True)


def _extracted(
    *, reports: tuple[str, ...], published: date | None, lang: str | None, url: str,
    seen: Callable[[Analysis], None] = lambda _: None, **settings: Any,
) -> tuple[gpd.GeoDataFrame | None, int]:  # fmt: skip
    """The incidents of the inputs and the exit status; no table where no input could be read."""
    from geomap.pipeline.runs import extract_reports
    from geomap.reports import Given, read

    problems: list[GeomapError] = []

    def failed(problem: GeomapError) -> None:
        _say(str(problem))
        problems.append(problem)

    good = _with_progress(_good(read(reports, Given(published, lang, url)), failed))
    incidents = extract_reports(good, seen=seen, failed=None if "--debug" in sys.argv else failed, **settings)
    if not incidents.attrs["reports"]:
        return None, FAILED if any(isinstance(problem, ReportError) for problem in problems) else USAGE
    _summarise(incidents)
    return incidents, FAILED if problems else DONE


def _good(read: Iterable[Report | GeomapError], failed: Callable[[GeomapError], None]) -> Iterator[Report]:
    """The reports; each input that could not be read is told at once."""
    for item in read:
        if isinstance(item, GeomapError):
            failed(item)
        else:
            yield item


def _with_progress(reports: Iterator[Report]) -> Iterator[Report]:
    if not sys.stderr.isatty():
        yield from reports
        return
    with click.progressbar(reports, label="reading", file=sys.stderr, show_pos=True) as shown:
        yield from shown


def _summarise(incidents: gpd.GeoDataFrame) -> None:
    """Say on standard error what was found, what was not, and what is not known."""
    attrs = incidents.attrs
    with_rows = set(incidents["report_id"])
    for report in attrs["reports"]:
        if report["published"] is None:
            _say(f"{report['id']}: its date is unknown: relative dates stay open (give --published)")
        if report["id"] not in with_rows:
            looked_at = sum(mention["report_id"] == report["id"] for mention in attrs["mentions"])
            _say(f"{report['id']}: no incident found (looked at {looked_at} place names)")
    placed = int(incidents["longitude"].notna().sum())
    claims, told = _counted(len(incidents), "claim"), _counted(incidents["incident_id"].nunique(), "incident")
    names = list(dict.fromkeys(item["text"] for item in attrs["unresolved"] if item["kind"] == "mention"))
    if names:
        more = " ..." if len(names) > NAMES_SHOWN else ""
        _say(f"no gazetteer holds {', '.join(names[:NAMES_SHOWN])}{more} (geomap gazetteer add takes your own places)")
    read = _counted(len(attrs["reports"]), "report")
    _say(f"{claims} of {told} in {read}; {len(incidents) - placed} without a place")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _filtered(
    incidents: gpd.GeoDataFrame, *, since: Any, until: Any, bbox: Any, side: Any, types: Any
) -> gpd.GeoDataFrame:
    from geomap.records.filters import Filter, select

    return select(incidents, Filter(since, until, bbox, side, types))


def _write_maps(incidents: gpd.GeoDataFrame, outputs: Iterable[Path], as_document: bool) -> None:
    from geomap.pipeline.outputs import write_map

    if incidents.empty:
        _say("the map shows no incident")
    _write(outputs, lambda path: write_map(incidents, path, report=as_document))


def _anchor(text: str) -> tuple[str, Any]:
    name, _, numbers = text.rpartition("=")
    try:
        values = tuple(float(number) for number in numbers.split(","))
    except ValueError:
        values = ()
    if not name or len(values) not in {2, 3}:
        raise click.UsageError(f"--anchor {text!r} is not of the form NAME=LON,LAT[,EXTENT_M]")
    return name, values


def _said(outcome: Any) -> int:
    """Say what was added and which rows were not."""
    for problem in outcome.problems:
        _say(problem)
    click.echo(f"added {outcome.added} places to {outcome.path}", err=True)
    if not outcome.added:
        return USAGE
    return FAILED if outcome.problems else DONE
