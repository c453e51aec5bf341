# Everything a person does with this repository, one word each: `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_PORT ?= 8080
READY := $(VENV)/.ready
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo screenshots run manifest doctor test style types floors tests coverage faults bench format lock clean

help: ## list what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## try Lockstep in a local Slack, with no account: opens on one address
	@rm -rf .demo && mkdir .demo
	@$(BIN)/python -m bot manifest >.demo/manifest.json
	@LOG_LEVEL=WARNING PORT=0 DATABASE_URL=sqlite:///.demo/lockstep.db \
		$(BIN)/python -m sandbox --port $(DEMO_PORT) --config demo/workspace.toml \
		--manifest .demo/manifest.json --clock-file .demo/clock --acts demo/acts.json \
		--tour demo/tour.json \
		--run "$(BIN)/python -m bot"

screenshots: $(READY) ## take the pictures of docs/tour.md and README.md from the running demo
	@$(BIN)/python demo/screenshots.py

run: $(READY) ## run Lockstep against real Slack, with the tokens in .env
	@$(BIN)/python -m bot migrate
	@$(BIN)/python -m bot

manifest: $(READY) ## print the app manifest to paste into Slack
	@$(BIN)/python -m bot manifest

doctor: $(READY) ## check the settings, the tokens and the database
	@$(BIN)/python -m bot doctor

test: $(READY) ## run every check, on SQLite and PostgreSQL; all of them even if one fails
	@$(MAKE) --keep-going style types floors tests

style: $(READY) ## check the code's style
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Not formatted: run make format."; exit 1; }

types: $(READY) ## check the types
	@$(BIN)/mypy

floors: $(READY) ## check which module may import which
	@$(BIN)/lint-imports --no-logo

tests: $(READY) ## run the tests
	@$(BIN)/python -m pytest --quiet --numprocesses auto --dist worksteal

coverage: $(READY) ## run the tests, half as long again, and measure that they reach 95 % of bot/
	@$(BIN)/python -m pytest --quiet --numprocesses auto --dist worksteal --cov --cov-report=term

faults: $(READY) ## prove delivery in large, in up to 45 minutes, into docs/reliability.md
	@$(BIN)/python -m pytest --quiet -m faults -p tests.faults.report --numprocesses auto \
		--dist worksteal
	@$(BIN)/python -m pytest --quiet -m on_postgresql_later --numprocesses auto --dist worksteal

bench: $(READY) ## measure the bot side by side with bare Bolt
	@$(BIN)/python -m bench

format: $(READY) ## put the code in its usual form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

lock: $(READY) ## renew the locked versions of everything we depend on
	@$(LOCK) --all-extras --output-file requirements-dev.txt
	@$(LOCK) --constraints requirements-dev.txt --output-file requirements.txt

clean: ## remove the environment and the tools' leftovers; your data stays
	@rm -rf $(VENV) .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements-dev.txt
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
		2>/dev/null || { echo "Lockstep needs Python 3.11 or newer with its venv module (Debian:" \
		"python3-venv), and '$(PYTHON)' is not one: try make PYTHON=python3.12."; exit 1; }
	@echo "Installing the locked packages into $(VENV): once, a minute or two…" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@# The lock is whole: left to resolve, an older pip picks a newer release of what it names with an
	@# extra, and then refuses that for having no hash.
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
		--requirement requirements-dev.txt
	@found=$$($(BIN)/python -m pip check --disable-pip-version-check) || { echo "$$found" >&2; exit 1; }
	@touch $@
