import os

import pytest
from browser import Browser, executable

from geomap import maps


@pytest.fixture(scope="session")
def browser():
    path = executable()
    if path is None:
        reason = "no Chromium: install one (Debian: apt install chromium) or name it in GEOMAP_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    started = Browser(path)
    yield started
    started.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open the page of a frame, and close its tab afterwards."""
    tabs = []

    def open_page(frame, **options):
        path = tmp_path / "map.html"
        maps.save_page(frame, path)
        tabs.append(browser.open(path, **options))
        return tabs[-1]

    yield open_page
    for tab in tabs:
        tab.close()
