"""When and how somebody is reached, as far as everybody may know."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from network.choices import ContactKind, OfferKind, OfferStatus, Weekday
from network.directory_urls import relay_path
from network.opening import WEEK, minute_of_week
from network.records import ActorRecord, HoursFact
from network.relay.messages import needs_relay, with_hidden_address
from search.open_days import DAY, clock, hours_of, line_of

from .view_models import Ways

ALWAYS = 7 * (DAY - 1)  # many write the end of a day as 23:59


def hours_line(hours: Sequence[HoursFact], now: datetime, *, has_emergency: bool = False) -> str:
    """Return until when somebody can be reached, or from when on again; "" where no hours are known.

    The hours are those of the house. An emergency offer often keeps longer ones, which stand in its words alone: of
    such a house nothing is said that would send somebody away until Monday.
    """
    minute = minute_of_week(now)
    if sum(one.end - one.start for one in hours) >= ALWAYS:
        return _("Reachable day and night")
    for one in hours:
        if one.start <= minute < one.end:
            return _("Reachable now, until %(time)s") % {"time": clock(one.end)}
    ahead = [(one.start - minute) % WEEK for one in hours]
    if not ahead:
        return ""
    if has_emergency:
        return _("The office is closed now; the emergency help may be there all the same")
    start = (minute + min(ahead)) % WEEK
    if min(ahead) < DAY and start // DAY == minute // DAY:
        return _("Reachable today from %(time)s") % {"time": clock(start)}
    return _("Reachable again on %(day)s, %(time)s") % {
        "day": Weekday(start // DAY).label,
        "time": clock(start),
    }


def has_emergency(record: ActorRecord) -> bool:
    """Return whether somebody offers help in an emergency that can be had."""
    return any(
        fact.kind == OfferKind.EMERGENCY and fact.status == OfferStatus.ACTIVE for fact in record.offers
    )


def day_line(hours: Sequence[HoursFact], day: int) -> str:
    """Return when somebody is open on a day, "" for not at all."""
    on_day = hours_of([(one.start, one.end) for one in hours], day)
    return line_of(day, on_day) if on_day else ""


def ways_to(record: ActorRecord, may_be_written_to: bool) -> Ways:
    """Return the first public phone number and address, else the form that passes a message on."""
    first = {contact.kind: contact.value for contact in reversed(record.contacts)}
    return Ways(
        first.get(ContactKind.PHONE, ""),
        first.get(ContactKind.EMAIL, ""),
        relay_path(record.uuid) if may_be_written_to and needs_relay(record) else "",
    )


def may_be_written_to(records: Iterable[ActorRecord], office: str) -> set[int]:
    """Return the pages of those to whom a message can be passed on; one query where there is no office."""
    ids = [record.page_id for record in records]
    return set(ids) if office else with_hidden_address(ids)
