"""The mail about what is to be checked: once a week to each person, and at once where that would be too late."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.models import User
from portal.sites import default_site, portal_settings
from publications.models import GuideSection

from .lost_contacts import LostContact, lost
from .reviews import due, edit_url, state_words

# A mail more so many days before a section ends, and where a contact was lost since the last round.
LAST_DAYS = frozenset({0, 3})
JUST_NOW = timedelta(hours=24)


@dataclass(frozen=True)
class Waiting:
    """What waits for one person."""

    sections: list[GuideSection] = field(default_factory=list)
    contacts: list[LostContact] = field(default_factory=list)


def tell(now: datetime) -> str:
    """Put one mail per person into the outbox; what nobody is in charge of goes to the office."""
    facts = default_site()
    if facts is None:
        return "no site"
    today = timezone.localdate(now)
    waiting: dict[int | None, Waiting] = defaultdict(Waiting)
    with override(settings.LANGUAGE_CODE):
        sections, contacts = due(today), lost(now)
        people = _reachable({*(one.reviewer_id for one in sections), *_editors(contacts)} - {None})
        for section in sections:
            waiting[section.reviewer_id if section.reviewer_id in people else None].sections.append(section)
        for contact in contacts:
            for key in contact.editors & people.keys() or (None,):
                waiting[key].contacts.append(contact)
        office, sent = portal_settings(facts.site).office_email, 0
        for key, mine in waiting.items():
            person = people.get(key)
            name, address = (str(key), person.email) if person else ("office", office)
            if address:
                body = _body(mine, facts.base_url, today)
                subject = _("Guides: please check")
                outbox.queue(f"guide-review:{name}:{_period(mine, now)}", address, subject, body)
                sent += 1
    return f"{sent} mails"


def _period(mine: Waiting, now: datetime) -> str:
    """Return for how long one mail is enough: a week, or a day on which something cannot wait for the next week."""
    today = timezone.localdate(now)
    week = "{}-{:02}".format(*today.isocalendar()[:2])
    is_near = any((section.valid_until - today).days in LAST_DAYS for section in mine.sections)
    is_new = any(timedelta() <= now - contact.since < JUST_NOW for contact in mine.contacts)
    return f"{week}:{today:%d}" if is_near or is_new else week


def _editors(contacts: Iterable[LostContact]) -> Iterator[int]:
    """Yield who is in charge of contacts."""
    for contact in contacts:
        yield from contact.editors


def _reachable(keys: Iterable[int]) -> dict[int, User]:
    """Return the active people among these; whoever left is not written to."""
    people = get_user_model()._default_manager.filter(pk__in=keys, is_active=True).exclude(email="")
    return people.in_bulk()


def _body(mine: Waiting, base_url: str, today: date) -> str:
    """Return what is to be done, each with where."""
    parts = [
        f"{section}\n{state_words(section, today)}\n{base_url}{edit_url(section.pk)}"
        for section in mine.sections
    ]
    parts += [f"{one.what}: {one.why}\n{one.where}\n{base_url}{one.url}" for one in mine.contacts]
    worklist = base_url + reverse("worklist:list")
    return "\n\n".join(
        [
            _("These parts of guides wait for you:"),
            *parts,
            _("What is still right is confirmed here with one button: %(link)s") % {"link": worklist},
        ]
    )
