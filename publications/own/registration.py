"""What the pages below organisations' own ones add to the portal's registries."""

from portal import registries

from . import signal_handlers
from .desk import own_part
from .querysets import unlisted


def register() -> None:
    """Put them on the desk, keep what no list leads to out of the sitemap, and follow the organisations."""
    registries.desk_parts.register("own publications", own_part)
    registries.unlisted_pages.register("own publications", unlisted)
    signal_handlers.connect()
