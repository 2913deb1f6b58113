"""The mails of this room: a greeting, some sentences, links with words, who to ask; plain text and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.models import OutgoingMail, Urgency
from portal.sites import base_url, default_settings

KEY = "stewards"
NAME = 100  # characters of a name in the subject of a mail


@dataclass(frozen=True)
class Way:
    """A link with its words; `path` is one of the portal's."""

    words: str
    path: str

    @property
    def url(self) -> str:
        """Return the address with scheme and host."""
        return base_url() + self.path


@dataclass(frozen=True)
class Letter:
    """What a mail says; `key` is the rest of its key in the outbox."""

    key: str
    recipient: str
    subject: str
    sentences: Sequence[str]
    ways: Sequence[Way] = ()
    urgency: Urgency = Urgency.NEWS


def send(letter: Letter, now: datetime) -> OutgoingMail:
    """Put a mail into the outbox, once per key; the office gets the answers."""
    site = default_settings()
    context = {
        "language": settings.LANGUAGE_CODE,
        "subject": letter.subject,
        "sentences": [sentence for sentence in letter.sentences if sentence],
        "ways": letter.ways,
        "network": site.full_name,
        "office": " · ".join(filter(None, (site.office_name, site.office_phone, site.office_email))),
    }
    return outbox.queue(
        f"{KEY}:{letter.key}",
        letter.recipient,
        letter.subject,
        _plain(context),
        reply_to=site.office_email,
        not_before=now,
        html=render_to_string("network/stewards/mail.html", context),
        urgency=letter.urgency,
    )


def in_default_language() -> override:
    """Return a context in which the recipients' language is active, whoever presses the button."""
    return override(settings.LANGUAGE_CODE)


def short(name: str) -> str:
    """Return a name as it fits into the subject of a mail."""
    return Truncator(name).chars(NAME)


def _plain(context: dict) -> str:
    """Return the mail as plain text."""
    ways = [f"{way.words}:\n{way.url}" for way in context["ways"]]
    foot = "\n".join(filter(None, ("-- ", context["network"], context["office"])))
    return "\n\n".join([_("Hello,"), *context["sentences"], *ways, foot]) + "\n"
