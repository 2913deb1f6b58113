"""What the checks add to the portal's registries."""

from wagtail.signals import copy_for_translation_done

from network.care.memory_rules import lend
from network.care.relations import rules, stay
from portal import registries
from portal.registries import Job, RetentionRule

from . import announcing, following, queue, retention, setup
from .kinds import kinds
from .page_kind import NAME, Pages


def register() -> None:
    """Connect the signals, and register the kind of pages, the queues, the mails and how long things are kept."""
    following.connect()
    kinds.register(NAME, PAGES)
    registries.work_queues.register("moderation", queue.PAGES)
    registries.work_queues.register("trust", queue.TRUST)
    # Before the outbox, so that its mails go in the same round.
    registries.jobs.register("moderation", Job(announcing.announce, order=29))
    registries.retention_rules.register("announcements", RetentionRule(announcing.KEEP, announcing.forget))
    registries.retention_rules.register("submissions", RetentionRule(retention.KEEP, retention.forget))
    rules.register("network.Submission.organisation", lend)
    rules.register("network.TrustAnswer.organisation", stay)
    copy_for_translation_done.connect(setup.follow_translation, dispatch_uid="workflow-of-translated-lists")


PAGES = Pages()
