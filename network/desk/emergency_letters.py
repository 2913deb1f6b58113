"""The mail about the emergency switch: to the office and to everybody else who acts for the organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from portal.accounts.throttle import Allowance
from portal.models import Urgency, User
from portal.sites import base_url, default_settings

from .frame import desk_url

KEY = "emergency"
NAME = 100  # characters of a name in the subject of a mail
# Mails go at once for so many presses of an organisation's switch; after that the last press is told a while later.
AT_ONCE = Allowance("emergency-mails", 6, timedelta(minutes=10))
LATER = timedelta(minutes=10)


@dataclass(frozen=True)
class Pressed:
    """A switch that somebody just pressed; the organisation says which way."""

    organisation: Organisation
    by: User
    reason: str
    now: datetime


@dataclass(frozen=True)
class Mail:
    """What a mail says."""

    subject: str
    body: str
    html: str


def tell(pressed: Pressed) -> None:
    """Queue the mails, one for each reader; whoever pressed the switch gets none.

    They take the place of mails about earlier presses that have not gone yet, so that whoever plays with the switch
    fills nobody's mailbox, and everybody hears how it stands.
    """
    office = default_settings().office_email
    rows = stewards_of(pressed.organisation, timezone.localdate(pressed.now))
    own = [pressed.organisation.pk]
    links = {office: reverse("wagtailsnippets_network_organisation:shield", args=own)}
    links |= {row.user.email: desk_url(pressed.organisation, "emergency") for row in rows}
    own_mails = f"{KEY}:{pressed.organisation.pk}:"
    outbox.forget_waiting(own_mails)
    goes_now = AT_ONCE.take(str(pressed.organisation.pk), pressed.now)
    when = pressed.now if goes_now else pressed.now + LATER
    key = f"{own_mails}{pressed.now.isoformat()}"
    with override(settings.LANGUAGE_CODE):
        for number, address in enumerate(sorted(links.keys() - {"", pressed.by.email})):
            mail = _mail(pressed, base_url() + links[address])
            outbox.queue(
                f"{key}:{number}",
                address,
                mail.subject,
                mail.body,
                not_before=when,
                html=mail.html,
                urgency=Urgency.DOOR,
            )


def _mail(pressed: Pressed, link: str) -> Mail:
    """Return the mail with the way to the switch, plain and as HTML."""
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
    return Mail(subject, body + "\n", render_to_string("network/desk/mail.html", context))


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
