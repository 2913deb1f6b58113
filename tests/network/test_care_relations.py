"""Everything that refers to an entry has a rule for when it becomes another one."""

import uuid

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from network.care.relations import label_of, references, repoint, rule_for, rules, stay, swap
from network.models import Organisation

pytestmark = pytest.mark.django_db


def test_every_relation_to_an_entry_has_a_rule():
    found = {label_of(field) for field in references()}
    assert {
        "network.Membership.organisation",
        "network.Membership.alliance",
        "network.Funding.alliance",
        "network.Funding.funder",
        "network.Funding.recipients",
        "network.Goal.responsible",
        "network.Correction.organisation",
        "network.ActorPage.organisation",
        "network.Organisation.merged_into",
    } <= found
    for field in references():
        assert callable(rule_for(field)), label_of(field)


def test_rules_name_fields_that_exist():
    found = {label_of(field) for field in references()}
    assert {name for name, _rule in rules.items()} <= found


def test_what_stays_is_history_alone():
    kept = {label_of(field) for field in references() if rule_for(field) is stay}
    assert kept == {
        "network.Merge.source",
        "network.Merge.target",
        "network.TrustAnswer.organisation",
        "network.Access.organisation",
        "network.BulkEdit.entries",
        "network.ReclaimVoucher.organisation",
    }


def made_field(**options):
    """Return the field of a later app that refers to an entry."""
    name = f"Later{uuid.uuid4().hex[:8]}"
    relation = options.pop("relation", models.ForeignKey)
    rest = options.pop("meta", {})
    if relation is not models.ManyToManyField:
        options["on_delete"] = models.CASCADE
    body = {
        "__module__": "network.models",
        "Meta": type("Meta", (), {"app_label": "network", **rest}),
        "entry": relation(Organisation, related_name="+", **options),
        "day": models.DateField(),
    }
    return type(name, (models.Model,), body)._meta.get_field("entry")


@pytest.fixture
def registry():
    """Forget models that a test made."""
    before = dict(apps.all_models["network"])
    yield
    apps.all_models["network"].clear()
    apps.all_models["network"].update(before)
    apps.clear_cache()


@pytest.mark.parametrize("case", ["one to one", "unique", "together", "constraint"])
def test_what_merging_cannot_decide_by_itself_is_refused(registry, case):
    field = {
        "one to one": lambda: made_field(relation=models.OneToOneField),
        "unique": lambda: made_field(unique=True),
        "together": lambda: made_field(meta={"unique_together": [("entry", "day")]}),
        "constraint": lambda: made_field(
            meta={
                "constraints": [models.UniqueConstraint(fields=["entry", "day"], name=uuid.uuid4().hex[:20])]
            }
        ),
    }[case]()
    assert field in set(references())
    with pytest.raises(ImproperlyConfigured, match="Merging does not know"):
        rule_for(field)


def test_plain_relations_of_a_later_app_need_no_rule(registry):
    assert rule_for(made_field()) is repoint
    assert rule_for(made_field(relation=models.ManyToManyField)) is swap
