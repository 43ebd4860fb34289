# `make run` on a new machine ends in data/site/index.html; `make test` proves the rest, offline.
PROFILE ?= sample
DATA ?= data
PYTHON ?= python3
TEST_WORKERS ?= 2
CHAOS_ROWS ?= /tmp/jumun-chaos.jsonl
FUZZ_SECONDS ?= 900
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
CORPUS_ARG = $(if $(CORPUS),--corpus $(CORPUS),)
# Where the shell forbids bytecode, every process of a run and of the tests would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test dev schedule serve lint bench chaos fuzz audit clean lock docs

help:
	@echo "make run       the main job on the fictional replica -> $(DATA)/site/index.html"
	@echo "make run PROFILE=local CORPUS=<file or folder>    judgments already on disk"
	@echo "make run PROFILE=live                             public sources (needs LAW_OC)"
	@echo "make test      every test, offline"
	@echo "make dev | schedule | serve | lint | bench | chaos | fuzz | audit | lock | docs | clean"

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

chaos: $(DEV_STAMP)
	@rm -f $(CHAOS_ROWS)
	@JUMUN_CHAOS_RESULTS=$(CHAOS_ROWS) bash tools/offline.sh $(BIN)/python -m pytest tests/chaos -n 0 $(CHAOS_ARGS); \
	  code=$$?; $(BIN)/python -m tools.chaos_report $(CHAOS_ROWS); exit $$code

fuzz: $(DEV_STAMP)
	@for target in judgment article claims xml; do \
	  $(BIN)/python -m tools.fuzz $$target --seconds $(FUZZ_SECONDS) || exit 1; done

audit: $(DEV_STAMP)
	@$(BIN)/python -m tools.audit $(AUDIT_ARGS)

docs: $(DEV_STAMP)
	@$(BIN)/python -m tools.data_dictionary

lock: $(DEV_STAMP)
	@$(BIN)/python -m tools.lock

clean:
	rm -rf $(DATA)
