"""The interactive map: one HTML file that needs no network and runs nothing from a report's text.

Folium would put report text into JavaScript templates and load scripts from four hosts. Here it holds the map,
so that the map shows itself in a notebook and takes further layers; everything drawn comes from one element
that carries the claims as data. A policy in the page names the digest of each script and forbids all the rest.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from geomap.maps import basemap, content, style
from geomap.maps.packing import Shapes, block, pack_all
from geomap.records import whole

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.maps.basemap import BaseMap, Bounds, Named
    from geomap.maps.content import Content

__all__ = ["page", "save_page"]

_ROOM = resources.files("geomap.maps")
_MIN_SPAN_DEG: Final = 0.18  # some 20 km: a village alone is shown with what lies around it
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

# The report's values that a popup or a list shows, sent as columns.
_COLUMNS: Final = (
    "claim_id", "incident_id", "report_id", "event_type", "date_start", "place_text", "reading", "anchors",
    "origin_anchors", "longitude", "latitude", "uncertainty_m", "initiator", "target", "hedged", "stance", "quote",
    "rules", "title", "publisher", "url", "lang", "source_sha256", "retrieved", "geomap_version", "gazetteer_version",
    "border_source",
)  # fmt: skip

_MENTION_COLUMNS: Final = ("report_id", "text", "name", "country", "longitude", "latitude", "reason")

_HELP: Final = (
    (
        "A region with a heavy outline holds the incident with 90 % confidence, the hatched one inside it with 50 %. "
        "The best point is the point of the 50 % region nearest its middle: a small one belongs to a region wider than "
        f"{style.COARSE_M / 1000:.0f} km and is not a location."
    ),
    (
        "Click a mark or a region to read every claim there. From the keyboard: Tab to the list, Enter to go to an "
        "incident, Escape to close, arrows and + − to move the map."
    ),
)


def page(frame: gpd.GeoDataFrame, *, title: str | None = None) -> folium.Map:
    """Return the interactive map of a frame of claims; it shows itself in a notebook.

    Parameters
    ----------
    frame
        One row per claim, with the columns and attrs of an extraction; missing columns count as empty.
    title
        Stands above the map; by default it names the region.
    """
    shown = content.read(frame, title)
    bounds = _view(shown)
    figure = _Page(title=html.escape(shown.title))
    drawing = _Map(location=[(bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2])
    figure.add_child(drawing)
    drawing.add_child(_Incidents(shown, bounds))
    return drawing


def save_page(frame: gpd.GeoDataFrame, path: str | Path, *, title: str | None = None) -> None:
    """Write the interactive map as one HTML file; the same frame gives the same bytes.

    Raises
    ------
    OutputError
        The file cannot be written; what was there before is left as it was.
    """
    text = page(frame, title=title).get_root().render()
    with whole(Path(path)) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


class _Verbatim(Element):
    """Text for the page as it is: Element would read it as a template and run what stands in braces."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Page(Figure):
    """The document: Leaflet, our style and script in its head, and the policy that nothing else runs."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{{ this.policy }}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<title>{{ this.title }}</title>\n'
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str) -> None:
        super().__init__(title=title, ratio="70%")
        self.policy = ""

    def render(self, **kwargs: Any) -> str:
        """Return the whole document; a map to which the user added layers of theirs is left open for what they load."""
        self.policy = ""
        text = str(super().render(**kwargs))
        if not self._is_ours():
            return text
        self.policy = _policy(text)
        return str(super().render(**kwargs))

    def _is_ours(self) -> bool:
        layers = (layer for drawing in self._children.values() for layer in drawing._children.values())  # noqa: SLF001
        return all(isinstance(layer, _Incidents) for layer in layers)


def _policy(text: str) -> str:
    """Return a policy that allows the page's own scripts and styles by digest, images in the page, and nothing else."""
    scripts = " ".join(_digest(script) for script in _SCRIPT.findall(text))
    styles = " ".join(_digest(sheet) for sheet in _STYLE.findall(text))
    rest = "img-src data:; base-uri 'none'; form-action 'none'"
    rules = f"default-src 'none'; script-src {scripts}; style-src {styles}; {rest}"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">\n'


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


class _Map(folium.Map):
    """Folium's map without its links to remote hosts, under a name that does not change from run to run."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
          center: {{ this.location|tojson }}, zoom: 7, minZoom: 4, maxZoom: 17, zoomSnap: 0.25, wheelPxPerZoomLevel: 90,
          attributionControl: false
        });
        {% endmacro %}
        """
    )

    def __init__(self, location: list[float]) -> None:
        super().__init__(location=location, tiles=None)
        self.default_js, self.default_css = [], []
        self._id = "geomap"


class _Incidents(MacroElement):
    """Everything drawn: the data, the page around the map, and the script that draws."""

    def __init__(self, shown: Content, bounds: Bounds) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "incidents", "geomap"
        self.claims = block("gm-claims", _claims(shown, bounds))
        self.base = _base_block(shown.base)

    def render(self, **kwargs: Any) -> str:
        """Put the parts where they belong in the document; nothing stands in the element's own place."""
        del kwargs
        document, drawing = self.get_root(), self._parent
        if not isinstance(document, Figure) or drawing is None:
            raise TypeError("the incidents are drawn as a layer of a map")
        for name, text in _head().items():
            document.header.add_child(_Verbatim(text), name=name)
        document.html.add_child(_Verbatim(_text("assets/page.html")), name="page")
        document.html.add_child(_Verbatim(self.claims), name="claims")
        document.html.add_child(_Verbatim(self.base), name="base")
        document.script.add_child(_Verbatim(f"geomapPage({drawing.get_name()});"), name="start")
        return ""


@lru_cache
def _text(name: str) -> str:
    return _ROOM.joinpath(name).read_text(encoding="utf-8")


@lru_cache
def _head() -> dict[str, str]:
    """Styles and scripts for the document's head, Leaflet's with its licence."""
    licence = _text("vendor/leaflet/LICENSE.txt").strip()
    return {
        "licence": f"<!-- Leaflet 1.9.4\n{licence}\n-->",
        "leaflet_css": f"<style>{_text('vendor/leaflet/leaflet.css')}</style>",
        "page_css": f"<style>{_text('assets/page.css')}</style>",
        "leaflet_js": f"<script>{_text('vendor/leaflet/leaflet.js')}</script>",
        "page_js": f"<script>{_text('assets/page.js')}</script>",
    }


def _view(shown: Content) -> Bounds:
    """What the map opens on: what must be shown, with some ground about it."""
    west, south, east, north = shown.bounds
    across, up = max(0.0, _MIN_SPAN_DEG * 1.3 - (east - west)) / 2, max(0.0, _MIN_SPAN_DEG - (north - south)) / 2
    return (west - across, south - up, east + across, north + up)


# ---- the claims as columns


def _claims(shown: Content, bounds: Bounds) -> dict[str, Any]:
    shapes = Shapes()
    tolerances = [_tolerance_deg(uncertainty) for uncertainty in shown.columns["uncertainty_m"]]
    claims: dict[str, Any] = {name: shown.columns[name] for name in _COLUMNS}
    claims |= _worded(shown)
    claims["region"] = shapes.add(shown.regions, tolerances)
    claims["core"] = shapes.add(shown.cores, tolerances)
    return {
        "style": style.as_json(),
        "texts": _texts(shown),
        "claims": claims,
        "shapes": shapes.packed(),
        "mentions": {name: [mention.get(name) for mention in shown.mentions] for name in _MENTION_COLUMNS},
        "unresolved": {name: [item.get(name) for item in shown.unresolved] for name in ("text", "reason")},
        "bounds": [round(edge, 5) for edge in bounds],
        "held": shown.lines_held,
    }


def _tolerance_deg(uncertainty_m: float | None) -> float:
    """How far a drawn outline may leave the true one: a two-thousandth of its size, between one metre and fifty."""
    return min(50.0, max(1.0, (uncertainty_m or 0.0) / 2000)) / 111_000


def _worded(shown: Content) -> dict[str, list[Any]]:
    """Columns that say in words what several columns hold."""
    columns = shown.columns
    rows = range(len(shown))
    return {
        "when": [content.window_text(*days) for days in zip(columns["date_start"], columns["date_end"], strict=True)],
        "where": [content.where(shown, i) for i in rows],
        "label": [content.label_of(columns, i) for i in rows],
        "said_by": [content.said_by(shown, i) for i in rows],
        "distance": [content.distance_of(columns, i) for i in rows],
        "uncertainty": [content.uncertainty_of(columns, i) for i in rows],
        "losses": [content.losses_of(columns, i) for i in rows],
        "acled": [_joined(columns["acled_event_type"][i], columns["acled_sub_event_type"][i], " / ") for i in rows],
        "precision": [content.precision_of(columns, i) for i in rows],
        "published_text": [day and content.window_text(day, day) for day in columns["published"]],
    }


def _joined(first: str | None, second: str | None, by: str) -> str:
    return by.join(part for part in (first, second) if part)


def _texts(shown: Content) -> dict[str, Any]:
    return {
        "title": shown.title,
        "period": shown.period,
        "summary": shown.summary,
        "disclaimer": content.DISCLAIMER,
        "reports": [[report.line, report.url] for report in shown.reports],
        "lines": shown.base.line_notes,
        "notices": list(shown.notices),
        "help": list(_HELP),
        "version": shown.version,
    }


# ---- the base map


@lru_cache(maxsize=4)
def _base_block(base: BaseMap) -> str:
    return block("gm-base", _base_values(base))


def _base_values(base: BaseMap) -> dict[str, Any]:
    lines = [line.shape for line in base.lines]
    return {
        "territories": _areas(base.territories, 0.0),
        "neighbours": _areas(base.neighbours, 0.001),
        "outlines": pack_all(base.outlines, 0.0005),
        "provinces": _areas(base.provinces, None),
        "province_lines": pack_all(base.province_lines, 0.0005),
        "lakes": _areas(base.lakes, 0.0003),
        "rivers": pack_all([river.shape for river in base.rivers], 0.0005),
        "exclaves": _areas(base.exclaves, None),
        "towns": [[town.label, _rounded((town.longitude, town.latitude)), town.zoom] for town in base.towns],
        "lines": [
            {"kind": line.kind, "name": line.name, "border": line.kind in basemap.BORDER_KINDS, "shape": shape}
            for line, shape in zip(base.lines, pack_all(lines, 0.0), strict=True)
        ],
        "relief": _relief(base),
        "bounds": base.core_bounds,
    }


def _areas(areas: Sequence[Named], tolerance_deg: float | None) -> list[dict[str, Any]]:
    """Return areas with their names; without shapes where there is no tolerance for them."""
    shapes = [[]] * len(areas) if tolerance_deg is None else pack_all([a.shape for a in areas], tolerance_deg)
    return [
        {
            "name": area.label,
            "at": area.at and _rounded(area.at),
            "extent": round(area.extent_deg, 3),
            "shape": shape,
        }
        for area, shape in zip(areas, shapes, strict=True)
    ]


def _rounded(spot: tuple[float, float]) -> list[float]:
    return [round(degrees, 4) for degrees in spot]


def _relief(base: BaseMap) -> dict[str, Any] | None:
    if base.relief is None:
        return None
    image = base64.b64encode(base.relief.read_bytes()).decode("ascii")
    return {"image": f"data:image/png;base64,{image}", "bounds": base.bounds}
