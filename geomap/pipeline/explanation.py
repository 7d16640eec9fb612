"""One report's findings as plain text: what was seen, what was linked to what, what was dropped and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geomap.model import Claim, Distance, Locative, Resolution
from geomap.pipeline.analysis import Analysis

__all__ = ["explanation"]


def explanation(analysis: Analysis) -> str:
    """Return everything found in one report, stage by stage, each with its characters, rule and reason."""
    return "\n".join(_lines(analysis)) + "\n"


def _lines(analysis: Analysis) -> Iterator[str]:
    report, text = analysis.report, analysis.report.text
    published = report.published.isoformat() if report.published else "unknown"
    yield f"{report.id}  language {report.lang}, published {published}, {len(text)} characters"
    yield from _section("toponyms", (_resolution(r) for r in analysis.resolutions))
    yield from _section("distances", (_distance(d) for d in analysis.distances))
    yield from _section("directions", (f"{_at(h.span)} {h.text!r}: {h.degrees:g}°" for h in analysis.headings))
    yield from _section(
        "dates", (f"{_at(w.span)} {w.text!r}: {w.start} to {w.end} ({w.rule})" for w in analysis.windows)
    )
    yield from _section("place expressions", (_locative(x) for x in analysis.locatives))
    yield f"  claims: {len(analysis.claims)}"
    yield from (f"    {line}" for claim in analysis.claims for line in _claim(claim))
    yield from _section(
        "dropped", (f"{_at(u.span)} {_short(u.text)!r}: {u.kind}: {u.reason}" for u in analysis.unresolved)
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield f"  {title}: {len(found)}"
    yield from (f"    {line}" for line in found)


def _at(span: object) -> str:
    return f"[{getattr(span, 'start', 0)}:{getattr(span, 'end', 0)}]"


def _distance(d: Distance) -> str:
    span = f"{d.low_m:g} to {_high(d.high_m)} m, best {d.best_m:g}"
    return f"{_at(d.span)} {d.text!r}: {d.kind}, {span} ({d.bound}; {d.rule})"


def _high(high_m: float | None) -> str:
    return "any" if high_m is None else f"{high_m:g}"


def _short(text: str, limit: int = 100) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _resolution(resolution: Resolution) -> str:
    mention, chosen = resolution.mention, resolution.chosen
    meant = f"{chosen.name} ({chosen.kind}, {chosen.country}, {chosen.id}, {chosen.score:.2f})" if chosen else "nothing"
    others = ", ".join(f"{c.name} {c.kind} {c.score:.2f}" for c in resolution.candidates[:4] if c is not chosen)
    rest = f"; not {others}" if others else ""
    return f"{_at(mention.span)} {mention.text!r} ({mention.rule}) is {meant}: {resolution.reason}{rest}"


def _locative(locative: Locative) -> str:
    names = ", ".join(mention.text for mention in locative.anchors)
    role = "origin" if locative.origin else locative.relation
    narrowed = "".join(f"; and {_locative(part)}" for part in locative.also)
    return (
        f"{_at(locative.span)} {_short(locative.text)!r}: {role} of [{names}] ({', '.join(locative.rules)}){narrowed}"
    )


def _claim(claim: Claim) -> Iterator[str]:
    event, text = claim.event, claim.report.text
    when = f"{event.when.start} to {event.when.end}" if event.when else "no date"
    yield f"{claim.claim_id} {event.type}, {when}, incident {claim.incident_id}"
    yield f"  says {_at(event.quote)} {_short(event.quote.of(text), 200)!r}"
    yield f"  trigger {event.trigger.of(text)!r}; by {event.initiator or '?'} on {event.target or '?'}"
    hedge = "hedged" if event.hedged else "in the report's own voice"
    yield f"  claimed by {event.claimant or 'the report'} ({event.claimant_side}), {hedge}, {event.stance}"
    yield f"  killed {_figure(event.killed)}, wounded {_figure(event.wounded)}, captured {_figure(event.captured)}"
    yield f"  where {claim.place_text!r}: {claim.footprint.reading if claim.footprint else claim.unplaced_reason}"
    yield f"  rules {', '.join(claim.rules)}"


def _figure(number: int | None) -> str:
    return "not said" if number is None else str(number)
