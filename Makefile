# demo, test, lint, prove, bench, schema, looks: each sets up what it needs in .venv first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
FOLDER ?= demo

.PHONY: demo test lint prove bench samples schema looks clean

demo: $(VENV)/.run
	$(BIN)/xlrubric demo $(FOLDER)

test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.dev # many processes start: each would compile the whole program anew
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

prove: $(VENV)/.dev
	$(BIN)/python -m tests.proof.prove

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.run $(PART)

samples: $(VENV)/.dev
	$(BIN)/xlrubric demo samples --small
	$(BIN)/python -m tests.office.sample_pictures

schema: $(VENV)/.dev
	$(BIN)/xlrubric schema -o rubrics/rubric.schema.json

looks: $(VENV)/.dev
	$(BIN)/python -m xlrubric.look_template templates

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/.run
