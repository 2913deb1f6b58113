"""Accounts in the portal that the browser visits: leaders without a second factor, a member, an invitation."""

from django.contrib.auth.models import Permission
from django.utils import timezone

from portal.accounts.invitations.inviting import invite
from portal.models import OutgoingMail
from tests import builders
from tests.browser import account_purpose

PASSWORD = "nur-im-browser-2026"
LEADERS = ("erste-leitung@example.org", "zweite-leitung@example.org")
MEMBER = "mitglied-im-browser@example.org"


def add_accounts() -> dict[str, str]:
    """Add the accounts and return the address of an invitation."""
    account_purpose.register()
    for email in LEADERS:
        builders.superuser(email, password=PASSWORD)
    member = builders.user(MEMBER, password=PASSWORD, first_name="Mia", last_name="Muster")
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))
    made = invite("neu-im-browser@example.org", account_purpose.NAME, "Blaue Tür", member, timezone.now())
    body = OutgoingMail.objects.get(key=f"account:invitation:{made.pk}").body
    link = next(line for line in body.splitlines() if line.startswith("http"))
    return {"invitation": "/" + link.split("/", 3)[3]}
