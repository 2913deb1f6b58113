"""Calendars of organisations that cannot be read, in the list of everything that waits."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import CalendarFeed
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, parted

from .running import start_over
from .wording import trouble_words

RIGHT = "events.change_calendarfeed"
# One or two failures are a site under maintenance; they are tried again by themselves.
ENOUGH = 3


def may(user: User) -> bool:
    """Return whether a person keeps the calendars of all organisations."""
    return user.has_perm(RIGHT)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield calendars that were refused or failed several times, longest broken first; one query."""
    broken = CalendarFeed.objects.filter(Q(is_refused=True) | Q(failures__gte=ENOUGH), is_enabled=True)
    for feed in broken.select_related("organisation").order_by("last_success_at", "pk")[:LONGEST]:
        yield WorkItem(
            key=str(feed.pk),
            title=str(feed),
            url=reverse("wagtailsnippets_events_calendarfeed:edit", args=[feed.pk]),
            since=feed.last_success_at or feed.created_at,
            detail=" ".join(filter(None, trouble_words(feed))),
            organisation=feed.organisation.name,
        )


def again(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Let calendars be read again from the beginning; housekeeping does it, and nothing needs to be undone."""
    feeds = CalendarFeed.objects.filter(pk__in=[int(key) for key in keys]) if may(user) else ()
    for feed in feeds:
        start_over(feed)
    return parted(keys, [str(feed.pk) for feed in feeds], _("you may not decide about it"))


QUEUE = WorkQueue(
    label=gettext_lazy("Calendars that cannot be read"),
    may=may,
    items=items,
    actions=(QueueAction("again", gettext_lazy("Try again"), again),),
    patience=timedelta(days=3),
)
