"""What calendars and their files are called: as in the calendar's list, with the filters that narrow them."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.calendar.asked import Asked
from events.calendar.chips import chips_of
from events.calendar.filter_kinds import FILTER_KINDS
from events.keys import key_start
from events.records import EventRecord
from network.models import Organisation
from portal.sites import settings_for
from portal.slugs import german_slug

from . import choosing

LONGEST = 60


def name_of(request: HttpRequest, asked: Asked) -> str:
    """Return the name of a feed: whose dates, and which of them."""
    whose = settings_for(request).full_name
    name = _("Dates: %(name)s") % {"name": whose} if whose else _("Dates")
    return _narrowed(name, asked)


def news_name(request: HttpRequest, asked: Asked) -> str:
    """Return the name of what is new and changed among the same dates."""
    return _narrowed(_("%(name)s: new and changed dates") % {"name": settings_for(request).full_name}, asked)


def _narrowed(name: str, asked: Asked) -> str:
    """Return a name with the filters."""
    filters = filters_of(asked)
    return f"{name} ({', '.join(filters)})" if filters else name


def feed_file(asked: Asked, extension: str = "ics") -> str:
    """Return what a feed is saved as."""
    words = " ".join((_("Dates"), *filters_of(asked)))
    return f"{german_slug(words, 'termine', LONGEST)}.{extension}"


def filters_of(asked: Asked) -> list[str]:
    """Return the labels of what narrows a feed; of organisations without events their names."""
    chosen, others = dict(asked.chosen), set()
    for kind in FILTER_KINDS:
        if unknown := chosen.get(kind.parameter, frozenset()) - kind.labels().keys():
            chosen[kind.parameter] -= unknown
            others |= unknown
    labels = [chip.label for chip in chips_of(replace(asked, chosen=chosen))]
    if others:
        labels += (
            Organisation.objects.filter(register_id__in=others)
            .order_by("name")
            .values_list("name", flat=True)
        )
    return labels


def cut_words() -> str:
    """Return what a calendar says that there are too many events for."""
    text = _("There are more events than fit: this calendar holds the %(number)s whose next date is nearest.")
    return text % {"number": choosing.MOST_EVENTS}


def event_file(record: EventRecord, key: str = "") -> str:
    """Return what an event or one of its dates is saved as."""
    slug = german_slug(record.title, "termin", LONGEST)
    return f"{slug}-{key_start(key):%Y-%m-%d}.ics" if key else f"{slug}.ics"
