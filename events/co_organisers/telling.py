"""The job that tells organisations that a public event names them, after time for second thoughts; each time anew."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.addresses import event_path
from events.models import CoOrganiser, Event, Occurrence, Publication
from events.proposals.mails import SECOND_THOUGHTS
from network.models import Organisation
from network.named.letters import Mention, tell_named
from portal.sites import base_url

from .naming import leave_path

# What changed before is no news when a round comes: it was brought in.
NEWS = timedelta(days=3)


def tell_co_organisers(now: datetime) -> str:
    """Tell whoever is named since the last round; return how many mails that were."""
    changed = Publication.objects.filter(
        Q(Exists(CoOrganiser.objects.filter(event=OuterRef("event")))) | ~Q(named=[]),
        Exists(Occurrence.objects.listed().not_over(now).filter(event=OuterRef("event"))),
        changed_at__gt=now - NEWS,
        changed_at__lte=now - SECOND_THOUGHTS,
    )
    keys = list(changed.order_by("pk").values_list("pk", flat=True))
    return f"{sum(_tell(pk, now) for pk in keys)} mails"


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    """Queue the mails about one event and note who is named; return how many there were."""
    known = Publication.objects.select_for_update().filter(pk=pk, event__live=True).first()
    if known is None:
        return 0
    event = Event.objects.select_related("organiser").get(pk=known.event_id)
    entries = (
        Organisation.objects.filter(co_organised__event=event).exclude(pk=event.organiser_id).order_by("pk")
    )
    told, known.named = set(known.named), [entry.pk for entry in entries]
    if told == set(known.named):
        return 0
    known.save(update_fields=["named"])
    return sum(_write(event, entry, now) for entry in entries if entry.pk not in told)


def _write(event: Event, entry: Organisation, now: datetime) -> int:
    """Queue the mails to one organisation; return how many there were."""
    with override(settings.LANGUAGE_CODE):
        by = event.organiser.name if event.organiser else event.organiser_text
        words = {"by": by, "title": event.title, "name": entry.name}
        said = _("%(by)s invites to “%(title)s” and names %(name)s as a further organiser.") % words
        url = base_url() + event_path(event.slug, event.short_id)
    mention = Mention(f"date:{event.uuid}:{entry.pk}:{now:%Y%m%d%H%M}", event.title, said, url)
    return tell_named(entry, mention, leave_path(entry, event.pk), now)
