# Two commands do everything on a fresh machine: `make run` and `make test`. The rest is for those who work on the code.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check test-engine test-external benchmarks clean

run: $(VENV)/.installed
	$(BIN)/translate models install qwen2.5-coder-1.5b
	$(BIN)/translate run seeds/

test: $(VENV)/.developer
	$(BIN)/python -m pytest

# Linters, types, the direction of imports.
check: $(VENV)/.developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Two paragraphs of the seed through the embedded model.
test-engine: $(VENV)/.developer
	$(BIN)/translate models install qwen2.5-coder-1.5b
	$(BIN)/python -m pytest -m engine

# What we write, opened, edited and given back by LibreOffice, gettext and OmegaT.
test-external: $(VENV)/.developer
	$(BIN)/python -m pytest -m external

benchmarks: $(VENV)/.developer
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/.developer: $(VENV)/.installed
	$(PIP) install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .translate .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
