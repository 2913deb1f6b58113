"""The mail about what is to be checked: once a week to each person, and only if there is something."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

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


def tell(now: datetime) -> str:
    """Put one mail per person into the outbox; what nobody is in charge of goes to the office."""
    facts = default_site()
    if facts is None:
        return "no site"
    office = portal_settings(facts.site).office_email
    week = "{}-{:02}".format(*timezone.localdate(now).isocalendar()[:2])
    sections: dict[int | None, list[GuideSection]] = defaultdict(list)
    contacts: dict[int | None, list[LostContact]] = defaultdict(list)
    for section in due(timezone.localdate(now)):
        sections[section.reviewer_id].append(section)
    with override(settings.LANGUAGE_CODE):
        for one in lost(now):
            contacts[one.editor_id].append(one)
        people = _reachable({*sections, *contacts} - {None})
        waiting: dict[str, tuple[str, list[GuideSection], list[LostContact]]] = {}
        for key in {*sections, *contacts}:
            person = people.get(key)
            name, address = (str(person.pk), person.email) if person else ("office", office)
            if address:
                _address, mine, lost_ones = waiting.setdefault(name, (address, [], []))
                mine += sections.get(key, [])
                lost_ones += contacts.get(key, [])
        for name, (address, mine, lost_ones) in waiting.items():
            body = _body(mine, lost_ones, facts.base_url, now)
            outbox.queue(f"guide-review:{name}:{week}", address, _("Guides: please check"), body)
    return f"{len(waiting)} mails"


def _reachable(keys: Iterable[int]) -> dict[int, User]:
    """Return the active people among these; whoever left is not written to."""
    people = get_user_model()._default_manager.filter(pk__in=keys, is_active=True).exclude(email="")
    return people.in_bulk()


def _body(
    sections: Iterable[GuideSection], contacts: Iterable[LostContact], base_url: str, now: datetime
) -> str:
    """Return what is to be done, each with where."""
    today = timezone.localdate(now)
    parts = [
        f"{section}\n{state_words(section, today)}\n{base_url}{edit_url(section.pk)}" for section in sections
    ]
    parts += [f"{one.what}: {one.why}\n{one.where}\n{base_url}{one.url}" for one in contacts]
    worklist = base_url + reverse("worklist:list")
    return "\n\n".join(
        [
            _("These parts of guides wait for you:"),
            *parts,
            _("What is still right is confirmed here with one button: %(link)s") % {"link": worklist},
        ]
    )
