"""The demo's accounts: one that may everything, one of the coordination office, one of a member organisation."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group

from network import roles
from network.models import Organisation, Stewardship
from portal.models import User

from .content import OPENED, permanent_id

LEADER = "leitung@example.org"
OFFICE = "buero@example.org"
STEWARD = "verein@example.org"
# For whom the steward acts.
STEWARDED = "demo-kulturwerkstatt-blaue-tuer"
# Known to everybody who reads this file: given only where DEBUG says that nobody outside can sign in.
FIXED_PASSWORDS = {LEADER: "leitung-vorfuehrung", OFFICE: "buero-vorfuehrung", STEWARD: "verein-vorfuehrung"}
NAMES = {LEADER: "Leitung", OFFICE: "Koordinierungsbüro", STEWARD: "Mitglied"}
GROUPS = {OFFICE: roles.OFFICE, STEWARD: roles.MEMBERS}


@dataclass(frozen=True)
class LogIn:
    """An account with its password; "" where it was made earlier and nobody knows it any more."""

    email: str
    password: str


def open_accounts() -> list[LogIn]:
    """Make the accounts that are missing and return how to sign in."""
    return [_open(email) for email in NAMES]


def accounts_of_demo() -> list[User]:
    """Return the accounts that the demo made."""
    return list(User.objects.filter(pk__in=[_id_of(email) for email in NAMES]).order_by("email"))


def leader() -> User | None:
    """Return the account that owns the demo's pages."""
    return User.objects.filter(pk=_id_of(LEADER)).first()


def office() -> User | None:
    """Return the account of the coordination office."""
    return User.objects.filter(pk=_id_of(OFFICE)).first()


def steward() -> User | None:
    """Return the account of a member organisation."""
    return User.objects.filter(pk=_id_of(STEWARD)).first()


def appoint_steward() -> None:
    """Let the member's account act for its organisation, once both are there and unless it did before."""
    person = steward()
    entry = Organisation.objects.filter(register_id=STEWARDED).first()
    if (
        person is not None
        and entry is not None
        and not person.stewardships.filter(organisation=entry).exists()
    ):
        Stewardship.objects.create(user=person, organisation=entry, since=OPENED.date())


def _open(email: str) -> LogIn:
    """Return how to sign in to an account, made where it is missing.

    An account of the same address that the demo did not make stays as it is.
    """
    fixed = FIXED_PASSWORDS[email] if settings.DEBUG else ""
    known = User.objects.filter(email=email).first()
    if known is None:
        password = fixed or secrets.token_urlsafe(12)
        create = User.objects.create_superuser if email == LEADER else User.objects.create_user
        known = create(
            email,
            password,
            id=_id_of(email),
            first_name=NAMES[email],
            last_name="(Vorführung)",
            date_joined=OPENED,
        )
        if email in GROUPS:
            known.groups.add(Group.objects.get(name=GROUPS[email]))
        fixed = password
    return LogIn(email, fixed if known.pk == _id_of(email) and known.check_password(fixed) else "")


def _id_of(email: str) -> UUID:
    """Return the permanent id of a demo account."""
    return permanent_id(f"account:{email}")
