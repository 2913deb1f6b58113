"""What a timer does for accounts, and how long what belongs to coming in is kept."""

from datetime import timedelta

from portal.registries import Job, RetentionRule, jobs, retention_rules

from . import throttle, wishes
from .invitations import inviting

INVITATIONS_KEPT = timedelta(days=90)  # after their end: who was asked, by whom, and whether they came


def register() -> None:
    """Register the job right before the outbox sends, and the rules of deletion."""
    jobs.register("account-mails", Job(wishes.write_letters, order=29))
    retention_rules.register("invitations", RetentionRule(INVITATIONS_KEPT, inviting.forget))
    retention_rules.register("tries", RetentionRule(timedelta(0), throttle.forget))
