"""People who are named in dates, in venues, and in calendars that are read from elsewhere."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import publishing
from events.models import Event
from portal import changes
from portal.personal_data.people import Person
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, Done, Found, PersonalData, columns_of
from portal.personal_data.rows import found_words, written_over

DATES = (
    *columns_of(
        "events.Event", "title", "summary", "description", "organiser_text", "status_note", "place_note"
    ),
    *columns_of("events.Event", "online_url", "access_note", "cost_note", "info_url"),
    *columns_of("events.ChangedDate", "note", "title", "description", "online_url"),
    *columns_of("events.Venue", "name", "street", "access_note"),
    *columns_of("events.RegistrationSettings", "note"),
    *columns_of("events.EventCalendarPage", "lead"),
)
FEEDS = (
    *columns_of("events.CalendarFeed", "name", "url", "last_error", "last_report"),
    *columns_of("events.FeedItem", "seen"),
    *columns_of("events.CalendarUpload", "report"),
)


def follow(owner: models.Model) -> None:
    """Bring dates, feeds and search in step."""
    if isinstance(owner, Event):
        publishing.after_change(owner, timezone.now())
    else:
        changes.record(owner)


published = Published(DATES, follow)


def find_feeds(person: Person) -> Iterator[Found]:
    """Yield where a calendar of an organisation names the person."""
    yield from found_words(FEEDS, person.traces)


def erase_feeds(person: Person, now: datetime) -> Iterator[Done]:
    """Take the words out of what is remembered of calendars; they come again as long as the calendar has them."""
    for done in written_over(FEEDS, person.traces):
        yield done
        why = _("It is read again as long as it stands in the organisation's own calendar.")
        yield Done(
            _("Calendar of an organisation that names the person"), done.count, why_kept=why, waits=True
        )


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "dates": PersonalData(
            label=gettext_lazy("Dates"),
            purpose=gettext_lazy("Telling the public what takes place, where, and who speaks"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people who are named in a date; who is writing it"),
            readers=gettext_lazy("everybody; exact places and links as the organiser says"),
            kept=gettext_lazy("Until it is deleted; past dates stay public. Earlier versions %(revisions)s."),
            fields=("events.Event.locked_by", *DATES),
            find=published.find,
            erase=published.erase,
            copies=(Copy.REVISIONS, Copy.SEARCH, Copy.INDEX, Copy.CACHES, Copy.FEEDS),
        ),
        "calendars": PersonalData(
            label=gettext_lazy("Calendars of organisations that are read"),
            purpose=gettext_lazy("Taking dates over, and noticing what changed"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people who are named in an organisation's own calendar"),
            readers=gettext_lazy("the office, editors"),
            kept=gettext_lazy(
                "As long as the calendar is read; what it says is renewed each time. Large files until they are taken"
                " in, what became of them %(calendar files)s."
            ),
            fields=(*FEEDS, *columns_of("events.CalendarUpload", "content")),
            find=find_feeds,
            erase=erase_feeds,
        ),
    }
