# make map   sets everything up and draws the example report
# make test  sets everything up and runs every check
# make bench prints what the speed claims rest on;  make lint, make format, make figures for daily work

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := data/examples/sev-lich.txt

.PHONY: map test lint format bench figures clean

map: $(VENV)/.geomap
	@mkdir -p out
	$(BIN)/geomap map $(EXAMPLE) -o out/sev-lich.html -o out/sev-lich.png
	@echo "figure: $(CURDIR)/out/sev-lich.png"
	@echo "map:    $(CURDIR)/out/sev-lich.html"

test: $(VENV)/.tests lint
	tests/need-chromium
	$(BIN)/python -m pytest

lint: $(VENV)/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.tests
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.tests
	$(BIN)/python benchmarks/run.py

figures: $(VENV)/.tests
	$(BIN)/python docs/figures.py

clean:
	rm -rf $(VENV) out build *.egg-info

$(VENV)/.geomap: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
