"""Trust: given by the office, suggested once several submissions in a row needed no change, always logged."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from wagtail.log_actions import log

from network.models import Organisation, Submission, TrustAnswer, Verdict
from network.models.organisations import LISTED, Trust
from portal.models import User

TRUSTED = "network.trust"
# So many submissions in a row were approved as they came.
ENOUGH = 5


def could_be_trusted() -> QuerySet[Organisation]:
    """Return the organisations that may be trusted, with `approvals` in a row and `last_at`; one query."""
    settled = Submission.objects.filter(organisation=OuterRef("pk"), settled_at__isnull=False)
    spoilt = settled.filter(Q(verdict=Verdict.SENT_BACK) | Q(was_edited=True)).order_by("-settled_at")
    rows = Organisation.objects.filter(status__in=LISTED).exclude(trust=Trust.TRUSTED)
    rows = rows.annotate(
        spoilt_at=Subquery(spoilt.values("settled_at")[:1]),
        answered_at=F("trust_answer__at"),
        last_at=Subquery(settled.order_by("-settled_at").values("settled_at")[:1]),
    )
    smooth = Q(submissions__verdict=Verdict.APPROVED, submissions__was_edited=False)
    since = Q(spoilt_at=None) | Q(submissions__settled_at__gt=F("spoilt_at"))
    asked = Q(answered_at=None) | Q(submissions__settled_at__gt=F("answered_at"))
    counted = rows.annotate(approvals=Count("submissions", filter=smooth & since & asked))
    return counted.filter(approvals__gte=ENOUGH).order_by("last_at", "pk")


@transaction.atomic
def trust(pk: int, by: User) -> bool:
    """Let an organisation publish directly; return whether that changed anything."""
    return set_trust(pk, Trust.TRUSTED, by)


@transaction.atomic
def set_trust(pk: int, level: Trust, by: User) -> bool:
    """Give an organisation a level of trust; its rights follow at once. Return whether that changed anything."""
    entry = Organisation.objects.select_for_update().get(pk=pk)
    if entry.trust == level:
        return False
    old, entry.trust = entry.trust, level
    entry.save(update_fields=["trust", "updated_at"])
    note(entry, old, by)
    return True


def not_yet(pk: int, now: datetime) -> None:
    """Remember that the office does not want to trust an organisation yet; the count begins anew."""
    TrustAnswer.objects.update_or_create(organisation_id=pk, defaults={"at": now})


def note(entry: Organisation, old: str, by: Any) -> None:
    """Log a change of trust."""
    log(
        instance=entry,
        action=TRUSTED,
        user=by,
        data={"old": old, "new": entry.trust, "organisation": entry.pk},
    )
