"""What search engines are told of the signpost: the doors, and the needs behind each; answers are for people only."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from portal.sitemap import SitemapEntry, view_entries
from portal.sites import SiteFacts

from .doors import WAYS, path_of


def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Give the pages of the signpost, each in every language of the interface."""
    for path in (reverse("signpost"), *map(path_of, WAYS)):
        yield from view_entries(facts, path)
