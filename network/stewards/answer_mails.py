"""The office's questions to the people of an organisation, and to its own address."""

from datetime import datetime

from django.utils.translation import gettext as _

from network.models import Organisation, Stewardship

from .answer_links import answer_path, name_path
from .beginning import rights_path
from .mails import KEY, Letter, Way, in_default_language, send, short


def find_a_second(row: Stewardship, prefix: str, now: datetime) -> None:
    """Ask who acts alone to invite somebody."""
    name = row.organisation.name
    with in_default_language():
        letter = Letter(
            _key(prefix, row.pk),
            row.user.email,
            _("You act alone for %(name)s") % {"name": short(name)},
            [
                _("you are the only one who keeps the page of “%(name)s” in the portal.") % {"name": name},
                _(
                    "Who does it when you are ill or on holiday? Please invite a second person: it takes a minute."
                ),
            ],
            [
                Way(_("Invite somebody"), rights_path(row.organisation)),
                Way(_("I am still there, or: I stop"), answer_path(row, now)),
            ],
        )
        send(letter, now)


def still_there(row: Stewardship, prefix: str, now: datetime) -> None:
    """Ask somebody who has not been here for long."""
    name = row.organisation.name
    with in_default_language():
        letter = Letter(
            _key(prefix, row.pk),
            row.user.email,
            _("Do you still keep the page of %(name)s?") % {"name": short(name)},
            [
                _("it is long since you were in the portal. Do you still keep the page of “%(name)s”?")
                % {"name": name},
                _(
                    "Say yes, or that you stop. You need not sign in; the link shows a page before it does anything."
                ),
            ],
            [Way(_("I am still there, or: I stop"), answer_path(row, now))],
        )
        send(letter, now)


def name_somebody(entry: Organisation, address: str, prefix: str, now: datetime) -> None:
    """Ask the organisation's own address who shall keep the page."""
    with in_default_language():
        letter = Letter(
            _key(prefix, "own"),
            address,
            _("Who keeps the page of %(name)s?") % {"name": short(entry.name)},
            [
                _("“%(name)s” has a page in our portal, and nobody among you keeps it at the moment.")
                % {"name": entry.name},
                _("Please name somebody: we send an invitation to that address."),
            ],
            [Way(_("Name somebody"), name_path(entry, address, now))],
        )
        send(letter, now)


def _key(prefix: str, rest: object) -> str:
    """Return the key of a mail, without what `send` puts before it."""
    return f"{prefix.removeprefix(f'{KEY}:')}{rest}"
