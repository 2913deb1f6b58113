"""Whoever registered hears what changes, once, before the outbox sends in the same round.

Nothing is told in the request that changes a date: several changes within a few minutes are one mail, and a date
that is moved and moved back is none.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Event, Registration
from events.models.registrations import RegistrationState
from events.records import EventRecord, public_record
from events.signup import carrying, letters, seats
from events.signup.facts import Facts, changed, facts_of, is_over
from events.signup.slots import slot_kept
from portal.accounts.throttle import Allowance
from portal.disclosure import Audience

# Mails about changes to one person: a date that is moved again and again fills nobody's mailbox.
CHANGES = Allowance("registration-changes", 6, timedelta(hours=1))


def tell(now: datetime) -> int:
    """Tell everybody what has changed since they were told; return how many mails were written."""
    rows = Registration.objects.exclude(state=RegistrationState.PENDING)
    events = Event.objects.filter(pk__in=rows.order_by().values("event"))
    return sum(_tell_event(event, now) for event in events.order_by("pk"))


@transaction.atomic
def _tell_event(event: Event, now: datetime) -> int:
    """Tell those who registered for one event."""
    settings = seats.locked(event.pk)
    carrying.follow_times(event)
    rows = list(Registration.objects.filter(event=event).exclude(state=RegistrationState.PENDING))
    known: dict[tuple[str, bool], Facts] = {}
    records: dict[bool, EventRecord] = {}
    count = 0
    for registration in rows:
        has_seat = registration.state == RegistrationState.CONFIRMED
        if has_seat not in records:
            records[has_seat] = public_record(event, Audience.REGISTRANTS if has_seat else Audience.PUBLIC)
        slot = (registration.key, has_seat)
        if slot not in known:
            known[slot] = facts_of(event, records[has_seat], registration.key, now)
        count += _tell_one(registration, known[slot], now)
    _renew_ends(event, rows, settings)
    return count


def _tell_one(registration: Registration, facts: Facts, now: datetime) -> bool:
    """Tell one person what has changed, and remember it; return whether there was anything to tell."""
    told = registration.told
    if told == facts.told() or (told and is_over(told, facts, now)):
        return False
    with override(registration.language):
        sentences = changed(told, facts, now) if told else []
    if sentences and not CHANGES.take(str(registration.uuid), now):
        return False  # a later round tells it, with what changes until then
    registration.told = facts.told()
    registration.save(update_fields=["told"])
    if sentences:
        letters.tell_changes(registration, facts, sentences, now)
    return bool(sentences)


def _renew_ends(event: Event, rows: Iterable[Registration], settings: object) -> None:
    """Let what is deleted some days after a date follow the date."""
    ends: dict[str, datetime | None] = {}
    for registration in rows:
        if registration.key not in ends:
            slot = slot_kept(event, settings, registration.key)
            ends[registration.key] = slot.delete_after(settings) if slot else None
        end = ends[registration.key]
        if end is not None and end != registration.delete_after:
            Registration.objects.filter(pk=registration.pk).update(delete_after=end)


def tell_of_deletion(event: Event, now: datetime) -> None:
    """Tell those who registered that an event is deleted, and with it their registration; forget everything else."""
    title = public_record(event).title
    for registration in Registration.objects.filter(event=event):
        told = registration.told
        ends = [datetime.fromisoformat(date[1]) for date in told.get("dates", {}).values()]
        letters.forget(registration)
        if told.get("public") and any(end > now for end in ends):
            with override(registration.language):
                reason = _("It does not take place: it was taken out of the calendar.")
            letters.say_goodbye(registration, title, reason, now)
