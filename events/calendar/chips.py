"""What narrows a list: active filters, each with the address without it, and a few that people want often."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.region_table import region_table
from portal.list_models import Chip, PlaceLine
from portal.view_models import Link

from . import wording
from .asked import Asked
from .filter_kinds import FILTER_KINDS
from .forms import RADII

SATURDAY = 5


def chips_of(asked: Asked) -> list[Chip]:
    """Return the active filters."""
    return list(_chips(asked))


def _chips(asked: Asked) -> Iterator[Chip]:
    """Yield them in the order of the form."""
    url, table = asked.url, region_table()
    if asked.words:
        yield Chip(_("“%(words)s”") % {"words": asked.words}, url.without("q"))
    if asked.near:
        around = {"place": asked.near.label, "km": asked.near.radius_km}
        yield Chip(_("%(place)s and %(km)s km around") % around, url.having(ort=None, umkreis=None))
    for key in asked.regions:
        row = table.rows[key]
        remove = url.without("ort") if key == asked.place_region else url.without("region", row.url_key)
        yield Chip(row.label, remove, _("Area"))
    for kind in FILTER_KINDS:
        labels = kind.labels() if kind.parameter in asked.chosen else {}
        for word in sorted(asked.chosen.get(kind.parameter, ()), key=lambda word: labels[word]):
            yield Chip(labels[word], url.without(kind.parameter, word), str(kind.heading))
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


def place_line(asked: Asked) -> PlaceLine | None:
    """Return the place a list is about with other distances, None without one."""
    if asked.near is None:
        return None
    radii = [
        Link(_("%(km)s km") % {"km": km}, asked.url.having(umkreis=km), current=km == asked.near.radius_km)
        for km in RADII
    ]
    return PlaceLine(asked.near.label, asked.url.having(ort=None, umkreis=None), radii=radii)
