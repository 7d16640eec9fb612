"""Which place a mention means: candidates ranked by what the report itself says, each with its reasons."""

from geomap.resolution.context import Context
from geomap.resolution.ranking import FACTORS, resolve

__all__ = ["FACTORS", "Context", "resolve"]
