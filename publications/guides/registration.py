"""What guides add to the portal's registries."""

from datetime import timedelta

from portal import registries
from portal.registries import Job, RetentionRule
from publications.lists.kinds import list_kinds
from publications.lists.listing import list_context
from publications.searchable import sources

from . import (
    change_mails,
    hints,
    listing,
    lost_contacts,
    page_contexts,
    personal_data,
    review_mails,
    reviews,
    searching,
    sections,
    setup,
    signal_handlers,
)

DAILY, HOURLY = timedelta(hours=20), timedelta(minutes=55)
RIGHTS = (
    *(
        f"publications.{action}_guidesection"
        for action in ("add", "change", "delete", "view", "publish", "lock", "unlock")
    ),
    *(f"publications.{action}_guidehint" for action in ("change", "delete", "view")),
)
HINTS_KEPT = RetentionRule(hints.KEEP, hints.forget)
LIST = list_context(listing.GUIDES)
MAILS = Job(review_mails.tell, every=DAILY)
CHANGES = Job(change_mails.tell, every=HOURLY)


def register() -> None:
    """Connect the signals and fill the registries."""
    signal_handlers.connect()
    registries.office_permissions.register("guides", RIGHTS)
    registries.editor_permissions.register("guides", RIGHTS)
    list_kinds.register(listing.NAME, listing.GUIDES)
    registries.setup_steps.register("guides", setup.set_up)
    registries.page_contexts.register("publications.guidepage", page_contexts.guide)
    registries.page_contexts.register("publications.guideindexpage", LIST)
    registries.page_contexts.register("publications.guidesection", page_contexts.section)
    registries.home_blocks.register("guides", sections.on_home)
    registries.page_sections.register("guides", sections.of_actor)
    registries.subject_sections.register("guides", sections.of_subject)
    registries.work_queues.register("guide sections", reviews.QUEUE)
    registries.work_queues.register("guide contacts", lost_contacts.QUEUE)
    registries.work_queues.register("guide hints", hints.QUEUE)
    registries.jobs.register("guide_reviews", MAILS)
    registries.jobs.register("guide_changes", CHANGES)
    registries.retention_rules.register("guide hints", HINTS_KEPT)
    sources.register("guides", searching.searchables)
    registries.account_uses.register("guides", personal_data.needed_accounts)
    for name, entry in personal_data.records().items():
        registries.personal_data.register(name, entry)
