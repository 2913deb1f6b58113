"""Sections whose last day comes near: on whose desk they lie, and what follows from a check."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue
from publications.models import GuideSection

from .law import AHEAD, ends_at, next_last_day
from .people import RIGHT
from .uses import places


def may(user: User) -> bool:
    """Return whether a person writes sections of guides."""
    return user.has_perm(RIGHT)


def due(today: date) -> list[GuideSection]:
    """Return the published sections of published guides that somebody must check, the most urgent first."""
    shown = places()
    if not shown:
        return []
    rows = GuideSection.objects.filter(live=True, valid_until__lte=today + AHEAD)
    found = rows.select_related("reviewer").defer("body").order_by("valid_until", "pk")
    return [section for section in found if section.root_id in shown]


def edit_url(section_id: int) -> str:
    """Return where a section is written."""
    return reverse("wagtailsnippets_publications_guidesection:edit", args=[section_id])


def state_words(section: GuideSection, today: date) -> str:
    """Return how urgent a check is."""
    day = date_format(section.valid_until, "DATE_FORMAT")
    words = _("Out of date since %(day)s") if section.law.is_outdated(today) else _("Valid until %(day)s")
    return words % {"day": day}


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield what is to be checked; one query beside the places of sections."""
    today = timezone.localdate(now)
    for section in due(today)[:LONGEST]:
        end = ends_at(section.valid_until)
        checker = section.reviewer.get_full_name() or section.reviewer.email if section.reviewer else ""
        yield WorkItem(
            key=str(section.pk),
            title=str(section),
            url=edit_url(section.pk),
            since=end - AHEAD,
            due=end,
            detail=". ".join(filter(None, (state_words(section, today), section.changes_with))),
            organisation=checker,
            version=str(section.latest_revision_id or ""),
        )


@transaction.atomic
def check_again(section: GuideSection, user: User, today: date) -> None:
    """Publish a section as checked today and found right, valid as long as its last check held."""
    section.valid_until = next_last_day(section.law_status_on, section.valid_until, today)
    section.law_status_on = today
    section.save_revision(user=user, log_action=True).publish(user=user)


def still_right(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Check sections again without a change; one with a draft is left, because its draft would be published, too."""
    if not may(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    done, refused, before = [], {}, {}
    sections = GuideSection.objects.in_bulk([int(key) for key in keys])
    for key in keys:
        section = sections.get(int(key))
        if section is None or not section.live:
            refused[key] = _("somebody decided about it meanwhile")
        elif section.has_unpublished_changes or section.locked:
            refused[key] = _("somebody is changing it; open it")
        else:
            days = [day.isoformat() if day else "" for day in (section.law_status_on, section.valid_until)]
            check_again(section, user, timezone.localdate(now))
            before[key] = [*days, section.latest_revision_id]
            done.append(key)
    return Outcome(tuple(done), refused, {"sections": before} if done else None)


def undo(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Give sections the days back that they had, where nobody has changed them since."""
    found = []
    for key, (as_of, until, revision) in way_back["sections"].items() if may(user) else ():
        section = GuideSection.objects.filter(pk=int(key), latest_revision=revision, live=True).first()
        if section is not None:
            section.law_status_on = date.fromisoformat(as_of) if as_of else None
            section.valid_until = date.fromisoformat(until)
            section.save_revision(user=user, log_action=True).publish(user=user)
            found.append(key)
    return found


QUEUE = WorkQueue(
    label=gettext_lazy("Sections of guides to check"),
    may=may,
    items=items,
    actions=(QueueAction("still_right", gettext_lazy("Checked: still right"), still_right, undo),),
    patience=AHEAD,
)
