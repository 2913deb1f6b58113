"""The daily question to those whose things end soon, and the end of what nobody answered for."""

from datetime import datetime, timedelta

from portal.registries import Job, jobs

from .closing import close_unanswered
from .letters import ask

DAILY = timedelta(days=1)


def register() -> None:
    """Register the job; before the outbox, so that its mails go in the same round."""
    jobs.register("deadlines", Job(daily, every=DAILY, order=29))


def daily(now: datetime) -> str:
    """Close what nobody answered for, then ask; return how many things each was about."""
    return f"{close_unanswered(now)} closed, {ask(now)}"
