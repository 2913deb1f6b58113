"""Where a search becomes a snippet."""

from django.urls import reverse

from ..addressing import SearchUrl


def make_snippet_path(url: SearchUrl) -> str:
    """Return where the search of an address becomes a snippet, in the active language."""
    kept = {name: value for name, value in url.values.items() if name not in {"seite", "sortierung"}}
    return str(SearchUrl(reverse("make_snippet"), kept))
