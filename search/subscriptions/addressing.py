"""Where a search is saved."""

from django.urls import reverse

from ..addressing import SearchUrl


def subscribe_path(url: SearchUrl) -> str:
    """Return where the search of an address is saved, in the active language."""
    kept = {
        name: value for name, value in url.values.items() if name not in {"seite", "ansicht", "sortierung"}
    }
    return str(SearchUrl(reverse("save_search"), kept))
