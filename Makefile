# make demo   a portal full of invented organisations on http://localhost:8000
# make test   everything the tests need, then the tests
#
# All of it happens in .venv and var; stamp files there remember what is done.

PORT ?= 8000
BIND ?= 127.0.0.1
WORKERS ?= 2
# Options for pytest, for example: make test ARGS="tests/network -x"
ARGS ?=

PYTHON := .venv/bin/python
VAR := $(or $(PORTAL_VAR),var)
export BASE_URL ?= http://localhost:$(PORT)

APPS := portal network events publications search
CODE := $(shell find $(APPS) -name '*.py' -not -path '*/settings/*' 2>/dev/null)
DATA := $(shell find network/data network/demo events/demo publications -name '*.csv' -o -name '*.txt' -o -name '*.json' -o -name '*.jsonl' -o -name '*.ics' 2>/dev/null)
STATIC := $(shell find $(APPS) -path '*/static/*' -type f 2>/dev/null)

.PHONY: install demo test lint bench translations always
.DELETE_ON_ERROR:

install: .venv/base.stamp

# uv where it is installed, else Python's own venv and pip.
.venv/bin/python:
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --seed --python '>=3.11' .venv; exit; fi; \
	for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    $$python -m venv .venv || { rm -rf .venv; echo 'On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }; \
	    exit; \
	  fi; \
	done; \
	echo 'Python 3.11 or newer is needed.' >&2; exit 1

.venv/%.stamp: requirements/%.txt | .venv/bin/python
	@echo 'Installing $<'
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(PYTHON) --require-hashes -r $<; \
	else \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	fi
	@touch $@

# Another database than that in var has no stamp: what is there is looked at every time.
ifdef DATABASE_URL
DEMO_NEEDS := always
else ifeq ($(wildcard $(VAR)/portal.sqlite3),)
DEMO_NEEDS := always
endif

$(VAR)/demo.txt: .venv/base.stamp $(CODE) $(DATA) $(DEMO_NEEDS)
	@mkdir -p $(VAR)
	@echo 'Preparing the database and the demo network (half a minute the first time)'
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py demo >$@
	@# Without its Elasticsearch the portal searches in memory.
	-@$(PYTHON) manage.py search_rebuild

$(VAR)/static.stamp: .venv/base.stamp $(STATIC) portal/settings/demo.py
	@mkdir -p $(VAR)
	@echo 'Collecting styles, fonts and scripts'
	@DJANGO_SETTINGS_MODULE=portal.settings.demo $(PYTHON) manage.py collectstatic --clear --noinput --verbosity 0
	@touch $@

demo: $(VAR)/demo.txt $(VAR)/static.stamp
	-@if [ -n "$$ELASTICSEARCH_URL" ]; then $(PYTHON) manage.py search_check --repair; fi
	@echo; cat $(VAR)/demo.txt; echo
	@echo 'The portal:  $(BASE_URL)/'
	@echo 'Signing in:  $(BASE_URL)/admin/'
	@echo 'Mails:       $(VAR)/mail, within 20 seconds, a file for all of a round; none leaves this machine'
	@echo 'Stop with Ctrl+C.'
	@DJANGO_SETTINGS_MODULE=portal.settings.demo exec $(PYTHON) -m gunicorn --config python:network.demo.serving \
	  --bind $(BIND):$(PORT) --workers $(WORKERS) --threads 4 --log-level warning

test: .venv/dev.stamp
	$(PYTHON) -m pytest -n 2 --dist loadscope --no-header $(ARGS)

lint: .venv/dev.stamp
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	find templates $(APPS) -name '*.html' -exec .venv/bin/djhtml --check {} +
	.venv/bin/curlylint templates
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PYTHON) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=portal.settings.production SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	  ALLOWED_HOSTS=www.example.org BASE_URL=https://www.example.org PORTAL_VAR=$(VAR)/lint \
	  $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) -m tests.translations

# Collects words from code and templates; the German ones are then written into the catalogue by hand.
translations: .venv/dev.stamp
	$(PYTHON) manage.py makemessages --locale=de --no-obsolete --no-location --no-wrap --ignore=.venv --ignore=var --ignore=tests
	$(PYTHON) manage.py compilemessages --locale=de --ignore=.venv

# Both engines: the Elasticsearch of ELASTICSEARCH_URL, else one of the tests' own, which is stopped at the end.
bench: .venv/dev.stamp
	@if [ -z "$$ELASTICSEARCH_URL" ]; then \
	  if ELASTICSEARCH_URL=$$($(PYTHON) -m tests.elasticsearch.launch); then \
	    export ELASTICSEARCH_URL; trap '$(PYTHON) -m tests.elasticsearch.launch --stop' EXIT; \
	  fi; \
	fi; \
	$(PYTHON) -m tests.benchmarks.run $(ARGS)
