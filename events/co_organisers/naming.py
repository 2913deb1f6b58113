"""The dates of others that name an organisation as a further organiser, and their part of its desk."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy

from events.addresses import event_path
from events.models import CoOrganiser, Event, Occurrence
from network.desk.parts import DeskPart
from network.models import Organisation
from network.named.leave_page import SHOWN, Naming, named_part
from portal.models import User

ANCHOR = "named-dates"


def events_naming(organisation: Organisation) -> QuerySet[Event]:
    """Return the public events of others that name an organisation as a further organiser."""
    named = CoOrganiser.objects.filter(organisation=organisation).values("event")
    return Event.objects.filter(live=True, pk__in=named).exclude(organiser=organisation)


def namings(organisation: Organisation, events: Iterable[Event]) -> Iterator[Naming]:
    """Yield how events name an organisation; no query where their organisers were read with them."""
    for event in events:
        yield Naming(
            event.title,
            event.organiser_name,
            getattr(event, "next_day", event.starts_on),
            event_path(event.slug, event.short_id),
            leave_path(organisation, event.pk),
            event.organiser,
        )


def leave_path(organisation: Organisation, event_id: int) -> str:
    """Return the address of the page on which an organisation leaves an event."""
    return reverse("co_organisers:leave", args=[organisation.pk, event_id])


def dates_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return those that are not over for the desk, soonest first, None where there is none; one query."""
    ahead = Occurrence.objects.listed().not_over(now).filter(event=OuterRef("pk"))
    events = events_naming(organisation).annotate(next_day=Subquery(ahead.values("first_day")[:1]))
    events = events.filter(next_day__isnull=False).select_related("organiser").order_by("next_day", "pk")
    rows = list(namings(organisation, events[:SHOWN]))
    return named_part(gettext_lazy("Dates that name you, too"), rows, ANCHOR)
