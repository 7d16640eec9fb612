import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def _requirement(text):
    name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)\s*(.*)", text).groups()
    return name.lower().replace("_", "-"), version


def _pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    texts = [*project["dependencies"], *(t for name in ("parquet", "notebook", "ner") for t in extras[name])]
    return {"python": project["requires-python"], **dict(map(_requirement, texts))}


def test_environment_yml_and_pyproject_name_the_same_dependencies():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    named = dict(_requirement(text) for text in listed if isinstance(text, str) and text != "pip")
    assert named == _pyproject()
