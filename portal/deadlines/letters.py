"""The mail before the end: still right, longer, or over already? One link, which needs no signing in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox, signed_links
from portal.sites import base_url, default_settings

from . import moments
from .kinds import Ending, Recipient, kinds

PURPOSE = "portal.deadlines"
# How long before the end somebody is asked.
NOTICE = timedelta(days=7)
# A link works for a while after the end, because that is when many notice.
AFTER_THE_END = timedelta(days=30)
SEPARATOR = "|"
TITLE = 100


def ask(now: datetime) -> str:
    """Queue the mails that are due; return how many things they are about. Repeating it writes nobody twice."""
    due = [(name, ending) for name, kind in kinds.items() for ending in kind.due(now) if ending.recipients]
    with override(settings.LANGUAGE_CODE):
        for name, ending in due:
            for recipient in ending.recipients:
                _queue(name, ending, recipient, now)
    return f"{len(due)} things that end"


def _queue(kind: str, ending: Ending, recipient: Recipient, now: datetime) -> None:
    """Queue one mail; the key holds the state, so that a renewed thing is asked about anew."""
    title = Truncator(ending.title).chars(TITLE)
    outbox.queue(
        f"deadline:{kind}:{ending.key}:{ending.state}:{recipient.name}",
        recipient.address,
        _subject(ending) % {"title": title, "day": moments.words_of(ending.ends_at)},
        _body(ending, base_url() + link_path(kind, ending, recipient.name, now)),
        reply_to=default_settings().office_email,
    )


def link_path(kind: str, ending: Ending, recipient: str, now: datetime) -> str:
    """Return the address of a new link about a thing in its present state."""
    until = max(ending.ends_at or now, now) + AFTER_THE_END
    until = min(until, now + signed_links.LONGEST_LIFE)
    subject = SEPARATOR.join([kind, ending.key, recipient])
    return reverse("deadline_link", args=[signed_links.make(PURPOSE, subject, until, now, ending.state)])


def _subject(ending: Ending) -> str:
    """Return the subject, without its values."""
    return _("Ends on %(day)s: %(title)s") if ending.ends_at else _("Still open? %(title)s")


def _body(ending: Ending, link: str) -> str:
    """Return the text of the mail."""
    words = {"title": ending.title, "day": moments.words_of(ending.ends_at), "link": link, "url": ending.url}
    if ending.ends_at:
        what = _("“%(title)s” ends on %(day)s. After that it is in no list any more.") % words
    else:
        what = _("“%(title)s” has been open for a while, without a day on which it ends.") % words
        if ending.leaves_at:
            day = {"day": moments.words_of(ending.leaves_at)}
            what += (
                " " + _("Please say whether it still is: without an answer it is open until %(day)s.") % day
            )
    parts = [
        _("Hello,"),
        what,
        _("Longer, or over already? %(link)s") % words,
        _("You need not sign in. Opening the link changes nothing: the page asks."),
        _("If the day is right, you need not do anything.") if ending.ends_at else "",
        _("It stands here: %(url)s") % words,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"
