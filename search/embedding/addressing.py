"""Where a search becomes a snippet."""

from django.urls import reverse

from portal.search_url import SearchUrl


def make_snippet_path(url: SearchUrl) -> str:
    """Return where the search of an address becomes a snippet, in the active language."""
    return str(url.at(reverse("make_snippet"), without=("sortierung",)))
