# make demo · make test · make check · make faults · make docs — each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	--extra demo --group build

.PHONY: demo test check faults docs lock

demo: $(VENV)/ready
	$(BIN)/tintruong demo --out demo-output

test: $(VENV)/ready-to-test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m service.generated --check
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

faults: $(VENV)/ready-to-test
	RELIABILITY=docs/reliability.md $(BIN)/python -m pytest -s -m faults

docs: $(VENV)/ready
	$(BIN)/python -m service.generated

lock:
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/ready-to-test: $(VENV)/ready requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	$(BIN)/python -c "open('$@', 'w').close()"
