"""The mails to those who check, plain and with markup: what would become public, and the link that decides."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import outbox
from portal.models import OutgoingMail, User
from portal.sites import base_url, default_settings

from .kinds import Waiting
from .links import path_for
from .summary import Line

KEY = "moderation:"
NAME = 120  # characters of a title in a subject
MOST_NAMED = 30


def ask(person: User, waiting: Waiting, lines: Sequence[Line], now: datetime) -> OutgoingMail:
    """Queue the mail about one submission for one person, with what would become public."""
    base = base_url()
    context = {
        **_frame(),
        "waiting": waiting,
        "lines": lines,
        "link": base + path_for(waiting, person, now),
        "admin_url": base + waiting.url,
    }
    subject = _("Please check: %(title)s") % {"title": Truncator(waiting.title).chars(NAME)}
    return outbox.queue(
        f"{KEY}{waiting.kind}:{waiting.key}:{waiting.state}:{person.pk}",
        person.email,
        subject,
        _plain(context, lines),
        not_before=now,
        html=render_to_string("network/moderation/mail.html", context | {"subject": subject}),
    )


def ask_together(person: User, many: Sequence[Waiting], now: datetime) -> OutgoingMail:
    """Queue one mail about many submissions for one person, each with its link."""
    base = base_url()
    rows = [(one, base + path_for(one, person, now)) for one in many[:MOST_NAMED]]
    left = len(many) - len(rows)
    more = ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left} if left else ""
    count = len(many)
    subject = ngettext("%(n)s submission to check", "%(n)s submissions to check", count) % {"n": count}
    context = {**_frame(), "rows": rows, "more": more, "admin_url": base + many[0].url, "subject": subject}
    named = [f"- {one.title} ({one.organisation})\n  {link}" for one, link in rows]
    body = [
        _("Hello,"),
        _("these were submitted and wait to be checked. Each link shows what would change, and asks:"),
        "\n".join([*named, *filter(None, [more])]),
        _without_signing_in(),
        context["foot"],
    ]
    return outbox.queue(
        f"{KEY}many:{many[0].state}:{count}:{person.pk}",
        person.email,
        subject,
        "\n\n".join(filter(None, body)),
        not_before=now,
        html=render_to_string("network/moderation/mail_many.html", context),
    )


def _plain(context: dict, lines: Sequence[Line]) -> str:
    """Return the mail about one submission as plain text."""
    waiting: Waiting = context["waiting"]
    first = (
        _("%(organisation)s submitted “%(title)s”.")
        if not waiting.is_new
        else _("%(organisation)s submitted “%(title)s”, which was never public before.")
    )
    told = "\n".join(f"- {line}" for line in lines) or _("Nothing would change for visitors.")
    parts = [
        _("Hello,"),
        first % {"organisation": waiting.organisation, "title": waiting.title},
        told,
        _("Look at it and decide: %(link)s") % context,
        _without_signing_in(),
        _("With everything that is not public: %(link)s") % {"link": context["admin_url"]},
        context["foot"],
    ]
    return "\n\n".join(filter(None, parts))


def _without_signing_in() -> str:
    """Return what a link does."""
    return _(
        "You need not sign in. Opening a link changes nothing; it is meant for you alone, holds for three days and "
        "for exactly what was submitted."
    )


def _frame() -> dict[str, str]:
    """Return what every mail says."""
    name = default_settings().full_name
    return {"network": name, "foot": f"-- \n{name}", "language": settings.LANGUAGE_CODE}
