# `make run` on a new machine ends in data/site/index.html; `make test` proves the rest, offline.
PROFILE ?= sample
DATA ?= data
PYTHON ?= python3
TEST_WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
CORPUS_ARG = $(if $(CORPUS),--corpus $(CORPUS),)

.DEFAULT_GOAL := help
.PHONY: help run test dev schedule serve lint bench clean lock docs

help:
	@echo "make run       the main job on the fictional replica -> $(DATA)/site/index.html"
	@echo "make run PROFILE=local CORPUS=<file or folder>    judgments already on disk"
	@echo "make run PROFILE=live                             public sources (needs LAW_OC)"
	@echo "make test      every test, offline"
	@echo "make dev | schedule | serve | lint | bench | lock | docs | clean"

$(RUN_STAMP): requirements.lock pyproject.toml
	@bash tools/install.sh $(PYTHON) $(VENV) requirements.lock
	@touch $@

$(DEV_STAMP): requirements-dev.lock pyproject.toml
	@bash tools/install.sh $(PYTHON) $(VENV) requirements-dev.lock
	@touch $(RUN_STAMP) $@

run: $(RUN_STAMP)
	@$(BIN)/jumun run --profile $(PROFILE) --data $(DATA) $(CORPUS_ARG) $(RUN_ARGS)

dev: $(RUN_STAMP)
	@$(BIN)/jumun dev --profile $(PROFILE) --data $(DATA) $(CORPUS_ARG)

schedule: $(RUN_STAMP)
	@$(BIN)/jumun dev --profile $(PROFILE) --data $(DATA) $(CORPUS_ARG) --schedules

serve: $(RUN_STAMP)
	@$(BIN)/jumun serve --data $(DATA)

test: $(DEV_STAMP)
	@bash tools/offline.sh $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile $(TEST_ARGS)

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV_STAMP)
	@$(BIN)/python -m tools.bench $(BENCH_ARGS)

docs: $(DEV_STAMP)
	@$(BIN)/python -m tools.data_dictionary

lock: $(DEV_STAMP)
	@$(BIN)/python -m tools.lock

clean:
	rm -rf $(DATA)
