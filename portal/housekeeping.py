"""What a timer does for the portal: every registered job in its order, each one on its own.

A job that fails is logged and tried again in the next round; the others run. Two rounds never overlap.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command

from portal import changes, outbox, retention
from portal.models import JobRun
from portal.registries import Job, jobs

log = logging.getLogger("portal.housekeeping")

# A timer does not strike to the second: a daily job may run this much early instead of a whole round late.
SLACK = timedelta(minutes=2)


@dataclass(frozen=True)
class Outcome:
    """What became of one job."""

    name: str
    ok: bool
    message: str
    milliseconds: int


def run(now: datetime, only: str = "") -> Iterator[Outcome]:
    """Run the jobs that are due, in their order, and give each outcome; `only` runs one whenever it is asked for.

    Raises KeyError for a name that no job has.
    """
    due = (
        [(only, jobs[only])] if only else [(name, job) for name, job in in_order() if is_due(name, job, now)]
    )
    for name, job in due:
        yield _run_one(name, job, now)


def in_order() -> list[tuple[str, Job]]:
    """Return every job with its name, by order and then by registration."""
    return sorted(jobs.items(), key=lambda item: item[1].order)


def is_due(name: str, job: Job, now: datetime) -> bool:
    """Return whether a job's time has come since it last succeeded."""
    if not job.every:
        return True
    succeeded = JobRun.objects.filter(pk=name).values_list("succeeded_at", flat=True).first()
    return succeeded is None or now - succeeded >= job.every - SLACK


def _run_one(name: str, job: Job, now: datetime) -> Outcome:
    """Run a job and write down what became of it, in the database and as one line of the log."""
    JobRun.objects.update_or_create(pk=name, defaults={"started_at": now})
    started = time.perf_counter()
    try:
        message, ok = job.run(now), True
    except Exception as error:
        log.exception("job %s failed", name)
        message, ok = type(error).__name__, False
    took = round((time.perf_counter() - started) * 1000)
    finished = {"message": str(message)[:300]} | ({"succeeded_at": now} if ok else {})
    JobRun.objects.filter(pk=name).update(**finished)
    if ok:
        log.info("job %s done in %d ms: %s", name, took, message)
    return Outcome(name, ok, str(message), took)


def register() -> None:
    """Register the portal's own jobs: planned publishing first, so that what follows sees it."""
    jobs.register("publishing", Job(publish_planned, order=10))
    jobs.register("changes", Job(drain_changes, order=20))
    jobs.register("outbox", Job(send_mails, order=30))
    jobs.register("versions", Job(retention.delete_surplus_versions, every=timedelta(hours=1), order=80))
    jobs.register("retention", Job(retention.apply_rules, every=timedelta(days=1), order=90))


def publish_planned(now: datetime) -> str:
    """Publish and take down what editors planned for a time that has come."""
    call_command("publish_scheduled", verbosity=0)
    return "planned pages looked through"


def drain_changes(now: datetime) -> str:
    """Work in changes that no request worked in."""
    return f"{changes.drain()} changes worked in"


def send_mails(now: datetime) -> str:
    """Send mails that are due."""
    return str(outbox.send_due(now))
