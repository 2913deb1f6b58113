"""Managing accounts is for superusers, whatever was ticked; and the checks say so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from network import roles
from portal.accounts import checks, throttle
from portal.accounts.backend import FOR_SUPERUSERS
from portal.accounts.devices import device_of
from portal.accounts.throttle import Allowance
from portal.models import Throttle, User
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ambitious(tree, settings):
    """Return a member whose group was given every right there is."""
    settings.SECOND_FACTOR_REQUIRED = False
    group = Group.objects.create(name="Zu viel")
    group.permissions.set(Permission.objects.all())
    person = builders.user("ehrgeiz@example.org")
    person.groups.add(group)
    person.user_permissions.set(Permission.objects.all())
    return User.objects.get(pk=person.pk)


def test_no_group_gives_a_right_over_accounts(ambitious):
    assert ambitious.has_perm("wagtailadmin.access_admin")
    assert not any(ambitious.has_perm(name) for name in FOR_SUPERUSERS)
    assert not FOR_SUPERUSERS & ambitious.get_all_permissions()
    assert builders.superuser().has_perm("portal.add_user")


def test_nobody_but_a_superuser_reaches_accounts_and_groups(ambitious):
    client = Client()
    client.force_login(ambitious)
    for kind, pk in (("users", ambitious.pk), ("groups", Group.objects.get(name="Zu viel").pk)):
        names = [(name, ()) for name in ("index", "add")] + [(name, (pk,)) for name in ("edit", "delete")]
        for name, args in names:
            path = reverse(f"wagtailusers_{kind}:{name}", args=args)
            assert client.get(path).status_code == 302, path
            assert client.post(path, {"is_superuser": "on"}).status_code == 302, path
    ambitious.refresh_from_db()
    assert not ambitious.is_superuser


def test_a_right_that_was_ticked_is_warned_of(ambitious):
    (warning,) = checks.managers_of_accounts(["default"])
    assert warning.id == "portal.W010"
    assert "Zu viel" in warning.msg
    assert "ehrgeiz@example.org" in warning.msg


def test_the_groups_of_the_portal_hold_no_such_right(tree):
    roles.ensure_roles()
    assert checks.managers_of_accounts(["default"]) == []
    assert checks.managers_of_accounts(None) == []


@pytest.mark.parametrize(("required", "exempt"), [(False, frozenset()), (True, frozenset({"a@example.org"}))])
def test_production_exempts_nobody(settings, required, exempt):
    settings.SECOND_FACTOR_REQUIRED, settings.SECOND_FACTOR_EXEMPT = required, exempt
    assert checks.exempt_accounts() == []
    settings.IS_PRODUCTION = True
    assert [error.id for error in checks.exempt_accounts()] == ["portal.E010"]
    settings.SECOND_FACTOR_REQUIRED, settings.SECOND_FACTOR_EXEMPT = True, frozenset()
    assert checks.exempt_accounts() == []


class TestThrottle:
    """How often something may be tried."""

    tries = Allowance("test", 3, 10 * MINUTE)

    def test_some_at_once_then_one_now_and_then(self, db):
        assert [self.tries.take("a", NOW) for _try in range(5)] == [True, True, True, False, False]
        assert not self.tries.take("a", NOW + 9 * MINUTE)
        assert self.tries.take("a", NOW + 10 * MINUTE)
        assert not self.tries.take("a", NOW + 10 * MINUTE)

    def test_it_is_full_again_after_a_while_and_no_fuller(self, db):
        for _try in range(3):
            self.tries.take("a", NOW)
        later = NOW + timedelta(days=3)
        assert [self.tries.take("a", later) for _try in range(4)] == [True, True, True, False]

    def test_others_and_other_things_are_counted_apart(self, db):
        for _try in range(4):
            self.tries.take("a", NOW)
        assert self.tries.take("b", NOW)
        assert Allowance("other", 1, MINUTE).take("a", NOW)

    def test_what_was_right_is_given_back(self, db):
        for _try in range(9):
            assert self.tries.take("a", NOW)
            self.tries.give_back("a")

    def test_what_is_past_is_forgotten(self, db):
        self.tries.take("a", NOW)
        assert throttle.forget(NOW) == 0
        assert throttle.forget(NOW + 11 * MINUTE) == 1
        assert not Throttle.objects.exists()


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140.0 Safari/537 Edg/140.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140.0 Mobile Safari/537", "Chrome, Android"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_devices_have_short_names(said, device):
    assert device_of(said) == device
