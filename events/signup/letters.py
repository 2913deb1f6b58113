"""What is written to people who register: plain text in their language, with the way out in every mail.

The mail that asks whether an address is somebody's repeats no word of the form, nor of the date, so that nobody can
be sent anything by means of them: the page behind its link says what it is about.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Event, Registration
from events.models.registrations import RegistrationState
from events.signup import words
from events.signup.addresses import confirm_path, manage_path
from events.signup.calendar_file import attached
from events.signup.facts import Facts, facts_for
from portal import outbox
from portal.models import OutgoingMail, Urgency
from portal.sites import base_url, default_settings

TITLE = 120  # characters of a title in a subject
MOST_QUESTIONS = 3  # mails that ask one address about one date


def ask_to_confirm(registration: Registration, until: datetime, now: datetime, key: str) -> None:
    """Queue the mail whose link confirms the address; `key` is that of the form that was sent.

    Nobody knows yet whose address it is, so not even the title of the date, which an organiser wrote, stands in it.
    """
    with override(registration.language):
        link = base_url() + confirm_path(registration, until, now)
        parts = [
            _("Somebody entered this address on %(day)s to register for an event.")
            % {"day": date_format(timezone.localtime(now), "DATE_FORMAT")},
            _("Here you see which one. If it was you, please confirm it there until %(moment)s:")
            % {"moment": words.moment_words(until)},
            link,
            _("Without your confirmation you are not registered, and no seat is kept for you."),
            _("Was it not you? Do nothing: the address is deleted after two days."),
        ]
        subject = _("Please confirm your registration")
    _queue(registration, f"ask:{key}", subject, parts, now, urgency=Urgency.ANSWER)


def tell_it_is_known(registration: Registration, event: Event, now: datetime) -> None:
    """Queue the mail to somebody who has registered already; one a day, however often it is asked for."""
    facts = facts_for(event, registration, now)
    with override(registration.language):
        parts = [
            _("You have registered for this already:"),
            *_about(facts),
            _standing(registration),
            _("Do you need more or fewer seats? Sign off and register anew."),
            _way_out(registration, now),
        ]
        subject = _("You have registered already: %(title)s") % {"title": _short(facts.title)}
    _queue(registration, f"known:{now:%Y-%m-%d}", subject, parts, now)


def tell_standing(registration: Registration, event: Event, now: datetime) -> None:
    """Queue the mail that says where a registration stands now, and remember what it tells of the date."""
    facts = facts_for(event, registration, now)
    _remember(registration, facts)
    with override(registration.language):
        parts = [_standing(registration), *_about(facts), _advice(registration), _way_out(registration, now)]
        subject = _SUBJECTS[registration.state]() % {"title": _short(facts.title)}
        files = attached(registration, facts, base_url())
    _queue(registration, f"{registration.state}:{now:%Y%m%dT%H%M%S%f}", subject, parts, now, files)


def tell_changes(registration: Registration, facts: Facts, changes: Sequence[str], now: datetime) -> None:
    """Queue the mail about what has changed; whoever calls has remembered the facts, so each is told once."""
    with override(registration.language):
        parts = [
            _("Something you registered for has changed:"),
            "\n".join([facts.title, *changes]),
            facts.note,
            *([_("As it is now:"), *_about(facts)] if facts.takes_place else []),
            _way_out(registration, now),
        ]
        subject = _("Changed: %(title)s") % {"title": _short(facts.title)}
        if not facts.takes_place:
            subject = _("Does not take place: %(title)s") % {"title": _short(facts.title)}
        files = attached(registration, facts, base_url())
    version = f"{facts.record.sequence}:{now:%Y%m%dT%H%M%S%f}"
    _queue(registration, f"change:{version}", subject, parts, now, files)


def say_goodbye(registration: Registration, title: str, reason: str, now: datetime) -> None:
    """Queue the last mail to somebody whose registration is deleted; those before it are deleted with it."""
    forget(registration)
    with override(registration.language):
        parts = [title, reason, _("Your registration and your address are deleted.")]
        subject = _("No longer registered: %(title)s") % {"title": _short(title)}
    _queue(registration, "bye", subject, parts, now)


def pass_on(
    registration: Registration, title: str, message: tuple[str, str], reply_to: str, key: str
) -> None:
    """Queue a message of the organisers to somebody who registered."""
    subject, text = message
    with override(registration.language):
        why = _("The organisers of “%(title)s” write to you because you registered for it.")
        parts = [text, f"-- \n{why % {'title': title}}"]
    body = "\n\n".join(parts)
    outbox.queue(
        f"{registration.key_prefix}message:{key}", registration.email, subject, body, reply_to=reply_to
    )


def forget(registration: Registration) -> None:
    """Delete every mail to somebody who registered, sent or not."""
    outbox.forget(registration.key_prefix)


def questions_left(registration: Registration) -> bool:
    """Return whether an address may be asked once more before its registration is forgotten."""
    asked = OutgoingMail.objects.filter(key__startswith=f"{registration.key_prefix}ask:")
    return asked.count() < MOST_QUESTIONS


def _remember(registration: Registration, facts: Facts) -> None:
    """Write down what is told of the date."""
    registration.told = facts.told()
    registration.save(update_fields=["told"])


_SUBJECTS = {
    RegistrationState.CONFIRMED: lambda: _("You are registered: %(title)s"),
    RegistrationState.WAITING: lambda: _("On the waiting list: %(title)s"),
    RegistrationState.OFFERED: lambda: _("A seat is free: %(title)s"),
}


def _standing(registration: Registration) -> str:
    """Return where a registration stands."""
    seats = {"seats": words.seats_words(registration.seats)}
    if registration.state == RegistrationState.CONFIRMED:
        return _("You are registered with %(seats)s.") % seats
    if registration.state == RegistrationState.OFFERED:
        moment = words.moment_words(registration.offer_until)
        return _("We keep %(seats)s for you until %(moment)s. Please say by then whether you come.") % {
            **seats,
            "moment": moment,
        }
    return _("You are on the waiting list for %(seats)s.") % seats


def _advice(registration: Registration) -> str:
    """Return what comes next."""
    if registration.state == RegistrationState.WAITING:
        return _("When a seat becomes free, we write to those who wait, in the order in which they came.")
    if registration.state == RegistrationState.OFFERED:
        return _("With the link below you take the seat. Without an answer it goes to whoever waits next.")
    return _("If you cannot come, please sign off, so that somebody else can have the seat.")


def _way_out(registration: Registration, now: datetime) -> str:
    """Return the link to look at the registration and to sign off; whoever calls has chosen the language."""
    link = base_url() + manage_path(registration, now)
    return _("See your registration or sign off: %(link)s") % {"link": link}


def _about(facts: Facts) -> list[str]:
    """Return what it is, when, where, and where more stands."""
    link = facts.path()
    parts = ["\n".join([facts.title, *facts.when()]), "\n".join(facts.place)]
    if facts.online:
        parts.append(_("Take part online: %(link)s") % {"link": facts.online})
    if link:
        parts.append(base_url() + link)
    return parts


def _short(title: str) -> str:
    """Return a title for a subject."""
    return Truncator(title).chars(TITLE)


def _queue(  # noqa: PLR0913, PLR0917 - what a mail is made of
    registration: Registration,
    key: str,
    subject: str,
    parts: Sequence[str],
    now: datetime,
    files: Sequence[outbox.Attachment] = (),
    urgency: Urgency = Urgency.NEWS,
) -> None:
    """Put a mail into the outbox, with who writes and why below it."""
    with override(registration.language):
        network = default_settings().full_name
        why = _("%(network)s writes to you because this address was entered to register for an event.")
        body = "\n\n".join([*(part for part in parts if part), f"-- \n{why % {'network': network}}"])
    key = registration.key_prefix + key
    outbox.queue(key, registration.email, subject, body, not_before=now, attachments=files, urgency=urgency)
