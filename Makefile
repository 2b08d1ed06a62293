# Two commands do everything: `make run` (the desk with its demonstration company) and `make test`.
# Each makes its own environment in .venv from the pinned requirements, and says in one line what is missing.
SHELL := /bin/sh
VENV ?= .venv
PY := $(VENV)/bin/python
export WELLPUT_PORT ?= 8501

# The first Python that is 3.11 or newer.
FIND_PYTHON = for p in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v "$$p"; break; }; done

# Installs $(1) into .venv: through uv where it is present, through a pip brought up to date where it is not.
define INSTALL
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "Wellput needs Python 3.11 or newer: install it, then run this again."; exit 1; fi; \
	if [ ! -x $(PY) ]; then echo "Making the environment in $(VENV) ..."; fi; \
	if command -v uv >/dev/null 2>&1; then \
	  { [ -x $(PY) ] || uv venv -q --python "$$python" $(VENV); } && uv pip install -q --python $(PY) --require-hashes -r $(1); \
	else \
	  { [ -x $(PY) ] || "$$python" -m venv $(VENV); } && \
	  { $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; } && $(PY) -m pip install -q --upgrade pip && \
	  $(PY) -m pip install -q --no-compile --require-hashes -r $(1); \
	fi || { echo "The packages of $(1) could not be installed: check the network or the package index, then run this again."; exit 1; }
	@touch $@
endef

.PHONY: run test check lint types imports pictures bench eval faults lock clean

run: $(VENV)/.run  ## the desk in the browser, with its demonstration company in a data folder of its own
	@WELLPUT_DEMO=$${WELLPUT_DEMO:-1} WELLPUT_DATA_DIR=$${WELLPUT_DATA_DIR:-data/demo} $(PY) -m ui

test: check  ## lint, types, import contract, then every test
	@$(PY) -m pytest -n 2 --dist loadscope $(ARGS)

check: lint types imports
lint: $(VENV)/.dev
	@$(PY) -m ruff check -q . && $(PY) -m ruff format -q --check .
types: $(VENV)/.dev
	@$(PY) -m mypy
imports: $(VENV)/.dev
	@$(VENV)/bin/lint-imports --no-logo 2>/dev/null || $(VENV)/bin/lint-imports

pictures: $(VENV)/.dev  ## the README's pictures anew, made by the browser tests
	@WELLPUT_PICTURES=docs/pictures $(PY) -m pytest tests/browser

bench: $(VENV)/.dev  ## how fast it is, beside its targets
	@$(PY) -m evals.bench $(ARGS)

eval: $(VENV)/.dev  ## how good it is; DATA=folder measures with further text
	@$(PY) -m evals $(if $(DATA),--data $(DATA)) $(ARGS)

faults: $(VENV)/.dev  ## what becomes of 2,000 damaged and hostile files
	@$(PY) -m evals.faults $(ARGS)

lock:  ## compile requirements*.txt anew from requirements*.in
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements.txt requirements.in
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements-dev.txt requirements-dev.in

clean:  ## the environment and everything that was built; the data folder stays
	@rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run: requirements.txt
	$(call INSTALL,requirements.txt)

$(VENV)/.dev: requirements-dev.txt
	$(call INSTALL,requirements-dev.txt)
	@touch $(VENV)/.run
