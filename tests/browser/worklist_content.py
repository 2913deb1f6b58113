"""What waits for the office in the portal that the browser visits, and two people who clear it."""

from datetime import timedelta

from django.utils import timezone

from network.models import Correction, Organisation
from portal.models import OutgoingMail, User
from tests import builders

# Whoever clears the list by keyboard, and whoever does it without a script.
MONDAY, TUESDAY = "montag-im-browser@example.org", "dienstag-im-browser@example.org"
LIST = "/admin/worklist/"
PASSWORD = "nur-im-browser-2026"
HINTS, MAILS = 22, 8


def add_worklist() -> dict[str, str]:
    """Add matters that are called after three days, thirty for Monday, and their people; return where they are."""
    for email in (MONDAY, TUESDAY):
        person: User = builders.office(email)
        person.set_password(PASSWORD)
        person.save()
    _wait_for("Montag", HINTS, MAILS)
    _wait_for("Dienstag", 4, 2)
    _wait_for("Mittwoch", 5, 1)
    days = {"monday": "Montag", "tuesday": "Dienstag", "wednesday": "Mittwoch"}
    return {"to do": LIST, **{name: f"{LIST}?q={day}" for name, day in days.items()}}


def _wait_for(name: str, hints: int, mails: int) -> None:
    """Let hints and mails wait that are called so."""
    now = timezone.now()
    entries = list(Organisation.objects.filter(status="active").order_by("pk")[:hints])
    for number, entry in enumerate(entries):
        moment = now - timedelta(days=number % 12, hours=3)
        Correction.objects.create(organisation=entry, text=f"{name}: Hinweis {number + 1}", created_at=moment)
    for number in range(mails):
        OutgoingMail.objects.create(
            key=f"{name}:{number}",
            recipient=f"{name.lower()}{number}@example.org",
            subject=f"{name}: Mail {number + 1}",
            last_error="550 5.1.1 mailbox unknown",
            attempts=3,
            given_up_at=now - timedelta(hours=number + 1),
        )
