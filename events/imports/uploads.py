"""Calendar files too large to wait for: kept, taken in by housekeeping, and how far that is.

A round that dies leaves the file for the next one, in which what was written already costs nothing. What of a file
is kept longer than its reading is the report.
"""

import logging
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F, QuerySet
from django.utils import timezone

from events.ical.reading import CalendarError
from events.models import CalendarFeed, CalendarUpload

from .by_hand import take_file, taking_turns
from .reading import Options
from .report import Report, remark_of_error
from .troubles import Trouble

log = logging.getLogger("events.imports")

KEPT = timedelta(days=7)
# A file at which the process dies each time must not stop all others.
MOST_TRIES = 3
# No file begins later in a round than that; mails and planned publications wait meanwhile.
BUDGET = timedelta(seconds=40)


def keep(data: bytes, events: int, feed: CalendarFeed, publishes: bool, now: datetime) -> CalendarUpload:
    """Keep a file for the next round of housekeeping; `events` is how many it holds."""
    return CalendarUpload.objects.create(
        feed=feed, content=data, total=events, publishes=publishes, uploaded_at=now
    )


def recent() -> QuerySet[CalendarUpload]:
    """Return the files of the last days without what stands in them, the newest first."""
    rows = CalendarUpload.objects.defer("content").select_related("feed__organisation")
    return rows.order_by("-uploaded_at", "-pk")


def take_waiting(now: datetime) -> str:
    """Take in the files that wait, the oldest first; return a line for the log."""
    end = time.monotonic() + BUDGET.total_seconds()
    taken = 0
    for upload in recent().filter(finished_at=None).reverse():
        if time.monotonic() >= end:
            break
        taken += take(upload, now)
    return f"{taken} calendar files taken in"


def take(upload: CalendarUpload, now: datetime) -> bool:
    """Take a file in; return whether that is done. Another import of its organisation is not disturbed."""
    with taking_turns(upload.feed.organisation) as is_free:
        still = CalendarUpload.objects.filter(pk=upload.pk, finished_at=None)
        if not is_free or not still.update(tries=F("tries") + 1, done=0):
            return False
        upload.refresh_from_db()
        upload.report = _taken(upload, now).as_json()
        upload.content, upload.finished_at = b"", timezone.now()
        upload.save(update_fields=["report", "content", "finished_at"])
    return True


def forget(before: datetime) -> int:
    """Delete the files of before a moment, with their reports; return how many."""
    return CalendarUpload.objects.filter(uploaded_at__lt=before).delete()[0]


def _taken(upload: CalendarUpload, now: datetime) -> Report:
    """Return what came of a file; a trouble is in the report, never raised."""
    if upload.tries > MOST_TRIES:
        return _troubled(Trouble.FAULT)
    options = Options(publishes=upload.publishes)
    try:
        return take_file(bytes(upload.content), upload.feed, now, options, partial(_note, upload.pk))
    except CalendarError as error:
        return _troubled(Trouble.UNREADABLE, remark=asdict(remark_of_error(error)))
    except Exception as error:  # noqa: BLE001 - the other files are taken in
        log.error("calendar file %s: %s", upload.pk, type(error).__name__)
        return _troubled(Trouble.FAULT, detail=type(error).__name__)


def _troubled(trouble: Trouble, **more: object) -> Report:
    """Return the report of a file that could not be taken in."""
    return Report(trouble={"code": trouble.value, **more})


def _note(key: int, done: int, total: int) -> None:
    """Write down how far a file is, for whoever looks at its page."""
    CalendarUpload.objects.filter(pk=key).update(done=done, total=total)
