"""Pure geometry: from a place expression to the region it leaves open.

`geodesy` has lengths and shapes on the ellipsoid, `borders` what a border is, `relations` the one function
that reads every relation; `rules` and `calibration` hold the numbers; `point_radius` is the profession's
standard method.
"""

from geomap.spatial.borders import Border
from geomap.spatial.point_radius import point_radius
from geomap.spatial.relations import footprint
from geomap.spatial.rules import RULES, Rule, Rules

__all__ = ["RULES", "Border", "Rule", "Rules", "footprint", "point_radius"]
