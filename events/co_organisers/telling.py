"""The job that tells organisations that a public event names them, after time for second thoughts.

Put back soon after it was taken off, a name is no news; long after, or once its organisation allowed it again, it is.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.addresses import event_path
from events.models import CoOrganiser, Event, Occurrence, Publication
from events.proposals.mails import SECOND_THOUGHTS
from network.models import Organisation
from network.named import letters
from network.named.letters import Mention, tell_named
from portal.sites import base_url

from .naming import leave_path

log = logging.getLogger("events.co_organisers")
# What changed before, and was not told, is no news any more when a round comes.
NEWS = timedelta(days=3)


def tell_co_organisers(now: datetime) -> str:
    """Tell whoever is named since the last round; return how many mails that were."""
    changed = Publication.objects.filter(
        Q(Exists(CoOrganiser.objects.filter(event=OuterRef("event")))) | ~Q(named=[]),
        Exists(Occurrence.objects.listed().not_over(now).filter(event=OuterRef("event"))),
        changed_at__gt=now - NEWS,
        changed_at__lte=now - SECOND_THOUGHTS,
    )
    known = list(changed.order_by("pk").values_list("pk", "event", "named"))
    current = _named(event for _pk, event, _told in known)
    mails = 0
    for pk, event, told in known:
        if set(told) != current.get(event, set()):
            try:
                mails += _tell(pk, now)
            except (DatabaseError, ValidationError):
                log.exception("The further organisers of event %s were not told", event)
    return f"{mails} mails"


def _named(events: Iterable[int]) -> dict[int, set[int]]:
    """Return the further organisers of events."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = CoOrganiser.objects.filter(event__in=list(events)).exclude(organisation=F("event__organiser"))
    for event, organisation in rows.values_list("event", "organisation"):
        found[event].add(organisation)
    return found


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    """Queue the mails about one event and note who is named; return how many there were."""
    # The row alone: whoever publishes locks the event first.
    rows = Publication.objects.select_for_update(of=("self",))
    known = rows.filter(pk=pk, event__live=True).first()
    if known is None:
        return 0
    event = Event.objects.select_related("organiser").get(pk=known.event_id)
    told, named = set(known.named), _named([event.pk])[event.pk]
    known.named = sorted(named)
    known.save(update_fields=["named"])
    new = Organisation.objects.filter(pk__in=named - told).order_by("pk")
    return sum(_write(event, entry, now) for entry in new)


def _write(event: Event, entry: Organisation, now: datetime) -> int:
    """Queue the mails to one organisation; return how many there were."""
    with override(settings.LANGUAGE_CODE):
        words = {"by": event.organiser_name, "title": event.title, "name": entry.name}
        said = _("%(by)s invites to “%(title)s” and names %(name)s as a further organiser.") % words
        url = base_url() + event_path(event.slug, event.short_id)
    mention = Mention(f"date:{event.uuid}", event.title, said, url)
    return tell_named(entry, mention, leave_path(entry, event.pk), now)


def forget_namings(event: Event) -> None:
    """Forget the mails that wait about an event, and who was told: public again, its organisers are told anew.

    Whoever has a mail about it already gets no second one.
    """
    letters.forget_waiting(f"date:{event.uuid}")
    Publication.objects.filter(event=event).update(named=[])
