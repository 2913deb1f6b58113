"""What the network adds to the portal's registries."""

from network import corrections, page_contexts, signal_handlers
from network.records.load import pages_of_unlisted
from portal import registries
from portal.registries import RetentionRule


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
