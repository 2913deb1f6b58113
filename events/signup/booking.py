"""Registering, confirming, accepting a seat, signing off; each step can be repeated and is done once.

A registration whose address is not confirmed holds no seat: otherwise anybody could fill a hall for nothing with
addresses of strangers. The seat is taken at the moment of confirmation; the page says so, and whoever comes too
late is on the waiting list, or told that all seats are taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Event, Registration, RegistrationSettings
from events.models.registrations import HOLDS_SEATS, RegistrationState
from events.records import public_record
from events.signup import letters, seats, words
from events.signup.addresses import confirm_until
from events.signup.offers import offer_seats
from events.signup.slots import Slot, slot_kept
from events.signup.state import Counts, free_seats, is_waited_for, state_of
from portal import changes
from portal.accounts import mailboxes

MOST_UNCONFIRMED = 5  # of one address at a time: nobody can fill a stranger's mailbox
UNCONFIRMED_KEPT = timedelta(hours=48)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for in the form; `key` is the same for a second press of the button."""

    email: str
    name: str
    seats: int
    language: str
    key: str


@transaction.atomic
def ask(event: Event, slot: Slot, wish: Wish, now: datetime) -> None:
    """Note a wish and write to the address; whoever asks cannot tell whether it was known."""
    email = wish.email.lower()
    seats.locked(event.pk)
    about = f"registration {event.pk} {slot.key} {wish.seats} {wish.name}"
    may_write = mailboxes.FORM.take(email, now, about)
    found = Registration.objects.filter(event=event, key=slot.key, email=email).first()
    if found is None:
        if not may_write:
            return
        waiting = Registration.objects.filter(email=email, state=RegistrationState.PENDING)
        if waiting.count() >= MOST_UNCONFIRMED:
            return
        found = Registration(event=event, key=slot.key, email=email)
    if found.state != RegistrationState.PENDING:
        if may_write:
            letters.tell_it_is_known(found, event, now)
        return
    if not letters.questions_left(found):
        return
    found.name, found.seats, found.language = wish.name, wish.seats, wish.language
    found.created_at, found.delete_after = now, now + UNCONFIRMED_KEPT
    found.save()
    if may_write:  # else the link of before confirms what was asked for last
        letters.ask_to_confirm(found, confirm_until(slot.closes_at, now), now, wish.key)


def find(uuid: str) -> Registration | None:
    """Return a registration with its event, None when it is gone."""
    return Registration.objects.select_related("event").filter(uuid=UUID(uuid)).first()


def confirm(registration: Registration, now: datetime) -> Registration | None:
    """Confirm an address: take the seats, or join the waiting list; return the registration as it stands.

    None where it is gone, or where there is neither a seat nor a list to wait on; the wish is deleted then.
    """
    with transaction.atomic():
        settings, found = _locked(registration)
        if found is None or found.state != RegistrationState.PENDING:
            return found
        slot = slot_kept(found.event, settings, found.key)
        if slot is None or not state_of(slot, settings, Counts.of(found.event_id, settings), now).is_open:
            _delete(found)
            return None
        before = free_seats(found.event_id, found.key, settings)
        if not is_waited_for(found.event_id, found.key) and _take(found, settings):
            found.state = RegistrationState.CONFIRMED
        elif settings.has_waiting_list and found.seats <= (settings.capacity or found.seats):
            found.state = RegistrationState.WAITING
        else:
            _delete(found)
            return None
        mailboxes.FORM.owner_was_here(found.email)
        found.confirmed_at, found.delete_after = now, slot.delete_after(settings)
        found.save()
        letters.tell_standing(found, found.event, now)
        tell_of_seats(found.event, before, free_seats(found.event_id, found.key, settings))
        return found


def accept(registration: Registration, now: datetime) -> Registration | None:
    """Take the seat that was offered and return the registration as it stands; None when it is gone."""
    with transaction.atomic():
        _settings, found = _locked(registration)
        if found is None or found.state != RegistrationState.OFFERED:
            return found
        if found.offer_until is not None and found.offer_until <= now:
            return found  # it goes to whoever waits next as soon as housekeeping comes round
        found.state, found.offer_until = RegistrationState.CONFIRMED, None
        found.save()
        letters.tell_standing(found, found.event, now)
        return found


def admit(registration: Registration, now: datetime) -> bool:
    """Give somebody on the waiting list a seat, out of turn, as the organisers wish; False where none is free."""
    with transaction.atomic():
        settings, found = _locked(registration)
        if found is None or found.state == RegistrationState.PENDING:
            return False
        if found.state == RegistrationState.CONFIRMED:
            return True
        before = free_seats(found.event_id, found.key, settings)
        if found.state == RegistrationState.WAITING and not _take(found, settings):
            return False
        found.state, found.offer_until = RegistrationState.CONFIRMED, None
        found.save()
        letters.tell_standing(found, found.event, now)
        tell_of_seats(found.event, before, free_seats(found.event_id, found.key, settings))
        return True


def cancel(registration: Registration, now: datetime, by_organisers: bool = False) -> bool:
    """Delete a registration with its mails, give its seats to whoever waits next; return whether it was there."""
    with transaction.atomic():
        settings, found = _locked(registration)
        if found is None:
            return False
        before = free_seats(found.event_id, found.key, settings)
        with override(found.language):
            reason = _("The organisers have signed you off.") if by_organisers else _("You have signed off.")
        _farewell(found, reason, now)
        offer_seats(found.event, settings, found.key, now)
        tell_of_seats(found.event, before, free_seats(found.event_id, found.key, settings))
        return True


def forget(registration: Registration, now: datetime) -> bool:
    """Delete a registration of somebody who asked to be forgotten, without a word; return whether it was there."""
    with transaction.atomic():
        settings, found = _locked(registration)
        if found is None:
            return False
        before = free_seats(found.event_id, found.key, settings)
        if found.state in HOLDS_SEATS:
            seats.give_back(found.event_id, found.key, found.seats)
        _delete(found)
        offer_seats(found.event, settings, found.key, now)
        tell_of_seats(found.event, before, free_seats(found.event_id, found.key, settings))
        return True


def lapse(registration: Registration, now: datetime) -> bool:
    """Take back an offer that nobody answered in time, and offer the seats to whoever waits next."""
    with transaction.atomic():
        settings, found = _locked(registration)
        if found is None or found.state != RegistrationState.OFFERED or found.offer_until > now:
            return False
        with override(found.language):
            reason = _("We kept a seat for you and did not hear from you in time.")
        before = free_seats(found.event_id, found.key, settings)
        _farewell(found, reason, now)
        offer_seats(found.event, settings, found.key, now)
        tell_of_seats(found.event, before, free_seats(found.event_id, found.key, settings))
        return True


def _locked(registration: Registration) -> tuple[RegistrationSettings, Registration | None]:
    """Lock the event of a registration, and return its settings and the registration as it is under the lock.

    An event may have become part of another one, or a series have been split, while this waited for the lock.
    """
    rows = Registration.objects.select_related("event").filter(pk=registration.pk)
    event_id = registration.event_id
    while True:
        settings, found = seats.locked(event_id), rows.first()
        if found is None or found.event_id == event_id:
            return settings, found
        event_id = found.event_id


def _take(registration: Registration, settings: RegistrationSettings) -> bool:
    """Take the seats of a registration."""
    return seats.take(registration.event_id, registration.key, registration.seats, settings.capacity)


def _farewell(registration: Registration, reason: str, now: datetime) -> None:
    """Give seats back and delete a registration, with a last mail to whoever had confirmed the address."""
    if registration.state in HOLDS_SEATS:
        seats.give_back(registration.event_id, registration.key, registration.seats)
    if registration.state == RegistrationState.PENDING:
        _delete(registration)
        return
    letters.say_goodbye(registration, public_record(registration.event).title, reason, now)
    registration.delete()


def _delete(registration: Registration) -> None:
    """Delete a registration and all its mails."""
    letters.forget(registration)
    registration.delete()


def tell_of_seats(event: Event, before: int | None, after: int | None) -> None:
    """Let public pages be made anew where the words about free seats differ now."""
    if words.free_words(before) != words.free_words(after):
        changes.record(event)
