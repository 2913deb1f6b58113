"""What a timer does for accounts, and how long what belongs to coming in is kept."""

from datetime import timedelta

from portal.registries import Job, RetentionRule, jobs, retention_rules

from . import throttle, wishes


def register() -> None:
    """Register the job right before the outbox sends, and the rules of deletion."""
    jobs.register("account-mails", Job(wishes.write_letters, order=29))
    retention_rules.register("tries", RetentionRule(timedelta(0), throttle.forget))
