"""Where the pages of topics and places are; the views stand in the search, which fills them."""

from django.urls import reverse

from network.region_slugs import region_slugs


class SubjectUrls:
    """The addresses of topics and places in the active language."""

    def topic(self, slug: str) -> str:
        """Return the address of a topic's page."""
        return reverse("topic", args=[slug])

    def region(self, key: str) -> str:
        """Return the address of the page of a place (`district:14524`), "" for one that has none."""
        slug = region_slugs().by_key.get(key)
        return reverse("region", args=[slug]) if slug else ""
