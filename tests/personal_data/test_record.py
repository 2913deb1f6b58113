"""The record speaks of everything that is kept of people, and says what is true."""

from datetime import timedelta

import pytest
from django.db import models

from portal.personal_data import coverage, wording
from portal.personal_data.records import in_words
from portal.personal_data.tables import column_named
from portal.registries import jobs, personal_data, retention_rules
from tests import builders
from tests.personal_data.not_personal import KNOWN

ENTRIES = [pytest.param(name, entry, id=name) for name, entry in personal_data.items()]


def test_every_column_that_looks_personal_stands_in_the_record_or_is_known_not_to_be():
    found = coverage.uncovered(frozenset(KNOWN))
    # Toys are there for other tests in the same process; PostgreSQL keeps the texts of Wagtail's own search, and they
    # are made of columns that are in the record.
    missing = [label for label in found if not label.startswith(("toy.", "wagtailsearch.IndexEntry."))]
    assert not missing, (
        "These columns look personal. Register a `PersonalData` in `registries.personal_data` that speaks of them,"
        " or add them to tests/personal_data/not_personal.py with the reason."
    )


def test_what_is_known_not_to_be_personal_is_still_there_and_in_no_entry():
    covered = {label for entry in personal_data for label in entry.fields}
    for label in KNOWN:
        column_named(label)
    assert not covered & KNOWN.keys()


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("email", models.EmailField(), True),
        ("anything", models.TextField(), True),
        ("anything", models.JSONField(), True),
        ("anything", models.GenericIPAddressField(), True),
        ("sender_name", models.CharField(max_length=9), True),
        ("contact_person", models.CharField(max_length=9), True),
        ("user_agent", models.CharField(max_length=9), True),
        ("title", models.CharField(max_length=9), False),
        ("colour", models.CharField(max_length=9), False),
        ("count", models.IntegerField(), False),
    ],
)
def test_a_new_column_is_noticed(name, kind, found):
    class Meta:
        app_label = "toy"
        managed = False

    model = type(f"Toy{name.title()}{kind.__class__.__name__}", (models.Model,), {
        name: kind, "Meta": Meta, "__module__": __name__, "__str__": lambda self: ""
    })  # fmt: skip
    try:
        assert any(label.endswith(f".{name}") for label in coverage._looks_personal(model)) is found
    finally:
        model._meta.apps.all_models["toy"].pop(model._meta.model_name)
        model._meta.apps.clear_cache()


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_entry_names_columns_rules_and_jobs_that_exist(name, entry):
    for label in entry.fields:
        column_named(label)
    assert set(entry.rules) <= {rule for rule, _entry in retention_rules.items()}
    assert set(entry.jobs) <= {job for job, _entry in jobs.items()}
    assert entry.period


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_entry_says_how_long_in_every_language(name, entry, code):
    with builders.language(code):
        assert "%(" not in entry.period


def test_a_period_is_that_of_the_rule(monkeypatch):
    rule = retention_rules["invitations"]
    assert in_words(rule.keep) in personal_data["invitations"].period


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (timedelta(hours=48), "48 hours"),
        (timedelta(days=1), "24 hours"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=365), "1 year"),
        (timedelta(days=730), "2 years"),
    ],
)
def test_times_are_said_as_people_say_them(keep, words):
    with builders.language("en"):
        assert in_words(keep) == words


def test_no_entry_is_without_a_way_to_find_where_it_can_be_found():
    """Only digests and what is derived lead to nobody."""
    blind = {name for name, entry in personal_data.items() if entry.find.__name__ == "_nothing_found"}
    assert blind == {"tries", "links", "networks", "search"}


def test_the_privacy_text_says_purpose_basis_and_period_of_each(db):
    with builders.language("en"):
        text = "\n".join(wording.privacy_text())
    for entry in personal_data:
        with builders.language("en"):
            assert str(entry.label) in text
            assert entry.period in text
    assert "portal." not in text  # columns are nobody's business there
