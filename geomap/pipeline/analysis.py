"""One report through all the stages: the findings of each, kept side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geomap.model import Claim, DateWindow, Distance, Event, Heading, Locative, Mention, Report, Resolution, Unresolved
from geomap.pipeline import placing
from geomap.pipeline.tools import Tools
from geomap.pipeline.unknown import UnknownNames
from geomap.text import dates, directions, distances, events, locatives, tokens
from geomap.text.recognisers import GazetteerNames

__all__ = ["Analysis", "analyse"]


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


def analyse(report: Report, tools: Tools, unknown: UnknownNames | None = None) -> Analysis:
    """Read one report: words, then places, then regions, then claims; `unknown` adds names the gazetteer lacks."""
    text, lang = report.text, report.lang or "en"
    names = GazetteerNames(tools.gazetteer.name_index)
    known = names.find(text, lang)
    strange = unknown.find(text, lang, known, tools) if unknown else []
    mentions = sorted([*known, *strange], key=lambda m: m.span)
    lengths, headings = distances.find(text, lang), directions.find(text, lang)
    expressions = locatives.find(text, lang, mentions, lengths, headings, kinds_of=tools.kinds_of)
    windows = dates.find(text, lang, report.published)
    found = events.find(
        text,
        lang,
        sentences=tokens.sentences(text),
        mentions=mentions,
        locatives=expressions,
        dates=windows,
        published=report.published,
        beyond=events.beyond(report.title, lang, names.find(report.title, lang), tools.is_far),
    )
    scenes = {mention for event in found.events for place in event.locatives for mention in place.anchors}
    resolutions = tools.resolved(known, text, lang, scenes=scenes)
    if unknown and strange:
        added = unknown.resolved(mentions, text, lang, tools, scenes=scenes)
        resolutions = sorted([*resolutions, *added], key=lambda r: r.mention.span)
    placed = placing.Placing(report, resolutions, tools)
    claims, unplaced = placed.claims(found.events)
    return Analysis(
        report=report,
        mentions=tuple(mentions),
        resolutions=tuple(resolutions),
        distances=tuple(lengths),
        headings=tuple(headings),
        locatives=tuple(expressions),
        windows=tuple(windows),
        events=tuple(found.events),
        claims=claims,
        unresolved=(*found.dropped, *unplaced, *_unknown(resolutions)),
    )


def _unknown(resolutions: Iterable[Resolution]) -> Iterator[Unresolved]:
    """Yield the names that no gazetteer holds and nobody else knows."""
    for found in resolutions:
        if found.mention.found_by and found.chosen is None:
            yield Unresolved(found.mention.span, found.mention.text, found.reason)
