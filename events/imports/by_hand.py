"""Calendars taken in by hand: a file or an address is remembered as a feed that is switched off."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from events.models import CalendarFeed
from network.models import Organisation
from portal.exclusive import exclusively

from .importing import Progress, import_calendar, silent
from .reading import Options
from .report import Report

NAME_LENGTH = CalendarFeed._meta.get_field("name").max_length


def feed_of(organisation: Organisation, is_dry: bool, url: str, name: str = "") -> CalendarFeed:
    """Return the feed of an address, or of a file by its name; written down where it is new, switched off.

    The next version of a file thereby changes the same events.
    """
    name = name[:NAME_LENGTH]
    with transaction.atomic():
        if not is_dry:
            # Two files of one name that are given at the same moment are versions of one.
            Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        known = CalendarFeed.objects.filter(organisation=organisation, url=url)
        found = (known if url else known.filter(name=name)).order_by("pk").first()
        if found is None:
            found = CalendarFeed(organisation=organisation, url=url, name=name, is_enabled=False)
            if not is_dry:
                found.save()
    return found


def taking_turns(organisation: Organisation) -> AbstractContextManager[bool]:
    """Give whether no other calendar of an organisation is just being taken in by hand; none begins meanwhile."""
    return exclusively(f"import-calendar-{organisation.pk}")


def take_file(
    data: bytes, feed: CalendarFeed, now: datetime, options: Options, progress: Progress = silent
) -> Report:
    """Take in the file of a feed, or say what that would do; raises CalendarError for a broken one.

    What it leaves out may stand in another file, so nothing is taken away.
    """
    return import_calendar(data, feed, now, replace(options, is_complete=False), progress)
