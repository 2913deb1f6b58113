"""The mail that asks whether everything is still right, and the one that tells the office who did not answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from network.models import Asking, AskingMail, Organisation
from portal import outbox
from portal.models import OutgoingMail
from portal.sites import base_url, default_settings

from .links import ALL, leave_path, path_of, token_of
from .recipients import Recipient
from .sources import Item

KEY = "freshness"
NAME = 100  # characters of a name in the subject of a mail
MOST_LINES = 12
MOST_NAMED = 30


@dataclass(frozen=True)
class Asked:
    """An item in a mail, with its three links; `end_url` is empty where there is nothing to end."""

    label: str
    lines: tuple[str, ...]
    stand: str
    confirm_url: str
    change_url: str
    end_url: str


@dataclass(frozen=True)
class Letter:
    """Everything a mail is made from."""

    asking: Asking
    recipient: Recipient
    items: Sequence[Item]
    now: datetime

    def url(self, key: str, items: Sequence[Item], *ways: str) -> list[str]:
        """Return the addresses of one new link, one for each way to answer."""
        token = token_of(self.asking, self.recipient, key, items, self.now)
        return [base_url() + path_of(token, way) for way in ways]


def ask(letter: Letter) -> OutgoingMail:
    """Queue the mail and remember whom it went to; the same recipient is written to once in a round."""
    asking, recipient = letter.asking, letter.recipient
    with override(settings.LANGUAGE_CODE):
        context = _context(letter)
        name = Truncator(asking.organisation.name).chars(NAME)
        subject = _("Is this still right? %(name)s") % {"name": name}
        mail = outbox.queue(
            f"{KEY}:{asking.pk}:{recipient.digest[:32]}",
            recipient.address,
            subject,
            _plain(context),
            reply_to=context["office_email"],
            not_before=letter.now,
            unsubscribe_url=context["leave_url"],
            html=render_to_string("network/freshness/mail.html", context | {"subject": subject}),
        )
    AskingMail.objects.get_or_create(
        asking=asking, recipient=recipient.digest, defaults={"queued_on": timezone.localdate(letter.now)}
    )
    return mail


def tell_office(entries: Sequence[Organisation], office: str, now: datetime) -> OutgoingMail | None:
    """Queue one mail a day with everybody who did not answer; None where no address of the office is known."""
    if not entries or not office:
        return None
    with override(settings.LANGUAGE_CODE):
        count = len(entries)
        subject = ngettext(
            "%(n)s entry that nobody confirms", "%(n)s entries that nobody confirms", count
        ) % {"n": count}
        more = count - MOST_NAMED
        names = [f"- {entry.name}" for entry in entries[:MOST_NAMED]]
        if more > 0:
            names.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
        body = [
            _("Nobody answered whether what stands about them is still right, or nobody is known to ask:"),
            "\n".join(names),
            _("What is out of date, and what can be done: %(link)s")
            % {"link": base_url() + reverse("freshness:list")},
        ]
        key = f"{KEY}-office:{timezone.localdate(now)}"
        return outbox.queue(key, office, subject, "\n\n".join(body), not_before=now)


def _context(letter: Letter) -> dict[str, object]:
    """Return what both forms of the mail say."""
    site = default_settings()
    recipient = letter.recipient
    own = "" if recipient.user else base_url() + leave_path(recipient, letter.now)
    return {
        "language": settings.LANGUAGE_CODE,
        "name": letter.asking.organisation.name,
        "network": site.full_name,
        "office_email": site.office_email,
        "all_url": letter.url(ALL, letter.items, "confirm")[0] if len(letter.items) > 1 else "",
        "items": [_asked(letter, item) for item in letter.items],
        "page_url": next((item.url for item in letter.items if item.url), ""),
        "leave_url": own,
    }


def _asked(letter: Letter, item: Item) -> Asked:
    """Return an item with its links."""
    confirm, change, end = letter.url(item.key, [item], "confirm", "change", "end")
    lines = item.lines[:MOST_LINES]
    if len(item.lines) > MOST_LINES:
        more = len(item.lines) - MOST_LINES
        lines = (*lines, ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    day = item.confirmed_on
    stand = _("confirmed in %(month)s") % {"month": date_format(day, "F Y")} if day else _("never confirmed")
    return Asked(item.label, lines, stand, confirm, change, end if item.can_end else "")


def _plain(context: dict) -> str:
    """Return the mail as plain text; an item has one link, whose page offers all three ways."""
    parts = [
        _("Hello,"),
        _("this is what stands about %(name)s in the portal. Is it still right?") % context,
    ]
    if context["all_url"]:
        parts.append(_("Everything is right: %(link)s") % {"link": context["all_url"]})
    for number, asked in enumerate(context["items"], 1):
        lines = "\n".join(f"   {line}" for line in asked.lines)
        head = f"{number}. {asked.label} ({asked.stand})"
        ways = _("Right, change, or end: %(link)s") if asked.end_url else _("Right, or change: %(link)s")
        link = ways % {"link": asked.confirm_url}
        parts.append("\n".join(filter(None, [head, lines, f"   {link}"])))
    parts.append(
        _("You need not sign in. Opening a link changes nothing: the page shows what you confirm, and asks.")
    )
    if context["page_url"]:
        parts.append(_("Your page: %(link)s") % {"link": context["page_url"]})
    foot = [_("%(network)s asks so that nobody stands in front of closed doors.") % context]
    if context["leave_url"]:
        foot.append(_("Do not ask this address any more: %(link)s") % {"link": context["leave_url"]})
    return "\n\n".join([*parts, "-- \n" + "\n".join(foot)])
