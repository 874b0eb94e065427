# Two commands: `make run` makes tables of the sample releases, `make test` passes the tests. Both set up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-all test-install audit setup lock
run: setup
	$(BIN)/svodka extract data/releases --out out

test: setup
	$(BIN)/ruff check pipeline tools tests
	$(BIN)/ruff format --check pipeline tools tests
	$(BIN)/mypy
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	$(BIN)/python -m pytest --numprocesses auto

# The suite under every Python that svodka allows and that can be had here, each in an environment of its own.
test-all:
	tests/test_all.sh

# The wheel installed by plain pip, with the lowest and the highest versions of the libraries, beside the locked ones.
test-install: setup
	$(BIN)/python -m tests.install

# Known holes in the locked versions, where the service that knows of them can be asked.
audit: setup
	tests/audit.sh $(BIN)/python

setup: $(VENV)/.ready

# The lock file is complete, so pip needs no resolver; natasha's own requirements are left out of it on purpose.
$(VENV)/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	$(BIN)/python -m compileall -q pipeline/svodka
	touch $@

lock:
	uv pip compile --universal --python-version 3.11 --all-extras --group dev pyproject.toml --output-file requirements.lock
