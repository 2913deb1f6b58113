"""What a timer does for registrations each round, and what it deletes; its line in the log holds counts alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Event, Registration, SeatCount
from events.models.registrations import MAILS, RegistrationState
from events.signup import booking, letters, seats
from events.signup.offers import offer_seats
from events.signup.slots import dates_of
from events.signup.state import free_seats
from events.signup.telling import tell, tell_of_deletion
from portal.models import OutgoingMail

OFFERED = RegistrationState.OFFERED


def run(now: datetime) -> str:
    """Tell what changed, take back offers, make new ones, delete what nobody needs; return how many of each."""
    told = tell(now)
    lapsed = sum(
        booking.lapse(one, now) for one in Registration.objects.filter(state=OFFERED, offer_until__lte=now)
    )
    offered = offer(now)
    gone = forget(now)
    mails = forget_mails()
    return f"{told} told, {lapsed} offers over, {offered} offered, {gone} registrations and {mails} mails deleted"


def offer(now: datetime, event_id: int | None = None) -> int:
    """Offer free seats wherever somebody waits, or to those who wait for one event; return how many were asked."""
    waits = Registration.objects.filter(state=RegistrationState.WAITING)
    if event_id is not None:
        waits = waits.filter(event=event_id)
    count = 0
    for pk, key in sorted(set(waits.values_list("event", "key"))):
        with transaction.atomic():
            settings, event = seats.locked(pk), Event.objects.get(pk=pk)
            before = free_seats(pk, key, settings)
            count += offer_seats(event, settings, key, now)
            booking.tell_of_seats(event, before, free_seats(pk, key, settings))
    return count


def forget(now: datetime) -> int:
    """Delete registrations whose time is over, with their mails and counts; return how many."""
    count = 0
    due = Registration.objects.filter(delete_after__lte=now)
    for event_id in sorted(set(due.values_list("event", flat=True))):
        with transaction.atomic():
            seats.locked(event_id)
            count += _forget_of(event_id, now)
    return count


def _forget_of(event_id: int, now: datetime) -> int:
    """Delete what is due of one event; counts of dates that are over and that nobody is registered for go, too."""
    rows = list(Registration.objects.filter(event=event_id, delete_after__lte=now))
    for registration in rows:
        letters.forget(registration)
        if registration.state in {RegistrationState.CONFIRMED, OFFERED}:
            seats.give_back(event_id, registration.key, registration.seats)
        registration.delete()
    coming = set(dates_of(event_id).not_over(now).values_list("key", flat=True))
    kept = coming | set(Registration.objects.filter(event=event_id).values_list("key", flat=True))
    SeatCount.objects.filter(event=event_id).exclude(key="").exclude(key__in=kept).delete()
    return len(rows)


def forget_mails() -> int:
    """Delete mails that went, or never will, and whose registration is deleted; return how many."""
    done = OutgoingMail.objects.filter(key__startswith=MAILS).exclude(sent_at=None, given_up_at=None)
    keys = dict(done.values_list("pk", "key"))
    known = {str(uuid) for uuid in Registration.objects.values_list("uuid", flat=True)} if keys else set()
    gone = [pk for pk, key in keys.items() if key.split(":")[1] not in known]
    return OutgoingMail.objects.filter(pk__in=gone).delete()[0]


def on_deletion(sender: type[Event], instance: Event, **kwargs: object) -> None:
    """Tell whoever registered for an event that is deleted, before its registrations go with it."""
    tell_of_deletion(instance, timezone.now())
