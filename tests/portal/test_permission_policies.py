"""Rows for whoever has the model's permission, rows by rule for others, nothing for nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from portal.models import OutgoingMail
from portal.permission_policies import BoundPolicy, RowPermissionPolicy
from tests import builders

pytestmark = pytest.mark.django_db


def own(user, action, rows):
    """Give everybody the mails to themselves, and publishing of none."""
    return rows.none() if action == "publish" else rows.filter(recipient=user.email)


@pytest.fixture
def mails():
    """Return a mail to each of two people."""
    return [
        OutgoingMail.objects.create(key=name, recipient=f"{name}@example.org", subject=name) for name in "ab"
    ]


@pytest.fixture
def person():
    return builders.user("a@example.org")


def keys(rows):
    """Return the keys of rows."""
    return sorted(rows.values_list("key", flat=True))


def test_rule_gives_rows(mails, person):
    policy = RowPermissionPolicy(OutgoingMail, own)
    assert keys(policy.instances_user_has_permission_for(person, "change")) == ["a"]
    assert keys(policy.instances_user_has_any_permission_for(person, ["publish", "view"])) == ["a"]
    assert keys(policy.instances_user_has_permission_for(person, "publish")) == []
    assert policy.user_has_permission(person, "change") is True
    assert policy.user_has_permission(person, "publish") is False
    assert policy.user_has_permission_for_instance(person, "change", mails[0]) is True
    assert policy.user_has_permission_for_instance(person, "change", mails[1]) is False


def test_without_a_rule_only_permissions_count(mails, person):
    policy = RowPermissionPolicy(OutgoingMail)
    assert policy.user_has_any_permission(person, ["view", "change", "add", "delete"]) is False
    person.user_permissions.add(Permission.objects.get(codename="change_outgoingmail"))
    person = type(person).objects.get(pk=person.pk)
    for action in ("change", "view", "choose"):
        assert keys(policy.instances_user_has_permission_for(person, action)) == ["a", "b"], action
    for action in ("delete", "add", "publish"):
        assert policy.user_has_permission(person, action) is False, action


def test_rows_of_a_rule_do_not_let_add(mails, person):
    assert RowPermissionPolicy(OutgoingMail, own).user_has_permission(person, "add") is False


def test_superuser_has_all_but_what_nobody_has(mails):
    leader = builders.superuser()
    policy = RowPermissionPolicy(OutgoingMail, never={"delete"})
    assert keys(policy.instances_user_has_permission_for(leader, "change")) == ["a", "b"]
    assert policy.user_has_permission(leader, "delete") is False
    assert policy.user_has_permission_for_instance(leader, "delete", mails[0]) is False
    assert keys(policy.instances_user_has_any_permission_for(leader, ["delete"])) == []
    assert keys(policy.instances_user_has_any_permission_for(leader, ["delete", "view"])) == ["a", "b"]


def test_strangers_and_switched_off_accounts_have_nothing(mails, person):
    policy = RowPermissionPolicy(OutgoingMail, own)
    person.is_active = False
    switched_off = builders.superuser(is_active=False)
    for user in (AnonymousUser(), person, switched_off):
        assert keys(policy.instances_user_has_permission_for(user, "view")) == []
        assert policy.user_has_permission(user, "view") is False
        assert policy.user_has_permission_for_instance(user, "view", mails[0]) is False


def test_given_rows_are_narrowed_not_replaced(mails, person):
    policy = RowPermissionPolicy(OutgoingMail, own)
    others = OutgoingMail.objects.filter(key="b")
    assert keys(policy.restrict(person, ["view"], others)) == []
    assert keys(policy.restrict(builders.superuser(), ["view"], others)) == ["b"]


def test_bound_policy_answers_for_its_row(mails, person):
    policy = RowPermissionPolicy(OutgoingMail, own)
    for row, may in ((mails[0], True), (mails[1], False), (None, False)):
        bound = BoundPolicy(policy, row)
        assert bound.user_has_permission(person, "change") is may
        assert bound.user_has_any_permission(person, ["publish", "change"]) is may
        assert bound.user_has_permission(person, "add") is False
    assert keys(BoundPolicy(policy, mails[0]).instances_user_has_permission_for(person, "view")) == ["a"]
