"""The columns of an incident table: names, kinds and meanings, stated once.

One row is one claim: what one source says about one incident. Every writer,
reader, document and test takes the columns from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["COLUMNS", "KIND_OF", "Column", "Kind"]

Kind = Literal["str", "int", "float", "bool", "date", "list", "geometry"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the kind of its values and what they mean."""

    name: str
    kind: Kind
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("claim_id", "str", "stable id of this claim: the same input gives the same id"),
    Column("incident_id", "str", "claim_id of the earliest claim about the same incident"),
    Column("report_id", "str", "the report's id, else its file name"),
    Column("event_type", "str", "what was done: incursion, shelling, clash ..."),
    Column("acled_event_type", "str", "ACLED event type"),
    Column("acled_sub_event_type", "str", "ACLED sub-event type"),
    Column("date_start", "date", "first day it can have happened"),
    Column("date_end", "date", "last day it can have happened"),
    Column("acled_time_precision", "int", "1 day, 2 week, 3 month"),
    Column("ucdp_date_prec", "int", "1 day, 2 two to six days, 3 week, 4 month, 5 year"),
    Column("place", "str", "display name, both sides' names where they differ"),
    Column("place_text", "str", "the words that locate it, verbatim"),
    Column("reading", "str", "how the words were read, in a plain sentence"),
    Column("anchors", "list", "gazetteer ids the geometry is built from"),
    Column("origin_anchors", "list", "gazetteer ids where fire or troops came from"),
    Column("country", "str", "ISO3 of the best point"),
    Column("admin1", "str", "province of the best point"),
    Column("relation", "str", "how the incident lies to its anchors"),
    Column("distance_low_m", "float", "lowest distance the words allow, metres"),
    Column("distance_best_m", "float", "best distance, metres"),
    Column("distance_high_m", "float", "highest distance, metres; empty for 'at least'"),
    Column("heading_deg", "float", "direction from the anchor, degrees from north"),
    Column("into_country", "str", "ISO3 of the territory entered"),
    Column("longitude", "float", "best point, degrees east, WGS84"),
    Column("latitude", "float", "best point, degrees north, WGS84"),
    Column("geometry", "geometry", "the region that holds the incident with 90 % confidence"),
    Column("core", "str", "the 50 % region, WKT"),
    Column("uncertainty_m", "float", "smallest radius about the best point that holds the 90 % region, metres"),
    Column("acled_geo_precision", "int", "1 town or exact, 2 near a town, 3 region"),
    Column("ucdp_where_prec", "int", "1 exact, 2 within 25 km, 3 ADM2, 4 ADM1, 5 linear or fuzzy, 6 country"),
    Column("initiator", "str", "who acted, as the text says"),
    Column("target", "str", "on whom, as the text says"),
    Column("claimant", "str", "who says so"),
    Column("claimant_side", "str", "ISO3 of the claimant's side, other or none"),
    Column("hedged", "bool", "the text attributes it or doubts it"),
    Column("stance", "str", "asserts or denies"),
    Column("killed", "int", "this claim's figure; 0 only where losses are denied"),
    Column("wounded", "int", "this claim's figure; 0 only where losses are denied"),
    Column("captured", "int", "this claim's figure"),
    Column("quote", "str", "the evidence: exact characters of the report's text"),
    Column("quote_start", "int", "first character of the quote"),
    Column("quote_end", "int", "character after the quote"),
    Column("rules", "list", "names of what turned the words into this row, in order"),
    Column("title", "str", "of the report"),
    Column("publisher", "str", "of the report"),
    Column("url", "str", "of the report"),
    Column("published", "date", "of the report"),
    Column("lang", "str", "of the report: en hy ru az"),
    Column("source_sha256", "str", "SHA-256 of the report's source"),
    Column("retrieved", "str", "UTC time of the file or the fetch, ISO 8601"),
    Column("geomap_version", "str", "version that made the row"),
    Column("gazetteer_version", "str", "version of the gazetteer"),
    Column("border_source", "str", "source of the border line"),
)

KIND_OF: dict[str, Kind] = {column.name: column.kind for column in COLUMNS}
