"""Where the rest of the portal shows dates."""

from portal import registries

from . import sections, sitemap


def register() -> None:
    """Fill the registries of pages and of the sitemap."""
    registries.home_blocks.register("dates", sections.home_dates)
    registries.page_sections.register("dates", sections.of_actor)
    registries.subject_sections.register("dates", sections.of_subject)
    registries.signpost_sections.register("dates", sections.of_signpost)
    registries.sitemap_entries.register("events", sitemap.entries)
