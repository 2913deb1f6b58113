"""What narrows a list: active filters, each with the address without it, and a few that people want often."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.filters import chips as shared
from portal.list_models import Chip
from portal.view_models import Link

from . import wording
from .asked import Asked
from .filter_kinds import FILTER_KINDS

SATURDAY = 5


def chips_of(asked: Asked) -> list[Chip]:
    """Return the active filters."""
    return list(_chips(asked))


def _chips(asked: Asked) -> Iterator[Chip]:
    """Yield them in the order of the form."""
    url = asked.url
    yield from shared.chips_of(asked, FILTER_KINDS)
    if asked.is_free:
        yield Chip(_("Free of charge"), url.without("kostenfrei"))
    if days := days_words(asked):
        yield Chip(days, url.having(von=None, bis=None))


def days_words(asked: Asked) -> str:
    """Return the chosen days in words, "" without any."""
    first, last = asked.first_day, asked.last_day
    if first and last:
        return wording.short_day(first) if first == last else wording.day_range(first, last)
    if first:
        return _("from %(day)s on") % {"day": wording.short_day(first)}
    return _("until %(day)s") % {"day": wording.short_day(last)} if last else ""


def quick_choices(asked: Asked, today: date) -> tuple[Link, ...]:
    """Return what people ask for most often and have not chosen yet."""
    url = asked.url
    saturday = today + timedelta(days=max(0, SATURDAY - today.weekday()))
    sunday = today + timedelta(days=6 - today.weekday())
    days = (
        (pgettext("quick filter", "Today"), today, today),
        (pgettext("quick filter", "This weekend"), saturday, sunday),
        (pgettext("quick filter", "Next seven days"), today, today + timedelta(days=6)),
    )
    found = [
        Link(label, url.having(von=first.isoformat(), bis=last.isoformat()))
        for label, first, last in days
        if (asked.first_day, asked.last_day) != (first, last)
    ]
    if "online" not in asked.chosen.get("teilnahme", ()):
        found.append(Link(pgettext("quick filter", "Online"), url.having(teilnahme="online")))
    if not asked.is_free:
        found.append(Link(pgettext("quick filter", "Free of charge"), url.having(kostenfrei="1")))
    if not asked.chosen.get("zielgruppe"):
        with_children = url.having(zielgruppe=("children", "families"))
        found.append(Link(pgettext("quick filter", "With children"), with_children))
    return tuple(found)
