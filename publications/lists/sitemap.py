"""What search engines are told of listed things: those that are not over at the moment they ask."""

from collections.abc import Callable, Iterator
from datetime import datetime

from portal.addresses import page_path
from portal.page_refs import refs_by_id
from portal.sitemap import SitemapEntry
from portal.sites import SiteFacts, language_of

from .index import index_of, places_in
from .kinds import ListKind


def entries_of(kind: ListKind) -> Callable[[SiteFacts, datetime], Iterator[SitemapEntry]]:
    """Return the source of a kind, for `registries.sitemap_entries`."""

    def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
        """Give the open things of a site; one query for those that no link named yet."""
        index = index_of(kind)
        ids = [index.rows[at].pk for at in places_in(index.open(now), range(len(index.rows)))]
        refs = refs_by_id(ids)
        for pk in ids:
            ref = refs.get(pk)
            if ref is not None and ref.url_path.startswith(facts.main.url_path):
                yield SitemapEntry(page_path(ref, language_of(ref.locale_id)), ref.last_published_at)

    return entries
