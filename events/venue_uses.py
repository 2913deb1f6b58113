"""Which events use a venue, in public and in drafts, to whom it may be shown because of that, and who changes it.

A place is as secret as its most careful use, unless it has its own public: a refuge is not told to other houses.
What others show, or are about to, stays as they know it; a draft only shows the place as it is once it is published.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Revision

from events.models import CoOrganiser, Event
from events.waiting import in_review
from network.models import Organisation
from portal.disclosure import Audience, Precision

_TOLD = Q(place_disclosure=Audience.PUBLIC, place_precision=Precision.EXACT)
# What of a version says which venues it uses, for whom and how openly.
_DRAFTED = (
    "organiser",
    "alliance",
    "co_organisers",
    "venue",
    "changed_dates",
    "place_disclosure",
    "place_precision",
)


@dataclass(frozen=True)
class DraftedUse:
    """Which venues a version uses that is not public yet; until it is, its row says something else."""

    venues: frozenset[int]
    organiser: int | None
    involved: frozenset[int]
    is_told: bool


def known_to(mine: Collection[int]) -> Q:
    """Return the condition of the venues whose street those who act for some organisations may know.

    Their own ones, those everybody sees at an event, and those nobody keeps unless others use them in secret.
    """
    shielded = Organisation.objects.filter(is_shielded=True)
    involved = _involving(shielded)
    drafted = _secretly_drafted(mine)
    secret = Event.objects.exclude(organiser__in=mine).filter(~_TOLD | involved)
    is_shown = _used_by(Event.objects.filter(_TOLD, ~involved, live=True)) & ~Q(keeper__in=shielded)
    is_free = Q(keeper=None) & ~_used_by(secret) & ~Q(pk__in=drafted)
    return Q(keeper__in=mine) | is_shown | is_free


def used_by_others(mine: Collection[int]) -> Q:
    """Return the condition of the venues of dates to which none of the organisations invites, public or about to be.

    Drafts of others do not count: nobody could learn why the place stays as it is, and anybody could bring it about.
    """
    coming = {pk for use in _uses_in(_waiting()) if use.organiser not in mine for pk in use.venues}
    return _used_by(Event.objects.exclude(organiser__in=mine).filter(live=True)) | Q(pk__in=coming)


def _used_by(events: QuerySet[Event]) -> Q:
    """Return the condition of venues where one of the events takes place, always or once."""
    always, once = (events.filter(**{name: OuterRef("pk")}) for name in ("venue", "changed_dates__venue"))
    return Q(Exists(always)) | Q(Exists(once))


def _involving(organisations: QuerySet[Organisation]) -> Q:
    """Return the condition of events with which one of the organisations has to do, as their record counts it."""
    shared = CoOrganiser.objects.filter(organisation__in=organisations)
    return (
        Q(organiser__in=organisations)
        | Q(alliance__in=organisations)
        | Q(pk__in=shared.order_by().values("event"))
    )


def _secretly_drafted(mine: Collection[int]) -> frozenset[int]:
    """Return the venues that others want to use without telling everybody."""
    shielded = set(Organisation.objects.filter(is_shielded=True).values_list("pk", flat=True))
    return frozenset(
        pk
        for use in _drafted_uses()
        if use.organiser not in mine and not (use.is_told and shielded.isdisjoint(use.involved))
        for pk in use.venues
    )


def _drafted_uses() -> Iterator[DraftedUse]:
    """Yield what the newest versions say that are not public; one query."""
    drafts = Event.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    return _uses_in(Revision.objects.filter(pk__in=drafts.values("latest_revision")))


def _waiting() -> QuerySet[Revision]:
    """Return the versions that the editors were asked to publish, or that are published by themselves."""
    asked = Event.objects.filter(in_review()).values("latest_revision")
    of_events = Q(base_content_type=ContentType.objects.get_for_model(Event))
    return Revision.objects.filter(Q(pk__in=asked) | of_events & Q(approved_go_live_at__isnull=False))


def _uses_in(versions: QuerySet[Revision]) -> Iterator[DraftedUse]:
    """Yield the uses of venues in versions of events; one query."""
    for values in versions.order_by().values_list(*(f"content__{name}" for name in _DRAFTED)):
        yield _drafted_use(dict(zip(_DRAFTED, values, strict=True)))


def _drafted_use(content: dict[str, Any]) -> DraftedUse:
    """Return the use of venues in a version."""
    dates, others = content["changed_dates"] or (), content["co_organisers"] or ()
    venues = {content["venue"], *(row.get("venue") for row in dates)}
    involved = {content["organiser"], content["alliance"], *(row.get("organisation") for row in others)}
    return DraftedUse(
        frozenset(venues - {None}),
        content["organiser"],
        frozenset(involved - {None}),
        content["place_disclosure"] == Audience.PUBLIC and content["place_precision"] == Precision.EXACT,
    )
