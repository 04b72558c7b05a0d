# For a fresh Debian with git, make and python3 (3.11 or later): `make demo` and `make test` fetch the rest, every package pinned by hash.

PYTHON ?= python3
JOBS ?= 2
ARGS ?=
UV ?= uv

BIN := .venv/bin
PORT ?= 8000
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist worksteal
LOCK := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --quiet --upgrade --custom-compile-command "make lock"

.PHONY: help demo test pages check lint fast soak bench lock hooks clean

help:
	@echo "make demo   two nodes replay the public record and argue a statement to agreement (ARGS=--headless ends by itself; PORT=8000)"
	@echo "make test   every test but the soak, and the branches of the pure half counted (under 20 minutes on 2 cores)"
	@echo "make check  what a commit must pass: lint, format, types, layers, the fast tests (under 2 minutes)"
	@echo "make pages  the pages, played in a real browser on two served nodes, one test after another"
	@echo "make soak   the long checks whole"
	@echo "make bench  the short benchmarks, as ratios to the peers"
	@echo "make lock   resolve the requirements anew and pin them by hash (needs uv)"
	@echo "make hooks  let git run make check before each commit"
	@echo "make clean  back to a fresh clone"

demo: .venv/run.done
	$(BIN)/paraph demo --port $(PORT) $(ARGS)

# Measured whole, judged on the pure half only: see [tool.coverage.report].
test: .venv/test.done
	@without=$$(scripts/tools) && export PARAPH_WITHOUT="$$without" && \
	$(PYTEST) -m "not soak and not pages" --cov

# File by file, each on nodes of its own, one test after another: what one says on the record, the next would read.
pages: .venv/test.done
	@without=$$(scripts/tools) && export PARAPH_WITHOUT="$$without" && code=0; \
	for each in tests/web/test_*.py; do \
	  $(BIN)/python -m pytest --quiet -m pages "$$each"; found=$$?; [ $$found -eq 0 ] || [ $$found -eq 5 ] || code=1; \
	done; exit $$code

check: lint fast

lint: .venv/check.done
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: .venv/test.done
	@without=$$(scripts/tools) && export PARAPH_WITHOUT="$$without" && \
	$(PYTEST) -m "not slow and not soak"

soak: .venv/test.done
	@without=$$(scripts/tools) && export PARAPH_WITHOUT="$$without" && \
	$(PYTEST) -m "slow or soak" --hypothesis-profile=soak

bench: .venv/test.done
	@for each in benchmarks/*.py; do echo "$$each --short" && $(BIN)/python "$$each" --short || exit; done

# Each list holds the one before it to the same versions.
lock:
	$(LOCK) --extra build --output-file requirements/run.txt
	$(LOCK) --extra test --constraint requirements/run.txt --output-file requirements/test.txt
	$(LOCK) --extra check --constraint requirements/test.txt --output-file requirements/check.txt

hooks:
	git config core.hooksPath scripts/hooks

clean:
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* build dist src/*.egg-info
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

.venv/python.done:
	PYTHON="$(PYTHON)" scripts/venv
	@touch $@

.venv/run.done: .venv/python.done requirements/run.txt pyproject.toml
	$(INSTALL) --require-hashes --no-deps --requirement requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/test.done: .venv/run.done requirements/test.txt
	$(INSTALL) --require-hashes --no-deps --requirement requirements/test.txt
	@touch $@

.venv/check.done: .venv/test.done requirements/check.txt
	$(INSTALL) --require-hashes --no-deps --requirement requirements/check.txt
	@touch $@
