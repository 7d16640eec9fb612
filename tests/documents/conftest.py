import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples():
    """The sample frames of the maps' tests."""
    path = Path(__file__).parents[1] / "maps" / "samples.py"
    spec = importlib.util.spec_from_file_location("samples", path)
    module = sys.modules.setdefault("samples", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module
