"""What the search adds to the portal's registries."""

from portal import registries
from search import (
    checks,
    event_projection,
    health,
    home,
    housekeeping,
    hyphens,
    listing,
    open_data_page,
    projection,
    publication_projection,
    signal_handlers,
    store,
    sync,
    warm_up,
)
from search.embedding import registration as embedding
from search.engine_room import room
from search.signpost import registration as signpost
from search.subjects import sitemap
from search.subscriptions import housekeeping as subscriptions


def register() -> None:
    """Follow the journal of changes, keep documents, statistics and index in step, fill pages."""
    signal_handlers.connect()
    registries.change_consumers.register("search", projection.consume)
    registries.change_consumers.register("search-events", event_projection.consume)
    registries.change_consumers.register("search-publications", publication_projection.consume)
    registries.change_consumers.register("search-sync", sync.follow)
    registries.after_import.register("search-statistics", store.refresh_statistics)
    registries.shared_loads.register("search", warm_up.quietly)
    registries.worker_starts.register("search", warm_up.in_background)
    room.catch_up = sync.in_background
    housekeeping.register()
    subscriptions.register()
    health.register()
    checks.register_all()
    registries.footer_links.register("open-data", open_data_page.footer_link)
    registries.sitemap_entries.register("open-data", open_data_page.sitemap_entries)
    register_pages()
    signpost.register()


def register_pages() -> None:
    """Fill the directory and the home page."""
    embedding.register()
    registries.page_contexts.register("network.directorypage", listing.directory_listing)
    registries.sitemap_entries.register("subjects", sitemap.entries)
    registries.text_services.register("soft_hyphens", hyphens.soft_hyphens)
    registries.home_blocks.register("headline", home.headline)
    registries.home_blocks.register("search", home.search_box)
    registries.home_blocks.register("cloth", home.cloth)
    registries.home_blocks.register("map", home.kept("map", home.map_section))
    registries.home_blocks.register("topics", home.kept("topics", home.topics))
    registries.home_blocks.register("news", home.kept("news", home.newest))
    registries.home_blocks.register("alliances", home.kept("alliances", home.alliance_cards))
