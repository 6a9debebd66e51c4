# One word per thing to do. `make lab` and `make test` set up their own environment in .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LAB := $(VENV)/.lab-is-ready
TOOLS := $(VENV)/.tests-are-ready
ARGS ?=

.PHONY: lab test quick check fix docs site stored js js-check notebooks lock gpu clean

lab: $(LAB)
	$(BIN)/dsv4lab lab $(ARGS)

# Two at a time; more threads inside would only take turns. A lesson's cells belong to one worker.
WORKERS ?= 2
PYTEST := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS)
NBVAL := --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with=tests/nbval.cfg --nbval-cell-timeout=120

test: $(TOOLS)
	$(PYTEST) --dist worksteal --durations=15 $(ARGS)
	$(PYTEST) $(NBVAL) notebooks

notebooks: $(TOOLS)
	$(PYTEST) $(NBVAL) notebooks

# Under a minute: what needs no browser, no Triton, no transformers and no process of its own.
quick: $(TOOLS)
	$(PYTEST) --dist worksteal --quick $(ARGS)

fix: $(TOOLS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@test ! -d widgets/node_modules || $(NPM) run --silent fix

# CONCEPTS.md from dsv4lab/concepts.py, and the API reference (build/docs/index.html) from the docstrings.
docs: $(TOOLS)
	$(BIN)/python -m dsv4lab.concepts
	$(BIN)/python dev/docs.py build/docs

# The lessons as pages that need no kernel and no network, views alive: build/site/index.html. Runs all of them.
site: $(TOOLS)
	$(BIN)/python dev/site.py build/site

# After another model in dsv4lab/models/tiny: the recorded run, what lessons print, their views' pictures (Chromium). Read them then.
stored: $(TOOLS)
	$(BIN)/python dev/record.py
	$(BIN)/python dev/run_lessons.py notebooks/[0-9]*.ipynb
	$(BIN)/python tests/browser/lesson_pictures.py

check: $(TOOLS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	UV=$(BIN)/uv dev/lock.sh check
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory js-check; \
	  else echo "The views' JavaScript was not checked: that needs node 20 or newer, with npm."; fi

# The views' programs in widgets/static, from widgets/src: only who changes a view needs node. What it makes is committed.
NODE_TOOLS := widgets/node_modules/.package-lock.json
NPM := npm --prefix widgets

$(NODE_TOOLS): widgets/package-lock.json
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	@touch $@

js: $(TOOLS) $(NODE_TOOLS)
	@began=$$(date +%s); $(BIN)/python -m dsv4lab.widgets.javascript && $(NPM) run --silent build && \
	  echo "make js took $$(($$(date +%s) - began)) s"

js-check: $(NODE_TOOLS)
	@began=$$(date +%s); $(NPM) run --silent check && $(NPM) run --silent current && $(NPM) run --silent test && \
	  echo "The views' JavaScript was checked in $$(($$(date +%s) - began)) s"

lock:
	UV=$(BIN)/uv dev/lock.sh write

# Setting up again only when a version changed. Every version stands in the lists, so nothing is searched for; torch comes first, with
# the CUDA libraries that its build for this machine asks for.
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on

$(LAB): constraints.txt requirements-lab.txt pyproject.toml
	@$(PYTHON) -c "import sys; assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed: make PYTHON=python3.11 ...'"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python cannot make an environment: on Debian and Ubuntu 'apt install python3-venv', or make PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV): torch (1 of 3)"
	$(PIP) -c constraints.txt torch
	@echo "Setting up $(VENV): what the lab needs (2 of 3)"
	$(PIP) --no-deps -r requirements-lab.txt
	@echo "Setting up $(VENV): the lab itself (3 of 3)"
	$(PIP) --no-deps -e .
	@touch $@

$(TOOLS): $(LAB) requirements-test.txt
	@echo "Setting up $(VENV): what the tests need"
	$(PIP) --no-deps -r requirements-test.txt
	@touch $@

# On a machine with a GPU: the kernels against their definitions, one face for every body, all lessons, then times. Python with torch
# and triton is enough for all but the lessons, which also need what the lab does, and nbclient.
gpu:
	PYTHONPATH=. $(PYTHON) -m pytest tests/kernels tests/engine
	PYTHONPATH=. $(PYTHON) tests/bench/lessons.py --solutions --out lessons.jsonl
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench kernels --out kernels.jsonl
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench engine --out engine.jsonl
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench edits --out edits.jsonl
	PYTHONPATH=. $(PYTHON) tests/bench/capture.py --out capture.jsonl
	PYTHONPATH=. $(PYTHON) -m dsv4lab.cli bench offload --out offload.jsonl

clean:
	rm -rf $(VENV) build *.egg-info widgets/node_modules
