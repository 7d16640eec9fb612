"""geomap turns reports of border incidents into maps that can be defended."""
