"""Claims as pictures: an interactive page (folium) and a printable figure (matplotlib)."""

from geomap.maps.sheet import figure, save_figure
from geomap.maps.web import page, save_page

__all__ = ["figure", "page", "save_figure", "save_page"]
