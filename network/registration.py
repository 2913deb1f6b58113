"""What the network adds to the portal's registries."""

from network import corrections, page_contexts, relay, relay_housekeeping, signal_handlers
from network.records.load import pages_of_unlisted
from portal import registries
from portal.registries import Job, RetentionRule


def register() -> None:
    """Connect the signals and fill the registries."""
    signal_handlers.connect()
    registries.page_contexts.register("network.organisationpage", page_contexts.organisation)
    registries.page_contexts.register("network.alliancepage", page_contexts.alliance)
    registries.page_contexts.register("network.alliancespage", page_contexts.alliances)
    registries.unlisted_pages.register("register", pages_of_unlisted)
    registries.retention_rules.register(
        "corrections", RetentionRule("hints from readers", corrections.KEEP, corrections.forget)
    )
    registries.retention_rules.register(
        "relay", RetentionRule("messages to organisations", relay.KEEP, relay.forget)
    )
    # Right after the outbox, so that what went is forgotten in the same round.
    registries.jobs.register("relay", Job(relay_housekeeping.tidy, order=31))
