"""Mails between those who name each other, by way of the portal: to everybody who acts for an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.freshness.recipients import stewards_of
from network.models import Organisation
from portal import outbox
from portal.models import OutgoingMail
from portal.sites import base_url, default_settings

KEY = "named:"
SUBJECT = 150
# Mails to one organisation within a day; whatever else names it stands on its desk.
MOST_A_DAY = 20


@dataclass(frozen=True)
class Mention:
    """That an organisation was named: what tells this mail from others, the title, what was said, where it stands."""

    key: str
    title: str
    said: str
    url: str


def tell_named(entry: Organisation, mention: Mention, way_off: str, now: datetime) -> int:
    """Tell an organisation that it is named, and the path of its way off; return how many mails there were.

    However often it is named, its mailboxes are not filled: as long as a mail about the same is kept in the outbox,
    there is no second one.
    """
    told = OutgoingMail.objects.filter(key__startswith=_key(entry, ""))
    if told.filter(key__startswith=f"{_key(entry, mention.key)}:").exists():
        return 0
    if told.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        return 0
    with override(settings.LANGUAGE_CODE):
        lines = [
            mention.said,
            mention.url,
            _("It stands on your page, too. Is that not right? Take yourself off, with two clicks:"),
            base_url() + way_off,
        ]
        subject = _("You are named: %(title)s") % {"title": mention.title}
        return write(_key(entry, mention.key), entry, subject, lines, now)


def tell_left(  # noqa: PLR0913 - what a mail about it says
    key: str,
    entry: Organisation | None,
    left: str,
    where: tuple[str, str],
    now: datetime,
    *,
    for_good: bool = False,
) -> int:
    """Tell an organisation who left what it wrote, given by title and address; return how many mails there were.

    `for_good` says that it may be named on nothing else, either.
    """
    if entry is None:
        return 0
    title, url = where
    with override(settings.LANGUAGE_CODE):
        words = {"name": left, "title": title}
        lines = [
            _("%(name)s does not want to be named with “%(title)s” and took itself off.") % words,
            url,
            _(
                "It does not want to be named by you on anything else, either: it went from all that you wrote."
            )
            if for_good
            else _("Everything else stays as it is."),
            _("It can be named again once it allows that on its desk. Please talk to each other."),
        ]
        return write(f"{KEY}left:{key}", entry, _("Named no more: %(name)s") % words, lines, now)


def forget_told(entry: Organisation, key: str) -> None:
    """Delete the mails that tell an organisation of a naming, sent or not: named again, it is told again."""
    outbox.forget(f"{_key(entry, key)}:")


def forget_waiting(key: str) -> None:
    """Delete the mails about something, to whomever, that nobody tried to send yet: it is public no more."""
    outbox.untried().filter(key__startswith=f"{KEY}of:", key__contains=f":{key}:").delete()


def _key(entry: Organisation, key: str) -> str:
    """Return how the keys of mails begin that tell an organisation of a naming."""
    return f"{KEY}of:{entry.pk}:{key}"


def write(key: str, entry: Organisation, subject: str, lines: Sequence[str], now: datetime) -> int:
    """Queue a mail to everybody who acts for an organisation; return how many there were."""
    site = default_settings()
    body = "\n\n".join([_("Hello,"), *lines, f"-- \n{site.full_name}"])
    people = stewards_of([entry.pk], timezone.localdate(now)).get(entry.pk, [])
    for person in people:
        outbox.queue(
            f"{key}:{person.name}",
            person.address,
            Truncator(subject).chars(SUBJECT),
            body,
            reply_to=site.office_email,
            not_before=now,
        )
    return len(people)
