"""The daily question to those whose things end soon."""

from datetime import timedelta

from portal.registries import Job, jobs

from .letters import ask

DAILY = timedelta(days=1)


def register() -> None:
    """Register the job; before the outbox, so that its mails go in the same round."""
    jobs.register("deadlines", Job(ask, every=DAILY, order=29))
