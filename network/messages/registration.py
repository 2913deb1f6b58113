"""What circulars add to the portal's registries."""

from portal import registries
from portal.registries import Job, RetentionRule

from . import housekeeping
from .queue import queue


def register() -> None:
    """Add the job before the outbox, so that mails go in the same round; what is forgotten; and the queue."""
    registries.jobs.register("circulars", Job(housekeeping.send, order=29))
    rules = {
        "circular-drafts": RetentionRule(housekeeping.KEEP_DRAFTS, housekeeping.forget_drafts),
        "circular-words": RetentionRule(housekeeping.KEEP_WORDS, housekeeping.forget_words),
        "circulars": RetentionRule(housekeeping.KEEP_ROWS, housekeeping.forget_rows),
    }
    for name, rule in rules.items():
        registries.retention_rules.register(name, rule)
    registries.work_queues.register("circulars", queue)
