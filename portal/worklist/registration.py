"""What the list adds to the portal's registries, and the queues of the portal itself."""

from datetime import timedelta

from portal.registries import Job, RetentionRule, jobs, retention_rules, work_queues

from . import acting, job_queue, mail_queue, owning


def register() -> None:
    """Register the queues, and what housekeeping forgets."""
    work_queues.register("mails", mail_queue.QUEUE)
    work_queues.register("jobs", job_queue.QUEUE)
    jobs.register("worklist", Job(owning.tidy, every=timedelta(hours=1)))
    retention_rules.register("work steps", RetentionRule(acting.KEEP, acting.forget))
