"""Jobs of housekeeping that fail, and a timer that no longer calls them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import JobRun, User
from portal.registries import jobs

from .queues import WorkItem, WorkQueue

RIGHT = "portal.view_pendingchange"
# A job that takes so long, or that fails for so long, is somebody's matter.
GRACE = timedelta(minutes=15)
TIMER = timedelta(hours=1)
TIMER_KEY = "timer"


def may(user: User) -> bool:
    """Return whether a person may see how the portal's work goes."""
    return user.has_perm(RIGHT)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield a timer that has stopped, else the jobs that fail; one query."""
    runs = list(JobRun.objects.filter(started_at__isnull=False).order_by("started_at", "name"))
    url = reverse("worklist:jobs")
    if runs and now - runs[-1].started_at > TIMER:
        since = runs[-1].started_at
        words = _("Mails, planned pages and everything else that is to happen by itself waits.")
        yield WorkItem(TIMER_KEY, _("Housekeeping does not run any more"), url, since, detail=words)
        return
    for run in runs:
        if fails(run, now):
            since = run.succeeded_at or run.started_at
            title = _("Housekeeping fails at: %(job)s") % {"job": run.name}
            yield WorkItem(run.name, title, url, since, detail=run.message)


def fails(run: JobRun, now: datetime) -> bool:
    """Return whether a job that is still registered did not succeed when it should have, and then some."""
    job = jobs.get(run.name)
    if job is None or (run.succeeded_at and run.succeeded_at >= run.started_at):
        return False
    if run.succeeded_at is None:
        return bool(run.message)  # it has ended once, without success
    return now - run.succeeded_at > job.every + GRACE


QUEUE = WorkQueue(
    label=gettext_lazy("What the portal does by itself"), may=may, items=items, patience=timedelta(days=1)
)
