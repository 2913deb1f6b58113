"""What housekeeping does for feeds: read those that are due, for a while; what is left comes in the next round."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Max

from events.models import CalendarFeed

from .report import Outcome, Report
from .running import due, run_feed

# Mails and planned publications wait meanwhile.
BUDGET = timedelta(seconds=60)
# No feed of an organisation begins later in a round, so that slow ones take no time from those of others.
OF_ONE = timedelta(seconds=20)
NEVER = datetime.min.replace(tzinfo=UTC)


def read_due(now: datetime) -> str:
    """Read what is due; return a line for the log."""
    waiting = due(now)
    reports = [report for _feed, report in read_each(in_turns(waiting), now, BUDGET, OF_ONE)]
    troubles = sum(bool(report.trouble) for report in reports)
    new = sum(report.count(Outcome.NEW) for report in reports)
    changed = sum(report.count(Outcome.CHANGED, Outcome.RESTORED, Outcome.GONE) for report in reports)
    left = len(waiting) - len(reports)
    return (
        f"{len(reports)} feeds read, {troubles} in trouble, {left} left; {new} events new, {changed} changed"
    )


def read_each(
    feeds: Iterable[CalendarFeed], now: datetime, budget: timedelta, of_one: timedelta | None = None
) -> Iterator[tuple[CalendarFeed, Report]]:
    """Read feeds one after the other as long as the budget lasts, and give each report.

    With `of_one`, an organisation whose feeds took so long waits for the next round with the rest of them.
    """
    end = time.monotonic() + budget.total_seconds()
    spent: Counter[int] = Counter()
    for feed in feeds:
        begun = time.monotonic()
        if begun >= end:
            return
        if of_one is not None and spent[feed.organisation_id] >= of_one.total_seconds():
            continue
        report = run_feed(feed, now)
        spent[feed.organisation_id] += time.monotonic() - begun
        yield feed, report


def in_turns(feeds: Iterable[CalendarFeed]) -> list[CalendarFeed]:
    """Return feeds so that organisations take turns, first the one of which nothing was read for longest.

    A feed's own age would not do: who keeps naming new ones would always be first. The order within an organisation
    stays; one query.
    """
    read = CalendarFeed.objects.order_by().values("organisation").annotate(last=Max("last_read_at"))
    last = {row["organisation"]: row["last"] or NEVER for row in read}
    before: Counter[int] = Counter()
    turns = []
    for feed in feeds:
        turns.append((before[feed.organisation_id], last.get(feed.organisation_id, NEVER), feed))
        before[feed.organisation_id] += 1
    return [feed for _turn, _last, feed in sorted(turns, key=lambda one: one[:2])]
