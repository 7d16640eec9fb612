"""Places and their names: the gazetteer in the package, the user's own, and services asked on request."""

from geomap.gazetteer.embedded import EmbeddedGazetteer, embedded

__all__ = ["EmbeddedGazetteer", "embedded"]
