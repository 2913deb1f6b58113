"""Hints from readers in the list of everything that waits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import corrections
from network.models import Correction
from network.models.corrections import CorrectionStatus
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, parted

RIGHT = "network.change_correction"
TITLE = 120


def may(user: User) -> bool:
    """Return whether a person decides about hints."""
    return user.has_perm(RIGHT)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the open hints; one query."""
    hints = Correction.objects.filter(status=CorrectionStatus.OPEN).order_by("created_at", "pk")
    for pk, text, moment, name in hints.values_list("pk", "text", "created_at", "organisation__name")[
        :LONGEST
    ]:
        first = " ".join(text.split())
        yield WorkItem(
            key=str(pk),
            title=Truncator(first).chars(TITLE),
            url=reverse("wagtailsnippets_network_correction:edit", args=[pk]),
            since=moment,
            organisation=name,
        )


def decide(status: CorrectionStatus, user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Say of hints what became of them."""
    if not may(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    done = tuple(key for key in keys if corrections.decide(UUID(key), status))
    return parted(keys, done, _("somebody decided about it meanwhile"), {"hints": done, "status": status})


def reopen(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Let hints wait again about which nobody said anything else since."""
    was = CorrectionStatus(way_back["status"])
    hints = way_back["hints"] if may(user) else ()
    return [key for key in hints if corrections.decide(UUID(key), CorrectionStatus.OPEN, was)]


QUEUE = WorkQueue(
    label=gettext_lazy("Hints from readers"),
    may=may,
    items=items,
    actions=(
        QueueAction("done", gettext_lazy("Dealt with"), partial(decide, CorrectionStatus.DONE), reopen),
        QueueAction(
            "rejected", gettext_lazy("Not followed"), partial(decide, CorrectionStatus.REJECTED), reopen
        ),
    ),
    patience=timedelta(days=7),
)
