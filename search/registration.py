"""What the search adds to the portal's registries."""

from portal import registries
from search import projection, store


def register() -> None:
    """Follow the journal of changes."""
    registries.change_consumers.register("search", projection.consume)
    registries.after_import.register("search-statistics", store.refresh_statistics)
