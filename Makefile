# The few commands of this repository. Everything runs in .venv, which `make install` makes.
# A fresh machine needs Python 3.11 or newer, make and a package index.

BASE_PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PYTEST_ARGS ?=
# Of `make differential`: the first of the fixed seeds, and how many programs.
SEED ?= 0
COUNT ?= 10000

# What the caller's shell says about Python must not reach our interpreter: it would change where
# modules come from, or keep byte code from being written.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE PYTHONDONTWRITEBYTECODE
unexport PYTHONPYCACHEPREFIX PYTHONNOUSERSITE PYTHONSAFEPATH PYTHONWARNINGS PYTHONINSPECT
unexport PYTHONUSERBASE PYTHONDEBUG PYTHONVERBOSE PYTHONUTF8 PYTHONIOENCODING PYTHONHASHSEED

MAKEFLAGS += --no-print-directory

.PHONY: help install test lint demo fuzz bench differential mutants std-mutants std-coverage

help:
	@echo "make install       make $(VENV) with Bindrune (editable) and the tools of its tests"
	@echo "make test          lint, then all tests"
	@echo "make lint          ruff, mypy, import contracts"
	@echo "make demo          a tour of the language, run by the Jupyter kernel"
	@echo "make fuzz          random programs, until stopped"
	@echo "make bench         the benchmarks, with the machine they ran on"
	@echo "make differential  random programs in both tiers and on the reference (BINDRUNE_ORACLE)"
	@echo "make mutants       whether random programs notice faults of one line"
	@echo "make std-coverage  whether each item of the library has a text, an example and a recorded program"
	@echo "make std-oracle    natives here and on the reference (BINDRUNE_ORACLE), on arguments from the corners of their types"
	@echo "make std-mutants   whether examples and recorded programs notice natives that do nothing"

install: $(READY)

$(READY): pyproject.toml
	@if [ ! -x $(BIN)/python ]; then \
		$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
			|| { echo "Bindrune needs Python 3.11 or newer; try make BASE_PYTHON=python3.12"; exit 1; }; \
		echo "Making $(VENV) with $$($(BASE_PYTHON) --version)"; \
		$(BASE_PYTHON) -m venv $(VENV); \
	fi
	@echo "Installing Bindrune (editable) and the tools of its tests into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q core kernel lsp repl
	@touch $(READY)
	@echo "Ready: $(BIN)/bindrune"

lint: $(READY)
	@echo "ruff, mypy, import contracts"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }

test: lint
	@$(BIN)/python -m pytest -q -n auto $(PYTEST_ARGS)

demo: $(READY)
	@$(BIN)/python examples/demo.py

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz.run

bench: $(READY)
	@$(BIN)/python -m benchmarks.run

differential: $(READY)
	@$(BIN)/python -m tests.differential.run --seed $(SEED) --count $(COUNT)
	@$(BIN)/python -m tests.differential.run --fresh --count $(COUNT)
	@$(BIN)/python -m tests.differential.run --rewritten --fresh --count $(COUNT)

mutants: $(READY)
	@$(BIN)/python -m tests.mutants.run

std-mutants: $(READY)
	@$(BIN)/python -m tests.mutants.std

std-coverage: $(READY)
	@$(BIN)/python -m tests.std.coverage

std-oracle: $(READY)
	@$(BIN)/python -m tests.differential.std --count $(COUNT)
