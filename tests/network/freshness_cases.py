"""What the tests of freshness share: an organisation whose facts are old, its steward, and a clock to move."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock

from django.utils import timezone

from network.freshness import housekeeping
from network.models import Organisation, OrganisationPage, Stewardship
from portal.models import OutgoingMail, User
from tests import builders

START = date(2026, 3, 2)


def at(day: date) -> datetime:
    """Return a morning of that day, local time."""
    return timezone.make_aware(datetime.combine(day, time(6, 0)))


def clock(day: date) -> Any:
    """Return a context in which it is the morning of that day."""
    return mock.patch.object(timezone, "now", return_value=at(day).astimezone(UTC))


@dataclass(frozen=True)
class Case:
    """An organisation with everything that can grow old."""

    entry: Organisation
    page: OrganisationPage
    stewards: tuple[User, ...]


def case(
    tree: builders.SiteTree, stewards: int = 1, confirmed: date | None = date(2024, 1, 1), **page
) -> Case:
    """Return an organisation with hours, an offer, a contact, and so many stewards since years."""
    entry = builders.organisation()
    made = builders.organisation_page(tree.directory, entry, confirmed_on=confirmed, **page)
    builders.opening_hours(made)
    builders.offer(made)
    builders.contact(made, f"info@{entry.pk}.example.org")
    people = tuple(builders.user() for _ in range(stewards))
    for number, person in enumerate(people):
        since = date(2020, 1, 1) + timedelta(days=number)
        Stewardship.objects.create(user=person, organisation=entry, since=since)
    builders.drain()
    return Case(entry, made, people)


def run(day: date) -> str:
    """Run the daily job on that day."""
    with clock(day):
        return housekeeping.ask_for_confirmation(timezone.now())


def recipients() -> list[str]:
    """Return to whom mails were written, in their order."""
    return list(OutgoingMail.objects.order_by("created_at", "pk").values_list("recipient", flat=True))


def links(mail: OutgoingMail) -> list[str]:
    """Return the paths of the links in a mail's plain text that answer it: everything first, then each item."""
    return [f"/bestaetigen/{token}/" for token in re.findall(r"/bestaetigen/([^/\s]+)/", mail.body)]
