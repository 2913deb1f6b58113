"""A feed is read: claimed by one process, fetched, taken in, and how it stands written down."""

import logging
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from django.db.models import F, Q

from events.ical.reading import CalendarError
from events.models import CalendarFeed

from .fetch import Fetched, NotModified, fetch
from .importing import Progress, confirm, import_calendar, silent
from .reading import Options
from .report import Report, remark_of_error
from .schedule_of_runs import MOST_FAILURES, Standing, due_at, failed, refused, succeeded
from .stopping import tell
from .troubles import FeedRefused, FeedTrouble, FetchFailed, Trouble

log = logging.getLogger("events.imports")

# Longer than any reading takes, so that a claim ends by itself only where its process died.
CLAIM = timedelta(minutes=15)
SHORTEST_INTERVAL = timedelta(minutes=15)
# A calendar with ten years of history would only fill the archive with what nobody announced here.
USUAL = Options(takes_past=False)


class Fetch(Protocol):
    """What gives a calendar, as `fetch.fetch` does."""

    def __call__(self, url: str, *, etag: str, last_modified: str) -> Fetched | NotModified:
        """Return the calendar at an address, or that it is the one with these validators."""


def run_feed(
    feed: CalendarFeed,
    now: datetime,
    *,
    fetch: Fetch = fetch,
    options: Options = USUAL,
    progress: Progress = silent,
) -> Report:
    """Read a feed and return what came of it; a trouble is in the report and in the feed, never raised."""
    if not _claim(feed, now):
        return Report(is_busy=True)
    feed.refresh_from_db()
    try:
        return _read(feed, now, fetch, options, progress)
    except FeedTrouble as trouble:
        return _note_trouble(feed, now, trouble, {"detail": trouble.detail})
    except CalendarError as error:
        return _note_trouble(
            feed, now, FetchFailed(Trouble.UNREADABLE), {"remark": asdict(remark_of_error(error))}
        )
    except Exception as error:  # noqa: BLE001 - the other feeds are read, and this one more seldom
        # Nothing of the error itself: it may hold the address, which is often a secret.
        log.error("feed %s: %s", feed.pk, type(error).__name__)
        return _note_trouble(feed, now, FetchFailed(Trouble.FAULT, type(error).__name__), {})
    finally:
        CalendarFeed.objects.filter(pk=feed.pk, claimed_until=feed.claimed_until).update(claimed_until=None)


def try_feed(
    feed: CalendarFeed, now: datetime, options: Options, progress: Progress, *, fetch: Fetch = fetch
) -> Report:
    """Return what reading a feed would do, without writing anything; a trouble is in the report."""
    try:
        answer = fetch(feed.url, etag="", last_modified="")
        body = answer.body if isinstance(answer, Fetched) else b""
        return import_calendar(body, feed, now, replace(options, is_dry=True), progress)
    except FeedTrouble as trouble:
        return Report(trouble={"code": trouble.trouble.value, "detail": trouble.detail})
    except CalendarError as error:
        return Report(trouble={"code": Trouble.UNREADABLE.value, "remark": asdict(remark_of_error(error))})


def due(now: datetime) -> list[CalendarFeed]:
    """Return the feeds that are to be read now, those that waited longest first."""
    waiting = CalendarFeed.objects.filter(
        _free(now), is_enabled=True, is_refused=False, failures__lt=MOST_FAILURES
    )
    waiting = waiting.filter(Q(next_read_at=None) | Q(next_read_at__lte=now)).exclude(url="")
    return list(
        waiting.order_by(F("next_read_at").asc(nulls_first=True), "pk").select_related("organisation")
    )


def start_over(feed: CalendarFeed) -> None:
    """Forget the troubles of a feed and what its address said last: after another address, or at an editor's wish."""
    nothing = {
        "etag": "",
        "last_modified": "",
        "content_sha256": "",
        "failures": 0,
        "is_refused": False,
        "last_error": "",
        "next_read_at": None,
    }
    for name, value in nothing.items():
        setattr(feed, name, value)
    feed.last_report = {name: said for name, said in feed.last_report.items() if name != "trouble"}
    CalendarFeed.objects.filter(pk=feed.pk).update(**nothing, last_report=feed.last_report)


def standing(feed: CalendarFeed) -> Standing:
    """Return how a feed stands, for `schedule_of_runs`."""
    interval = max(timedelta(minutes=feed.every_minutes), SHORTEST_INTERVAL)
    return Standing(interval, feed.last_read_at, feed.failures, None, feed.is_refused)


def _free(now: datetime) -> Q:
    """Return the condition that no process is reading a feed."""
    return Q(claimed_until=None) | Q(claimed_until__lte=now)


def _claim(feed: CalendarFeed, now: datetime) -> bool:
    """Return whether this process may read the feed; one UPDATE, which only one process can win."""
    return CalendarFeed.objects.filter(_free(now), pk=feed.pk).update(claimed_until=now + CLAIM) == 1


def _read(feed: CalendarFeed, now: datetime, fetch: Fetch, options: Options, progress: Progress) -> Report:
    """Fetch a feed and take it in; raises FeedTrouble and CalendarError."""
    answer = fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
    digest = feed.content_sha256 if isinstance(answer, NotModified) else sha256(answer.body).hexdigest()
    if isinstance(answer, NotModified) or digest == feed.content_sha256:
        report = confirm(feed, now, options)
    else:
        report = import_calendar(answer.body, feed, now, options, progress)
    validators = {"content_sha256": digest}
    if isinstance(answer, Fetched):
        validators |= {
            "etag": _fitting(answer.etag, 255),
            "last_modified": _fitting(answer.last_modified, 80),
        }
    # What could not be written yet is only found again where the calendar is read again.
    if report.is_unfinished or report.is_alarm:
        validators = dict.fromkeys(("content_sha256", "etag", "last_modified"), "")
    _note_success(feed, now, report, validators)
    return report


def _fitting(value: str, longest: int) -> str:
    """Return a validator, or nothing where it is longer than its column."""
    return value if len(value) <= longest else ""


def _note_success(feed: CalendarFeed, now: datetime, report: Report, validators: dict[str, str]) -> None:
    """Write down that a feed was read."""
    after = succeeded(standing(feed), now)
    report_kept = report.as_json()
    if report.is_confirmed and not report.lines and feed.last_report:
        report_kept = {**feed.last_report, "trouble": {}, "is_confirmed": True}
    _store(
        feed,
        after,
        now,
        **validators,
        last_success_at=now,
        last_error="",
        last_report=report_kept,
    )


def _note_trouble(feed: CalendarFeed, now: datetime, trouble: FeedTrouble, more: dict[str, Any]) -> Report:
    """Write down why a feed could not be read; tell its people once it is not read any more."""
    before = standing(feed)
    if isinstance(trouble, FeedRefused):
        after = refused(before, now)
    else:
        after = failed(before, now, getattr(trouble, "retry_after", None))
    kept = {"code": trouble.trouble.value, **more}
    _store(
        feed, after, now, last_error=trouble.trouble.value, last_report={**feed.last_report, "trouble": kept}
    )
    if after.is_disabled and not before.is_disabled:
        tell(feed)
    return Report(trouble=kept)


def _store(feed: CalendarFeed, after: Standing, now: datetime, **said: Any) -> None:
    """Write a feed's standing; nothing that its form holds, which somebody may be saving just now."""
    said |= {
        "last_read_at": now,
        "failures": after.failures,
        "is_refused": after.is_refused,
        "next_read_at": due_at(replace(after, last_run=now), now),
    }
    for name, value in said.items():
        setattr(feed, name, value)
    CalendarFeed.objects.filter(pk=feed.pk).update(**said)
