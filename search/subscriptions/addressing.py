"""Where a search is saved."""

from django.urls import reverse

from portal.search_url import SearchUrl


def subscribe_path(url: SearchUrl) -> str:
    """Return where the search of an address is saved, in the active language."""
    return str(url.at(reverse("save_search"), without=("ansicht", "sortierung")))
