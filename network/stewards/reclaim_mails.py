"""What is written to whom while somebody asks for access."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Reclaim, Stewardship
from portal.models import Urgency

from . import reclaim_links as links
from .mails import Letter, Way, in_default_language, send, short


def ask_confirmation(reclaim: Reclaim, now: datetime) -> None:
    """Write to who asks; neither what was typed nor a name is repeated, so nobody is sent anything by the form."""
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:confirm",
            reclaim.email,
            _("Please confirm: access to a page"),
            [
                _("somebody asked for access to the page of an organisation and gave this address."),
                _("If it was you, go on here. The link works once, for 48 hours."),
                _("If it was not you, there is nothing to do: we forget the request."),
            ],
            [Way(_("Go on with my request"), links.confirm_path(reclaim, now))],
            Urgency.ANSWER,
        )
        send(letter, now)


def ask_address(reclaim: Reclaim, address: str, now: datetime) -> None:
    """Ask the organisation's own address."""
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:address",
            address,
            _("Does this person belong to you? %(name)s") % {"name": short(reclaim.organisation.name)},
            [
                *_who(reclaim),
                _("Is that right? Then confirm it. Otherwise do nothing, or tell the coordination office."),
            ],
            [Way(_("Look at the request"), links.address_path(reclaim, address, now))],
        )
        send(letter, now)


def ask_member(reclaim: Reclaim, row: Stewardship, now: datetime) -> None:
    """Ask a steward of another member."""
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:member:{row.pk}",
            row.user.email,
            _("Do you know this person? %(name)s") % {"name": short(reclaim.organisation.name)},
            [
                *_who(reclaim),
                _("You are asked because you act for “%(name)s”, which takes part in the same alliance.")
                % {"name": row.organisation.name},
                _("Only confirm if you know the person yourself. Ask by phone if you are not sure."),
            ],
            [Way(_("Look at the request"), links.vouch_path(reclaim, row, now))],
        )
        send(letter, now)


def tell_steward(reclaim: Reclaim, row: Stewardship, now: datetime) -> None:
    """Tell somebody who acts for the organisation, with the way to object."""
    _tell(reclaim, row.user.email, f"steward:{row.pk}", links.object_path(reclaim, row, "", now), now)


def tell_address(reclaim: Reclaim, address: str, now: datetime) -> None:
    """Tell the organisation's own address, with the way to object."""
    _tell(reclaim, address, "own", links.object_path(reclaim, None, address, now), now)


def tell_office(reclaim: Reclaim, office: str, now: datetime) -> None:
    """Tell the office that it decides."""
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:office",
            office,
            _("To decide: access to the page of %(name)s") % {"name": short(reclaim.organisation.name)},
            [
                *_who(reclaim),
                _("Objection: %(words)s") % {"words": reclaim.objection} if reclaim.objection else "",
            ],
            [Way(_("Look at the request and decide"), reverse("stewards:reclaim", args=[reclaim.pk]))],
        )
        send(letter, now)


def tell_refused(reclaim: Reclaim, now: datetime) -> None:
    """Tell who asked."""
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:refused",
            reclaim.email,
            _("Your request: %(name)s") % {"name": short(reclaim.organisation.name)},
            [
                _("The coordination office could not grant you access to the page of “%(name)s”.")
                % {"name": reclaim.organisation.name},
                _("Is that a misunderstanding? Then call the office or answer this mail."),
            ],
        )
        send(letter, now)


def _tell(reclaim: Reclaim, recipient: str, key: str, path: str, now: datetime) -> None:
    """Write that somebody will get access unless somebody objects."""
    day = date_format(timezone.localtime(reclaim.waits_until), "DATE_FORMAT")
    with in_default_language():
        letter = Letter(
            f"reclaim:{reclaim.pk}:{key}",
            recipient,
            _("Somebody wants access to the page of %(name)s") % {"name": short(reclaim.organisation.name)},
            [
                *_who(reclaim),
                _("Shown: %(way)s.") % {"way": reclaim.get_way_display()},
                _("Unless somebody objects, the person is invited on %(day)s. You keep your access.")
                % {"day": day},
            ],
            [Way(_("Look at the request, or object"), path)],
        )
        send(letter, now)


def _who(reclaim: Reclaim) -> list[str]:
    """Return who asks for what, in their own words."""
    words = {"person": reclaim.name, "email": reclaim.email, "name": reclaim.organisation.name}
    return [
        _("%(person)s (%(email)s) asks for access to the page of “%(name)s” in the portal.") % words,
        _("In their own words: %(words)s") % {"words": reclaim.words} if reclaim.words else "",
    ]
