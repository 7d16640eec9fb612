"""One report through all the stages: the findings of each, kept side by side."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import Claim, DateWindow, Distance, Event, Heading, Locative, Mention, Report, Resolution, Unresolved
from geomap.pipeline import placing
from geomap.pipeline.tools import Tools
from geomap.text import dates, directions, distances, events, locatives, tokens, toponyms

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


def analyse(report: Report, tools: Tools) -> Analysis:
    """Read one report: words, then places, then regions, then claims."""
    text, lang = report.text, report.lang or "en"
    mentions = toponyms.find(text, tools.gazetteer.name_index, lang)
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
    )
    scenes = {mention for event in found.events for place in event.locatives for mention in place.anchors}
    resolutions = tools.resolved(mentions, text, lang, scenes=scenes)
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
        unresolved=(*found.dropped, *unplaced),
    )
