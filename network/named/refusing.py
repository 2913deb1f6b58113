"""What an organisation took itself off stays so: remembered, asked wherever it is named, allowed again by itself."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from network.models import Leaving, Organisation


def remember(
    organisation: Organisation, work: UUID, title: str, writer: Organisation | None, now: datetime
) -> None:
    """Remember that an organisation does not want to be named on something; twice is as good as once."""
    known = {"title": title[:255], "writer": writer, "left_at": now}
    Leaving.objects.get_or_create(organisation=organisation, work=work, defaults=known)


def refusals(work: UUID, writer: Organisation | None) -> QuerySet[Leaving]:
    """Return the refusals that hold on something that somebody writes; those of the whole writer come last."""
    holds = Q(work=work)
    if writer is not None:
        holds |= Q(work=None, writer=writer)
    return Leaving.objects.filter(holds).order_by("left_at", "pk")


def forget(work: UUID) -> None:
    """Forget who took itself off something that is gone for good."""
    Leaving.objects.filter(work=work).delete()


def hold_for(work: UUID, part: UUID) -> None:
    """Let who took itself off something have taken itself off what was parted from it."""
    for row in Leaving.objects.filter(work=work):
        known = {"title": row.title, "writer_id": row.writer_id, "left_at": row.left_at}
        Leaving.objects.get_or_create(organisation_id=row.organisation_id, work=part, defaults=known)
