"""Every number that turns a relation into metres, with its name, unit and reason.

The parameters of the calibrated distance model stand in :mod:`geomap.spatial.calibration`; the numbers that words stand
for ("several" = 2 to 7) in the word lists. What is here says how large "at", "near" or "the section of
the border at X" are. A caller overrides any of them: ``footprint(..., rules=RULES.replace(near_village_m=4000))``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["KINDS", "RULES", "Rule", "Rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One number: what it is called, what it measures and why it is what it is."""

    name: str
    value: float
    unit: str
    reason: str


_VILLAGE_SPREAD = "398 geolocated damage points in 16 border villages (Tajik-Kyrgyz border, 2022)"

TABLE = (
    # at, in
    Rule("at_core_m", 700, "m", f"50 % lie within 0.7 km: {_VILLAGE_SPREAD}"),
    Rule("at_region_m", 1450, "m", f"90 %, between 0.7 km (50 %) and 1.7 km (95 %), Weibull: {_VILLAGE_SPREAD}"),
    Rule("at_extent_m", 700, "m", "extent of the villages those points lie in; a larger place adds what it has more"),
    Rule("at_extent_core_share", 0.6, "1", "half of a disc lies within 0.7 of its radius; towns thin out"),
    Rule("at_shape_margin_m", 1000, "m", "edges are struck too; spread of villages less their extent"),
    Rule("line_margin_m", 1500, "m", "reports name a road or river for what lies beside it, within about a mile"),
    # near; editor's judgement of border reports, no default exists (GBIF Quick Reference Guide 2020, "near")
    Rule("near_place_m", 5000, "m", "a report names the nearest place it knows; border villages lie 3 to 8 km apart"),
    Rule("near_village_m", 5000, "m", "a report names the nearest village; border villages lie 3 to 8 km apart"),
    Rule("near_town_m", 7000, "m", "towns are named from farther off than villages"),
    Rule("near_city_m", 10000, "m", "cities are named from farther off than towns"),
    Rule("near_lake_m", 4000, "m", "from its shore; Sev Lich claims of 2021 lay within 3.5 km of it"),
    Rule("near_peak_m", 4000, "m", "heights are contested with their slopes and the saddles to the next"),
    Rule("near_area_m", 10000, "m", "near a province or country: a district's width beyond its edge"),
    Rule("near_line_m", 4000, "m", "beside a road, river or railway"),
    Rule("near_core_share", 0.55, "1", "50 % over 90 % radius of a normal: sqrt(ln 2 / ln 10)"),
    Rule("outskirts_m", 3000, "m", "just outside a village: its spread of 1.45 km and as much again"),
    Rule("approaches_m", 8000, "m", "on the approaches: farther out than near; editor's judgement"),
    # extents where the gazetteer gives none
    Rule("extent_place_m", 700, "m", "a village with its fields"),
    Rule("extent_village_m", 700, "m", "a village with its fields"),
    Rule("extent_town_m", 1800, "m", "median of towns of 5,000 to 30,000 people on this border"),
    Rule("extent_city_m", 5000, "m", "median of cities of more than 100,000 people"),
    Rule("extent_lake_m", 1000, "m", "mountain lakes of this region"),
    Rule("extent_peak_m", 500, "m", "a summit and what is named after it"),
    Rule("extent_line_m", 2000, "m", "a road, river or bridge known by one point"),
    Rule("extent_district_m", 20000, "m", "a district known by one point"),
    Rule("extent_province_m", 40000, "m", "a province known by one point"),
    # distance and direction
    Rule("within_core_share", 0.7071, "1", "half of a disc's area"),
    Rule("at_least_factor", 2.0, "1", "more than 2 km is 2 to 4 km: beyond, another figure is named"),
    Rule("direction_reach_m", 20000, "m", "farther off another place would be named; villages lie 3 to 8 km apart"),
    Rule("direction_core_m", 10000, "m", "half of what lies within reach if named in inverse proportion to distance"),
    Rule("direction_slack_deg", 12, "deg", "median bearing error of running text (3,949 offsets)"),
    Rule("offset_extent_m", 1500, "m", "extent of the towns the distance model was fitted on, as gazetteers give it"),
    Rule("offset_extent_floor", 0.5, "1", "a hamlet's centre is still read off a map"),
    Rule("road_sinuosity", 0.8, "1", "straight line over road in mountains: 85 Caucasus offsets have a median of 0.83"),
    # between, along
    Rule("between_length_share", 0.55, "1", "half the distance and a tenth beyond each place"),
    Rule("between_width_share", 0.28, "1", "valley roads leave the straight line by up to a quarter of its length"),
    Rule("between_core_length_share", 0.38, "1", "holds half of what is spread evenly along the way, with the width"),
    Rule("between_core_width_share", 0.18, "1", "holds half of the region's width and more"),
    Rule("midway_length_share", 0.2, "1", "half-way is said of the middle two fifths"),
    Rule("midway_core_length_share", 0.1, "1", "half of that"),
    Rule("along_reach_m", 8000, "m", "the part of a road or river that a place beside it is about"),
    Rule("toward_half_width_deg", 30, "deg", "90 % of bearings in running text lie within 30 degrees"),
    # border
    Rule("section_half_length_m", 5000, "m", "border villages lie 3 to 8 km apart: a section reaches to the next ones"),
    Rule("section_half_width_m", 2000, "m", "positions of both sides lie within some 2 km of the line"),
    Rule("section_core_share", 0.5, "1", "half the length and half the width hold about half of the positions"),
    Rule("section_place_m", 1450, "m", "a section named after a place reaches to it (at_region_m)"),
    Rule("place_reach_m", 45000, "m", "a place farther from the border says nothing about a part of it"),
    Rule("area_gap_m", 300, "m", "an area's outline and the border drawn at the same scale meet to within this"),
    Rule("area_wide_gap_m", 3500, "m", "small-scale province outlines miss a large-scale border by up to this much"),
    Rule("belt_m", 5000, "m", "in a border district, at the border: positions, villages and roads next to it"),
    Rule("depth_half_length_m", 8000, "m", "it holds ground beside X: claims of May 2021 were 5 to 10 km wide"),
    Rule("depth_default_best_m", 2000, "m", "crossed the border, no depth: median of claims of 2021-2023"),
    Rule("depth_default_high_m", 5000, "m", "crossed the border, no depth: what claims of 2021-2023 range over"),
    Rule("opposite_depth_m", 5000, "m", "across from X: positions and the first village behind the line"),
    # areas, coordinates
    Rule("area_core_share", 0.7071, "1", "half of the area"),
    Rule("part_core_share", 0.5, "1", "the outer half of the part is the part without doubt"),
    Rule("coordinates_floor_m", 30, "m", "a position read off a map or receiver (GBIF 2020: 30 m before 2000)"),
)  # fmt: skip

KINDS = {
    "village": "village", "settlement": "village", "hamlet": "village", "town": "town", "city": "city",
    "capital": "city",
    "lake": "lake", "reservoir": "lake", "peak": "peak", "mountain": "peak", "hill": "peak", "pass": "peak",
    "road": "line", "river": "line", "railway": "line", "bridge": "peak", "mine": "peak", "district": "district",
    "province": "province", "region": "province", "country": "country",
}  # fmt: skip


class Rules(Mapping[str, float]):
    """The table as a mapping from name to value, with what a caller changed."""

    def __init__(self, table: Mapping[str, Rule]) -> None:
        self._table = dict(table)

    def __getitem__(self, name: str) -> float:
        return self._table[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def rule(self, name: str) -> Rule:
        """Return the whole row."""
        return self._table[name]

    def for_kind(self, relation: str, kind: str) -> str:
        """Return the name of the row for a kind of place: near_village_m, else near_place_m."""
        name = f"{relation}_{KINDS.get(kind, 'place')}_m"
        return name if name in self._table else f"{relation}_place_m"

    def replace(self, **values: float) -> Rules:
        """Return the table with other values; a name it does not have is refused."""
        unknown = sorted(set(values) - set(self._table))
        if unknown:
            raise KeyError(f"no rule is called {', '.join(unknown)}")
        changed = {
            name: Rule(name, value, self._table[name].unit, "set by the caller") for name, value in values.items()
        }
        return Rules({**self._table, **changed})


RULES = Rules({rule.name: rule for rule in TABLE})
