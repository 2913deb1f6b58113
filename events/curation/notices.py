"""What organisations are told by mail about decisions on their events; through the outbox, a little later."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.addresses import event_path
from events.models import Event
from events.planned import planned_at
from events.proposals.mails import SECOND_THOUGHTS, SUBJECT
from network.models import Organisation, Stewardship
from network.models.stewardship import today
from portal import outbox
from portal.sites import base_url

MAILS = "event-notice:"


def stewards_of(entry: Organisation | None) -> list[str]:
    """Return the addresses of those who act for an organisation today."""
    if entry is None:
        return []
    rows = Stewardship.objects.filter(organisation=entry, user__is_active=True).on(today())
    return sorted(set(rows.order_by().values_list("user__email", flat=True)))


def published(key: str, event: Event, to: Iterable[str], now: datetime) -> None:
    """Say that a submitted event is public, or when it will be."""
    hour = planned_at(event)
    with override(settings.LANGUAGE_CODE):
        words = {"title": event.title, "link": base_url() + event_path(event.slug, event.short_id)}
        if hour is None:
            body = _("“%(title)s” is in the calendar now: %(link)s") % words
        else:
            words["hour"] = date_format(timezone.localtime(hour), "DATETIME_FORMAT")
            body = _("“%(title)s” comes into the calendar on %(hour)s: %(link)s") % words
        _send(key, _("In the calendar: %(title)s") % _named(event), [body], to, now)


def refused(key: str, event: Event, reason: str, to: Iterable[str], now: datetime) -> None:
    """Say that something is not published yet, and why."""
    with override(settings.LANGUAGE_CODE):
        lines = [
            _("The editors have not published “%(title)s”.") % {"title": event.title},
            _("The reason: %(reason)s") % {"reason": reason or _("none was given")},
            _("Change it and submit it again, or write to the coordination office."),
        ]
        _send(key, _("Not in the calendar yet: %(title)s") % _named(event), lines, to, now)


def take_back(key: str) -> None:
    """Delete the mails of a decision that was taken back, as far as they have not gone."""
    outbox.forget(f"{MAILS}{key}:")


def _named(event: Event) -> dict[str, str]:
    """Return the title for a subject."""
    return {"title": Truncator(event.title).chars(SUBJECT)}


def _send(key: str, subject: str, lines: list[str], to: Iterable[str], now: datetime) -> None:
    """Put one mail for each address into the outbox."""
    later = max(now, timezone.now()) + SECOND_THOUGHTS
    for number, address in enumerate(to):
        outbox.queue(f"{MAILS}{key}:{number}", address, subject, "\n\n".join(lines), not_before=later)
