"""The mail about the emergency switch: to the office and to everybody else who acts for the organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.models import Organisation
from network.stewards.rights import stewards_of
from portal import outbox
from portal.models import User
from portal.sites import base_url, default_settings

from .frame import desk_url

KEY = "emergency"
NAME = 100  # characters of a name in the subject of a mail


@dataclass(frozen=True)
class Pressed:
    """A switch that somebody just pressed; the organisation says which way."""

    organisation: Organisation
    by: User
    reason: str
    now: datetime


def tell(pressed: Pressed) -> None:
    """Queue the mails, one for each reader; whoever pressed the switch gets none."""
    office = default_settings().office_email
    rows = stewards_of(pressed.organisation, timezone.localdate(pressed.now))
    own = [pressed.organisation.pk]
    links = {office: reverse("wagtailsnippets_network_organisation:shield", args=own)}
    links |= {row.user.email: desk_url(pressed.organisation, "emergency") for row in rows}
    key = f"{KEY}:{pressed.organisation.pk}:{pressed.now.isoformat()}"
    with override(settings.LANGUAGE_CODE):
        for number, address in enumerate(sorted(links.keys() - {"", pressed.by.email})):
            _write(f"{key}:{number}", address, pressed, base_url() + links[address])


def _write(key: str, address: str, pressed: Pressed, link: str) -> None:
    """Queue one mail, plain and as HTML."""
    name = {"name": Truncator(pressed.organisation.name).chars(NAME)}
    is_on = pressed.organisation.is_shielded
    subject = (_("Emergency switch on: %(name)s") if is_on else _("Emergency switch off: %(name)s")) % name
    paragraphs = list(_paragraphs(pressed))
    words = _("Look at it, or take it back") if is_on else _("Look at it")
    context = {
        "language": settings.LANGUAGE_CODE,
        "subject": subject,
        "paragraphs": paragraphs,
        "link": link,
        "link_words": words,
    }
    body = "\n\n".join([*paragraphs, f"{words}: {link}"])
    html = render_to_string("network/desk/mail.html", context)
    outbox.queue(key, address, subject, body + "\n", not_before=pressed.now, html=html)


def _paragraphs(pressed: Pressed) -> Iterator[str]:
    """Yield what the mail says."""
    words = {
        "name": pressed.organisation.name,
        "who": str(pressed.by),
        "when": date_format(timezone.localtime(pressed.now), "DATETIME_FORMAT"),
    }
    if not pressed.organisation.is_shielded:
        yield _("%(who)s switched the emergency switch for “%(name)s” off (%(when)s).") % words
        yield _("Everything is shown again as each contact and each address says.")
        return
    yield _("%(who)s pressed the emergency switch for “%(name)s” (%(when)s).") % words
    yield _(
        "Since then nobody sees its persons, contacts, links and exact places, on no page and in no list."
    )
    if pressed.reason:
        yield _("The reason: %(reason)s") % {"reason": pressed.reason}
    yield _(
        "Everybody who keeps the page can take it back, and so can the office. Please talk to each other first."
    )
