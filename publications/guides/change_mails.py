"""The mail to whoever is in charge of a guide when somebody else published a section that stands in it."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.sites import default_site
from publications.models import GuideSection

from .uses import public_guides, published_in

# Longer than a night in which housekeeping stands still.
LOOKED_BACK = timedelta(days=2)


def tell(now: datetime) -> str:
    """Put one mail per person into the outbox, none where nothing was published since the last one."""
    facts, told = default_site(), 0
    changed = _changed(now) if facts else []
    in_charge = {page.pk: page.in_charge_id for page in public_guides()} if changed else {}
    mine: dict[int, list[GuideSection]] = defaultdict(list)
    for section in changed:
        keys = {in_charge.get(pk) for pk in published_in(section)}
        for key in keys - {None, section.live_revision.user_id}:
            mine[key].append(section)
    people = get_user_model()._default_manager.filter(pk__in=mine, is_active=True).exclude(email="")
    with override(settings.LANGUAGE_CODE):
        for person in people:
            newest = max(section.live_revision_id for section in mine[person.pk])
            body = _body(mine[person.pk], facts.base_url)
            subject = _("Sections of your guides were changed")
            outbox.queue(f"guide-changes:{person.pk}:{newest}", person.email, subject, body)
            told += 1
    return f"{told} mails"


def _changed(now: datetime) -> list[GuideSection]:
    """Return the sections that were published lately, the last one first; one query."""
    rows = GuideSection.objects.filter(live=True, live_revision__isnull=False)
    recent = rows.filter(last_published_at__gt=now - LOOKED_BACK, last_published_at__lte=now)
    return list(recent.select_related("live_revision__user").defer("body").order_by("-last_published_at"))


def _body(sections: list[GuideSection], base_url: str) -> str:
    """Return who published what, and where to see it."""
    parts = []
    for section in sections:
        person = section.live_revision.user
        who = (person.get_full_name() or person.email) if person else _("the portal")
        day = date_format(section.last_published_at, "SHORT_DATETIME_FORMAT")
        url = reverse("wagtailsnippets_publications_guidesection:history", args=[section.pk])
        parts.append(
            f"{section}\n"
            + _("Published by %(person)s, %(day)s") % {"person": who, "day": day}
            + f"\n{base_url}{url}"
        )
    return "\n\n".join([_("These sections stand in guides that you are in charge of:"), *parts])
