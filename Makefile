# One word per thing to do. `make lab` and `make test` set up their own environment in .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ARGS ?=

.PHONY: lab test check notebooks gpu clean

lab: $(STAMP)
	$(BIN)/dsv4lab lab $(ARGS)

test: $(STAMP)
	$(BIN)/python -m pytest $(ARGS)
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-sanitize-with=tests/nbval.cfg --nbval-cell-timeout=120 notebooks

notebooks: $(STAMP)
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-sanitize-with=tests/nbval.cfg --nbval-cell-timeout=120 notebooks

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python

# Setting up again only when a version changed.
$(STAMP): constraints.txt pyproject.toml
	$(PYTHON) -c "import sys; assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed: make PYTHON=python3.11 ...'"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[lab,test]"
	touch $@

# On a machine with a GPU: the kernels against their definitions, then their times (python with torch and triton is enough).
gpu:
	PYTHONPATH=. $(PYTHON) -m pytest tests/test_*_triton.py tests/test_engine.py tests/test_engine_session.py tests/test_engine_release.py
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench kernels --out kernels.jsonl
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench engine --out engine.jsonl

clean:
	rm -rf $(VENV) build *.egg-info
