# Two commands for newcomers: `make study` and `make test`. Each sets up what it needs in .venv.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

.PHONY: study test lint types contract check bench docs clean

study: $(VENV)/.installed
	$(BIN)/multipolar study turkic --out out/turkic

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contract: $(VENV)/.installed-dev
	$(BIN)/lint-imports

check: lint types contract test

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.run

docs: $(VENV)/.installed-docs
	$(BIN)/python docs/pages.py
	$(BIN)/zensical build --strict

clean:
	rm -rf $(VENV) out site

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.installed
	$(PIP) install --editable '.[docs]'
	@touch $@
