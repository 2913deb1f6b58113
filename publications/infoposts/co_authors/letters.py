"""Mails between authors, by way of the portal: to everybody who acts for an organisation."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.desk.frame import desk_url
from network.freshness.recipients import stewards_of
from network.models import Organisation
from portal import outbox
from portal.sites import base_url, default_settings
from publications.records.infoposts import InfopostRecord

KEY = "co-author:"
SUBJECT = 150


def tell_named(record: InfopostRecord, url: str, now: datetime) -> int:
    """Queue a mail to every further author of a post that was published; return how many there were."""
    first, *others = record.authors or (None,)
    mails = 0
    for entry in Organisation.objects.filter(pk__in=[author.id for author in others]).order_by("pk"):
        with override(settings.LANGUAGE_CODE):
            words = {"by": first.name, "name": entry.name, "title": record.title}
            lines = [
                _("%(by)s published “%(title)s” and names %(name)s as a further author.") % words,
                url,
                _(
                    "It stands on your page, too. Is that not right? Take yourself off at your desk, with two clicks:"
                ),
                f"{base_url()}{desk_url(entry)}#named",
            ]
            mails += write(
                f"named:{record.page_id}:{entry.pk}", entry, _("You are named: %(title)s") % words, lines, now
            )
    return mails


def write(key: str, entry: Organisation, subject: str, lines: Sequence[str], now: datetime) -> int:
    """Queue a mail to everybody who acts for an organisation; return how many there were."""
    site = default_settings()
    body = "\n\n".join([_("Hello,"), *lines, f"-- \n{site.full_name}"])
    people = stewards_of([entry.pk], timezone.localdate(now)).get(entry.pk, [])
    for person in people:
        outbox.queue(
            f"{KEY}{key}:{person.name}",
            person.address,
            Truncator(subject).chars(SUBJECT),
            body,
            reply_to=site.office_email,
            not_before=now,
        )
    return len(people)
