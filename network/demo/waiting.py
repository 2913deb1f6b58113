"""What waits for the demo's office on a Monday: a page, hints from readers, silent entries, mails that came back."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from network.freshness.dating import due, fact_pages, with_kinds
from network.freshness.settings import periods
from network.models import Asking, AskingStage, Correction, Organisation
from network.models.organisations import LISTED
from portal.models import OutgoingMail

from .content import FOLDER, PREFIX, permanent_id
from .submission import hand_in

SILENT = 6
# The first of them is longest with the office.
DAYS_WITH_OFFICE = (40, 24, 16, 9, 5, 2)


@cache
def stored() -> Mapping[str, Any]:
    """Return the hand-written parts."""
    return json.loads((FOLDER / "waiting.json").read_text(encoding="utf-8"))


def build() -> Mapping[str, int]:
    """Let wait what is missing and return how many of what; what somebody dealt with stays dealt with."""
    now = timezone.now()
    return {
        "handed in": hand_in(stored()["submission"], now),
        "hints": _hint(now),
        "silent entries": _fall_silent(now),
        "mails": _fail(now),
    }


def remove() -> Mapping[str, int]:
    """Take it away again; what hangs on organisations would go with them."""
    hints = Correction.objects.filter(pk__in=_ids("hint", "hints"))
    rounds = Asking.objects.filter(organisation__register_id__startswith=PREFIX)
    mails = OutgoingMail.objects.filter(pk__in=_ids("mail", "mails"))
    counts = {"hints": hints.count(), "silent entries": rounds.count(), "mails": mails.count()}
    for rows in (hints, rounds, mails):
        rows.delete()
    return counts


def _ids(kind: str, part: str) -> list[Any]:
    """Return the permanent ids of one part."""
    return [permanent_id(f"waiting:{kind}:{n}") for n in range(len(stored()[part]))]


def _entries(step: int) -> list[Organisation]:
    """Return every so many-th of the demo's organisations that have a public page."""
    rows = Organisation.objects.filter(register_id__startswith=PREFIX, status__in=LISTED, pages__live=True)
    return list(rows.distinct().order_by("register_id")[::step])


def _hint(now: datetime) -> int:
    """Let readers have reported something, each about another organisation."""
    ids = _ids("hint", "hints")
    known = set(Correction.objects.filter(pk__in=ids).values_list("pk", flat=True))
    rows = [
        Correction(
            pk=pk,
            organisation=entry,
            text=hint["text"],
            created_at=now - timedelta(days=hint["days"], hours=2),
        )
        for pk, entry, hint in zip(ids, _entries(9), stored()["hints"], strict=False)
        if pk not in known
    ]
    return len(Correction.objects.bulk_create(rows))


def _fall_silent(now: datetime) -> int:
    """Let some whose facts are due have answered nobody, unless anybody in the demo was asked already."""
    if Asking.objects.filter(organisation__register_id__startswith=PREFIX).exists():
        return 0
    today = timezone.localdate(now)
    pages = fact_pages().filter(live=True, organisation__register_id__startswith=PREFIX)
    old = due(with_kinds(pages), today, periods()).filter(organisation__is_external=False)
    rows = [
        Asking(
            organisation_id=page.organisation_id,
            asked={f"facts:page:{page.pk}": ""},
            stage=AskingStage.OFFICE,
            begun_on=today - timedelta(days=days + 28),
            stage_on=today - timedelta(days=days),
        )
        for page, days in zip(
            old.order_by("organisation__register_id")[:SILENT], DAYS_WITH_OFFICE, strict=False
        )
    ]
    return len(Asking.objects.bulk_create(rows))


def _fail(now: datetime) -> int:
    """Let mails have come back."""
    ids = _ids("mail", "mails")
    known = set(OutgoingMail.objects.filter(pk__in=ids).values_list("pk", flat=True))
    rows = [
        OutgoingMail(
            pk=pk,
            key=f"demo:{pk}",
            recipient=mail["recipient"],
            subject=mail["subject"],
            last_error=mail["error"],
            attempts=3,
            created_at=now - _ago(mail),
            not_before=now - _ago(mail),
            given_up_at=now - _ago(mail),
        )
        for pk, mail in zip(ids, stored()["mails"], strict=True)
        if pk not in known
    ]
    return len(OutgoingMail.objects.bulk_create(rows))


def _ago(one: Mapping[str, Any]) -> timedelta:
    """Return how long ago something happened."""
    return timedelta(days=one["days"], hours=2)
