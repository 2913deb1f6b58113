"""What housekeeping does for feeds: read those that are due, for a while; what is left comes in the next round."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from events.models import CalendarFeed

from .report import Outcome, Report
from .running import due, run_feed

# Mails and planned publications wait meanwhile.
BUDGET = timedelta(seconds=60)


def read_due(now: datetime) -> str:
    """Read what is due; return a line for the log."""
    waiting = due(now)
    reports = [report for _feed, report in read_each(waiting, now, BUDGET)]
    troubles = sum(bool(report.trouble) for report in reports)
    new = sum(report.count(Outcome.NEW) for report in reports)
    changed = sum(report.count(Outcome.CHANGED, Outcome.RESTORED, Outcome.GONE) for report in reports)
    left = len(waiting) - len(reports)
    return (
        f"{len(reports)} feeds read, {troubles} in trouble, {left} left; {new} events new, {changed} changed"
    )


def read_each(
    feeds: Iterable[CalendarFeed], now: datetime, budget: timedelta
) -> Iterator[tuple[CalendarFeed, Report]]:
    """Read feeds one after the other as long as the budget lasts, and give each report."""
    end = time.monotonic() + budget.total_seconds()
    for feed in feeds:
        if time.monotonic() >= end:
            return
        yield feed, run_feed(feed, now)
