"""One report through all the stages: the findings of each, kept side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geomap.model import Claim, DateWindow, Distance, Event, Heading, Locative, Mention, Report, Resolution, Unresolved
from geomap.pipeline import placing
from geomap.pipeline.tools import Tools
from geomap.pipeline.unknown import UnknownNames
from geomap.text import dates, directions, distances, events, locatives, tokens
from geomap.text.linking import Linker
from geomap.text.recognisers import GazetteerNames

__all__ = ["Analysis", "Words", "analyse", "read"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one report, in the order of the stages."""

    report: Report
    mentions: tuple[Mention, ...]
    resolutions: tuple[Resolution, ...]
    distances: tuple[Distance, ...]
    headings: tuple[Heading, ...]
    locatives: tuple[Locative, ...]
    windows: tuple[DateWindow, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    unresolved: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of one report say, before any place is looked up: names, expressions, days and events."""

    known: Sequence[Mention]
    mentions: Sequence[Mention]
    distances: Sequence[Distance]
    headings: Sequence[Heading]
    locatives: Sequence[Locative]
    windows: Sequence[DateWindow]
    found: events.Findings


def read(report: Report, tools: Tools, unknown: UnknownNames | None = None, *, linker: type[Linker] = Linker) -> Words:
    """Read the words of a report; `unknown` adds names the gazetteer lacks, `linker` links what happened to places."""
    text, lang = report.text, report.lang or "en"
    names = GazetteerNames(tools.gazetteer.name_index)
    windows = dates.find(text, lang, report.published)
    of_dates = {at for window in windows for at in range(window.span.start, window.span.end)}
    known = [m for m in names.find(text, lang) if m.span.start not in of_dates]  # October is a village, too
    strange = unknown.find(text, lang, known, tools) if unknown else []
    mentions = sorted([*known, *strange], key=lambda m: m.span)
    lengths, headings = distances.find(text, lang), directions.find(text, lang)
    expressions = locatives.find(text, lang, mentions, lengths, headings, kinds_of=tools.kinds_of)
    found = events.find(
        text,
        lang,
        sentences=tokens.sentences(text),
        mentions=mentions,
        locatives=expressions,
        dates=windows,
        published=report.published,
        beyond=events.beyond(report.title, lang, names.find(report.title, lang), tools.traits, tools.provinces),
        linker=linker,
    )
    return Words(known, mentions, lengths, headings, expressions, windows, found)


def analyse(report: Report, tools: Tools, unknown: UnknownNames | None = None) -> Analysis:
    """Read one report: words, then places, then regions, then claims; `unknown` adds names the gazetteer lacks."""
    text, lang = report.text, report.lang or "en"
    words = read(report, tools, unknown)
    scenes = {mention for event in words.found.events for place in event.locatives for mention in place.anchors}
    resolutions = tools.resolved(words.known, text, lang, scenes=scenes)
    if unknown and len(words.mentions) > len(words.known):
        added = unknown.resolved(words.mentions, text, lang, tools, scenes=scenes)
        resolutions = sorted([*resolutions, *added], key=lambda r: r.mention.span)
    claims, unplaced = placing.Placing(report, resolutions, tools).claims(words.found.events)
    return Analysis(
        report=report,
        mentions=tuple(words.mentions),
        resolutions=tuple(resolutions),
        distances=tuple(words.distances),
        headings=tuple(words.headings),
        locatives=tuple(words.locatives),
        windows=tuple(words.windows),
        events=words.found.events,
        claims=claims,
        unresolved=(*words.found.dropped, *unplaced, *_unknown(resolutions)),
    )


def _unknown(resolutions: Iterable[Resolution]) -> Iterator[Unresolved]:
    """Yield the names that no gazetteer holds and nobody else knows."""
    for found in resolutions:
        if found.mention.found_by and found.chosen is None:
            yield Unresolved(found.mention.span, found.mention.text, found.reason)
