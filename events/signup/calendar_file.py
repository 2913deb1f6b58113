"""The date for somebody's own calendar, attached to the mails that say: registered, changed, does not take place.

It says what the person may know, as the mail does, and goes by the names that the date has in the feed (UID,
RECURRENCE-ID, SEQUENCE), so that whoever subscribed, too, has it once.
"""

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings

from events.choices import EventStatus
from events.feeds.entries import calendar_event, date_in_series
from events.feeds.naming import event_file
from events.feeds.words import summary
from events.ical.components import CalendarEvent, Status, Words
from events.ical.writing import write_message
from events.keys import key_start
from events.models import Registration
from events.models.registrations import RegistrationState
from events.recurrence.schedule import Schedule
from events.signup.facts import Facts
from events.signup.slots import WHOLE
from portal.outbox import LARGEST_ATTACHMENTS, Attachment


def attached(registration: Registration, facts: Facts, base_url: str) -> tuple[Attachment, ...]:
    """Return the file for whoever has a seat; none for others, nor for a series too long for a mail."""
    if registration.state != RegistrationState.CONFIRMED:
        return ()
    event = _said(facts, base_url) if facts.is_public and facts.dates else _gone(facts)
    text = write_message(_from_us(event)).decode()
    if len(text) > LARGEST_ATTACHMENTS:
        return ()
    name = event_file(facts.record, "" if _is_whole(facts) else facts.key)
    return (Attachment(name, "calendar", text, {"method": "PUBLISH"}),)


def _is_whole(facts: Facts) -> bool:
    """Return whether the feed has it under the name of the event alone."""
    return facts.key == WHOLE or not facts.record.schedule.is_series


def _said(facts: Facts, base_url: str) -> CalendarEvent:
    """Return it as the feed says it, and what only those who registered may know."""
    if _is_whole(facts):
        return calendar_event(facts.record, base_url)
    return date_in_series(facts.record, facts.key, base_url)


def _gone(facts: Facts) -> CalendarEvent:
    """Return what is left of a date that was taken out, or of a hidden event: that it does not take place."""
    record, whole = facts.record, facts.record.schedule
    words = Words(summary(record, None, EventStatus.CANCELLED), status=Status.CANCELLED)
    start = whole.start if _is_whole(facts) else key_start(facts.key)
    schedule = Schedule(start, start + whole.length, whole.zone, whole.is_all_day)
    return CalendarEvent(
        record.uid,
        replace(whole, changes={}) if facts.key == WHOLE else schedule,
        words,
        sequence=record.sequence,
        changed_at=record.changed_at,
        created_at=record.appeared_at,
        is_partial=not _is_whole(facts),
    )


def _from_us(event: CalendarEvent) -> CalendarEvent:
    """Return an event with the sender of our mails as ORGANIZER, under the names of those who invite.

    Nobody is asked to answer: there is no ATTENDEE.
    """
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    def from_us(words: Words) -> Words:
        return replace(words, organizer=f"{words.organizer} <mailto:{address}>".strip())

    exceptions = {key: from_us(words) for key, words in event.exceptions.items()}
    return replace(event, words=from_us(event.words), exceptions=exceptions)
