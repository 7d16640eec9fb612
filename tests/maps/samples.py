"""Frames of claims for the tests of maps and documents: made up, with texts that try to break out."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point

from geomap import regions
from geomap.records.frames import frame_of_rows

HOSTILE = (
    "Ադրբեջանական զորքերը ${window.__pwned=1} `+alert(1)+` </script><script>window.__pwned=2</script>"
    "<img src=x onerror='window.__pwned=3'> {{ 7*7 }} {% raw %} Войска продвинулись \u2028 на 3,5 км \"'\\ \x00 \ud800"
)

REPORT = {
    "report_id": "hetq-1",
    "title": "Border crisis <b>deepens</b>",
    "publisher": "Example Agency",
    "url": "https://example.org/news?a=1&b=2",
    "published": date(2021, 5, 28),
    "lang": "en",
    "source_sha256": "9f" * 32,
    "retrieved": "2021-05-29T08:00:00Z",
    "geomap_version": "0.1.0",
    "gazetteer_version": "2026.1",
    "border_source": "OpenStreetMap, December 2017",
}


def circle(lon: float, lat: float, radius_m: float):
    shape = Point(0, 0).buffer(radius_m / 111_320, quad_segs=16)
    ring = np.asarray(shape.exterior.coords)
    ring = ring / [np.cos(np.radians(lat)), 1] + [lon, lat]
    return type(shape)(ring)


def claim(number: int, lon: float, lat: float, radius_m: float, **values):
    region = values.pop("geometry", None) or circle(lon, lat, radius_m)
    core = values.pop("core_shape", None) or circle(lon, lat, radius_m * 0.55)
    row = REPORT | {
        "claim_id": f"c{number}", "incident_id": f"c{number}", "event_type": "incursion",
        "acled_event_type": "Strategic developments", "acled_sub_event_type": "Non-violent transfer of territory",
        "date_start": date(2021, 5, 12), "date_end": date(2021, 5, 12), "acled_time_precision": 1, "ucdp_date_prec": 1,
        "place": "Sev Lich / Qaragöl", "place_text": "3.5 km into Armenia at Sev Lich",
        "reading": "The part of Armenia within 3.5 km of the border about Sev Lich.", "anchors": ["gm:sev-lich"],
        "origin_anchors": [], "country": "ARM", "admin1": "Syunik", "relation": "depth_into",
        "distance_low_m": 3500.0, "distance_best_m": 3500.0, "distance_high_m": 3500.0, "into_country": "ARM",
        "longitude": lon, "latitude": lat, "geometry": region, "core": core.wkt, "uncertainty_m": radius_m,
        "acled_geo_precision": 2, "ucdp_where_prec": 2, "initiator": "Azerbaijani troops", "target": "Armenia",
        "claimant": "Prime Minister Nikol Pashinyan", "claimant_side": "ARM", "hedged": True, "stance": "asserts",
        "quote": "They advanced 3.5 km into Armenia at Sev Lich.", "quote_start": 10, "quote_end": 56,
        "rules": ["incursion.advanced", "depth_into.place"],
    }  # fmt: skip
    return row | values


def strip_row(number: int = 1, **values):
    pack = regions.load()
    border = pack.border.line
    side = pack.territories["ARM"]
    region = border.buffer(0.07).intersection(side)
    core = border.buffer(0.035).intersection(side)
    point = core.representative_point()
    row = claim(
        number, point.x, point.y, 160_000, geometry=region, core_shape=core, place="Armenia–Azerbaijan border",
        place_text="advanced several kilometers and crossed some sections of the Armenian-Azerbaijani border",
        reading="The strip of Armenia within several kilometres (2 to 7 km, best 3 km) of its border with Azerbaijan.",
        distance_low_m=2000.0, distance_best_m=3000.0, distance_high_m=7000.0, admin1="Tavush",
        date_start=date(2021, 5, 1), date_end=date(2021, 5, 28), acled_time_precision=3, ucdp_date_prec=4,
        acled_geo_precision=3, ucdp_where_prec=5, claimant=None, claimant_side="none",
        quote="Azerbaijani troops reportedly advanced several kilometers and crossed some sections of the Armenian-Azerbaijani border",
    )  # fmt: skip
    return row | values


MENTIONS = [
    {"report_id": "hetq-1", "text": "Moscow", "start": 1, "end": 7, "name": "Moscow", "place_id": "gn:524901",
     "longitude": 37.6156, "latitude": 55.7522, "country": "RUS", "resolved": True, "reason": "where talks were held, not where it happened"},
    {"report_id": "hetq-1", "text": "Sev Lich", "start": 60, "end": 68, "name": "Sev Lich / Qaragöl", "place_id": "gm:sev-lich",
     "longitude": 46.2317, "latitude": 39.598, "country": "ARM", "resolved": True, "reason": "anchor of an incident"},
    {"report_id": "hetq-1", "text": "Yerevan", "start": 90, "end": 97, "name": "Yerevan", "place_id": "gn:616052",
     "longitude": 44.5152, "latitude": 40.1872, "country": "ARM", "resolved": True, "reason": "names a government"},
    {"report_id": "hetq-1", "text": HOSTILE, "start": 99, "end": 199, "name": None, "place_id": None,
     "longitude": None, "latitude": None, "country": None, "resolved": False, "reason": "in no gazetteer"},
]  # fmt: skip

UNRESOLVED = [
    {
        "report_id": "hetq-1",
        "text": "at the front",
        "start": 3,
        "end": 9,
        "kind": "locative",
        "reason": "names no place",
    }
]


def frame(rows, *, mentions=MENTIONS, unresolved=UNRESOLVED) -> gpd.GeoDataFrame:
    reports = (
        [{"id": "hetq-1", **{k: REPORT[k] for k in ("title", "publisher", "url")}, "published": "2021-05-28"}]
        if rows
        else []
    )
    attrs = {"reports": reports, "mentions": mentions, "unresolved": unresolved, "region": "armenia-azerbaijan"}
    return frame_of_rows(rows, attrs)


def strip() -> gpd.GeoDataFrame:
    return frame(
        [
            strip_row(),
            strip_row(
                2,
                incident_id="c1",
                claimant="the Armenian Defense Ministry",
                claimant_side="ARM",
                quote="details of Azerbaijani army units’ intrusion into Armenia’s territory",
            ),
        ]
    )


def village() -> gpd.GeoDataFrame:
    row = claim(
        1,
        45.8667,
        40.1333,
        1700,
        event_type="shelling",
        place="Verin Shorzha / Yukhari Shorja",
        admin1="Gegharkunik",
        place_text="near Verin Shorzha",
        reading="Within 1.7 km of Verin Shorzha.",
        distance_low_m=None,
        distance_best_m=None,
        distance_high_m=None,
        relation="near",
        hedged=False,
        into_country=None,
    )
    return frame([row])


def several() -> gpd.GeoDataFrame:
    denial = {
        "incident_id": "c1",
        "stance": "denies",
        "claimant": "the Defense Ministry in Baku",
        "claimant_side": "AZE",
        "quote": "The Defense Ministry in Baku denied that its troops had crossed the border at Qaragöl.",
    }
    parts = MultiPolygon([circle(45.66, 40.19, 4000), circle(45.94, 40.12, 4000)])
    return frame([
        claim(1, 46.2317, 39.61, 5200),
        claim(2, 46.2317, 39.61, 6400, incident_id="c1", claimant="the deputy mayor of Goris", claimant_side="ARM",
              distance_low_m=2000.0, distance_best_m=3000.0, distance_high_m=5000.0, place_text="a few kilometres",
              quote="“They are a few kilometres deep,” the deputy mayor said."),
        claim(3, 46.2317, 39.61, 5200, **denial),
        claim(4, 45.8667, 40.1333, 1700, event_type="shelling", place="Verin Shorzha / Yukhari Shorja", hedged=False, admin1="Gegharkunik",
              date_start=date(2021, 5, 19), date_end=date(2021, 5, 20), place_text="near Verin Shorzha", relation="near"),
        claim(5, 45.80, 40.155, 14000, event_type="clash", place="Vardenis / Basarkechar – Sotk / Zod", geometry=parts,
              date_start=date(2021, 5, 25), date_end=date(2021, 5, 25), place_text="between Vardenis and Sotk"),
        claim(6, 46.425, 39.585, 3200, event_type="casualty", place="Goris / Gorus", killed=1, wounded=2, place_text="10 km north-east of Goris",
              date_start=date(2021, 5, 27), date_end=date(2021, 5, 27), relation="direction_distance"),
        claim(7, 44.83, 39.77, 2500, event_type="drone", place="Yeraskh / Arazdeyen", admin1="Ararat", hedged=False),
        claim(8, 45.30, 40.95, 3000, event_type="landmine", place="Aygepar", admin1="Tavush", captured=2),
        claim(9, 46.0, 40.0, 1000, event_type="other", geometry=None) | {"geometry": None, "core": None, "longitude": None,
              "latitude": None, "uncertainty_m": None, "relation": "none", "place": None, "country": None, "admin1": None,
              "place_text": "at the front", "reading": "No place is said.", "acled_geo_precision": None, "ucdp_where_prec": None},
    ])  # fmt: skip


def hostile() -> gpd.GeoDataFrame:
    texts = (
        "place",
        "place_text",
        "reading",
        "quote",
        "title",
        "publisher",
        "claimant",
        "initiator",
        "target",
        "claim_id",
        "admin1",
        "country",
        "border_source",
        "source_sha256",
        "report_id",
    )
    row = claim(1, 45.8667, 40.1333, 1700, **dict.fromkeys(texts, HOSTILE))
    row |= {
        "url": "javascript:window.__pwned=4",
        "lang": 'en" onclick="window.__pwned=5',
        "rules": [HOSTILE],
        "event_type": "<b>",
    }
    return frame([row])


def many(number: int) -> gpd.GeoDataFrame:
    random = np.random.default_rng(7)
    kinds = ["incursion", "shelling", "clash", "casualty", "capture", "drone", "landmine", "other"]
    lon, lat = random.uniform(44.5, 47, number), random.uniform(39, 41, number)
    rings = np.asarray(circle(0, 40, 1500.0).exterior.coords) - (0, 40) + np.column_stack([lon, lat])[:, None]
    regions_, cores = (
        shapely.polygons(rings),
        shapely.polygons((rings - rings.mean(axis=1, keepdims=True)) * 0.5 + rings.mean(axis=1, keepdims=True)),
    )
    rows = [
        claim(
            i,
            lon[i],
            lat[i],
            1500.0,
            event_type=kinds[i % 8],
            place=f"Place {i % 300}",
            quote=f"Words {i} of a report.",
            hedged=bool(i % 2),
            geometry=regions_[i],
            core_shape=cores[i],
        )
        for i in range(number)
    ]
    return frame(rows)


def nowhere() -> gpd.GeoDataFrame:
    return frame([], unresolved=[])
