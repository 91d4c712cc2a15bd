# make demo · make test · make check · make faults · make docs — each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: demo test check faults docs lock

demo: $(VENV)/ready
	$(BIN)/tintruong demo --out demo-output

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m service.generated --check
	$(BIN)/python -m pytest -n auto --dist loadfile

faults: $(VENV)/ready
	$(BIN)/python -m pytest -s -m faults tests/faults

docs: $(VENV)/ready
	$(BIN)/python -m service.generated

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --all-extras --group dev \
		--python-version 3.11 pyproject.toml --output-file requirements.lock

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "open('$(VENV)/ready', 'w').close()"
