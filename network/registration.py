"""What the network adds to the portal's registries."""

from datetime import datetime, timedelta

from network import correction_queue, corrections, page_contexts, signal_handlers
from network.access import registration as access
from network.care import duplicates, work_queues
from network.demo import waiting
from network.demo.steps import DemoStep
from network.desk import registration as desk
from network.freshness import housekeeping as freshness_housekeeping
from network.freshness import work_queue as freshness_queue
from network.freshness.facts import NAME as FACTS
from network.freshness.facts import Facts
from network.freshness.sources import sources
from network.messages import registration as circulars
from network.moderation import registration as moderation
from network.named import allow_page
from network.named import merging as named_merging
from network.personal_data import registration as personal_data
from network.records.load import pages_of_unlisted, paths_of_shielded
from network.relay import housekeeping as relay_housekeeping
from network.relay import messages as relay
from network.stewards import registration as stewards
from portal import registries
from portal.registries import Job, RetentionRule

# A search over the whole register takes seconds; whoever cannot wait presses the button.
SEARCH_DUPLICATES = timedelta(hours=12)
ASK = timedelta(days=1)


def register() -> None:
    """Connect the signals and fill the registries."""
    signal_handlers.connect()
    # The office: whoever decides who is in the register, and who acts for whom.
    registries.guarded_permissions.register(
        "office", ("network.change_organisation", "network.change_stewardship")
    )
    # Editors publish everywhere, in everybody's name; reading the whole register is what makes one of them.
    registries.guarded_permissions.register("editors", ("network.view_organisation",))
    access.register()
    moderation.register()
    desk.register()
    stewards.register()
    personal_data.register()
    registries.page_contexts.register("network.organisationpage", page_contexts.organisation)
    registries.page_contexts.register("network.alliancepage", page_contexts.alliance)
    registries.page_contexts.register("network.alliancespage", page_contexts.alliances)
    registries.unlisted_pages.register("register", pages_of_unlisted)
    registries.covered_paths.register("emergency switch", paths_of_shielded)
    registries.retention_rules.register("corrections", RetentionRule(corrections.KEEP, corrections.forget))
    registries.retention_rules.register("relay", RetentionRule(relay.KEEP, relay.forget))
    # Right after the outbox, so that what went is forgotten in the same round.
    registries.jobs.register("relay", Job(relay_housekeeping.tidy, order=31))
    sources.register(FACTS, Facts())
    # Before the outbox, so that its mails go in the same round.
    registries.jobs.register(
        "freshness", Job(freshness_housekeeping.ask_for_confirmation, every=ASK, order=28)
    )
    registries.retention_rules.register(
        "freshness", RetentionRule(freshness_housekeeping.KEEP, freshness_housekeeping.forget)
    )
    circulars.register()
    registries.desk_parts.register("left", allow_page.left_part)
    named_merging.register()
    registries.jobs.register("duplicates", Job(find_duplicates, every=SEARCH_DUPLICATES))
    registries.demo_steps.register("waiting", DemoStep(waiting.build, waiting.remove))
    registries.work_queues.register("hints", correction_queue.QUEUE)
    registries.work_queues.register("out of date", freshness_queue.QUEUE)
    registries.work_queues.register("entries twice", work_queues.PAIRS)
    registries.work_queues.register("words", work_queues.WORDS)


def find_duplicates(now: datetime) -> str:
    """Keep the list of possible duplicates in step; return what was found."""
    found = duplicates.refresh(now)
    return f"{found.waiting} possible duplicates, {found.new} new"
