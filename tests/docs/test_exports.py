import subprocess
import sys

import pytest

import geomap


def test_every_exported_name_is_there_and_documented():
    for name in geomap.__all__:
        assert getattr(geomap, name) is not None
        if name != "__version__":
            assert getattr(geomap, name).__doc__, name


def test_importing_geomap_loads_nothing_heavy():
    code = "import sys, geomap; print(sorted({'geopandas', 'folium', 'matplotlib', 'geopy', 'requests'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        geomap.nonsense  # noqa: B018
