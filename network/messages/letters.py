"""What a reader of a circular gets: plain text and HTML, who writes and why, and the way out."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.models import Circular
from portal.sites import base_url, default_settings

from .leaving import leave_path
from .markup import as_html
from .readers import Reader

# How the keys of its mails begin.
KEY = "circular:"
NAME = 60  # characters of a name in a subject


@dataclass(frozen=True)
class Letter:
    """One reader's mail."""

    subject: str
    body: str
    html: str
    leave_url: str


def about(circular: Circular) -> str:
    """Return in words to whom a member's circular goes."""
    if circular.topic is not None:
        return _("Topic: %(topic)s") % {"topic": circular.topic.name}
    return _("Region: %(region)s") % {"region": circular.region} if circular.region else ""


def letter(circular: Circular, reader: Reader, now: datetime) -> Letter:
    """Return the mail to one reader, in the language of the portal."""
    with override(settings.LANGUAGE_CODE):
        context = _context(circular, reader, now)
        return Letter(
            _subject(circular, context["network"]),
            _plain(context),
            render_to_string("network/messages/mail.html", context),
            context["leave_url"],
        )


def _subject(circular: Circular, network: str) -> str:
    """Return the subject, which begins with who writes."""
    name = (
        circular.organisation.short_name or circular.organisation.name if circular.organisation else network
    )
    return f"{Truncator(name).chars(NAME)}: {circular.subject}"


def _context(circular: Circular, reader: Reader, now: datetime) -> dict[str, str]:
    """Return what both forms of the mail say."""
    leave = leave_path(circular, reader, now)
    network = default_settings().full_name
    return {
        "language": settings.LANGUAGE_CODE,
        "network": network,
        "sender": circular.organisation.name if circular.organisation else network,
        "is_office": circular.organisation_id is None,
        "attention": ", ".join(reader.attention),
        "subject": circular.subject,
        "text": circular.text,
        "text_html": as_html(circular.text),
        "why": _why(circular),
        "reply_to": circular.reply_to,
        "leave_url": base_url() + leave if leave else "",
        "wishes_url": base_url() + reverse("circular_wishes") if circular.organisation_id else "",
    }


def _why(circular: Circular) -> str:
    """Return why a reader gets this."""
    if circular.organisation_id:
        words = _("You get this because you asked for circulars of members (%(about)s).")
        return words % {"about": about(circular)}
    if circular.is_duty:
        return _(
            "The coordination office writes this to members because it concerns taking part in the network."
        )
    return _("The coordination office writes this to members of the network.")


def _plain(context: dict[str, str]) -> str:
    """Return the mail as plain text."""
    lines = [_("Circular by %(sender)s") % context]
    if context["attention"]:
        lines.append(_("For the attention of: %(attention)s") % context)
    foot = [context["why"]]
    if context["reply_to"]:
        foot.append(_("Your answer goes to %(reply_to)s and to nobody else.") % context)
    if not context["is_office"]:
        foot.append(_("The sender does not know your address, and does not see who gets this."))
    if context["leave_url"]:
        foot.append(_("No more such mails: %(leave_url)s") % context)
    if context["wishes_url"]:
        foot.append(_("Choose what you hear about: %(wishes_url)s") % context)
    return "\n\n".join(["\n".join(lines), context["text"], "-- \n" + "\n".join(foot)])
