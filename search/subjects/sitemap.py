"""Which pages are worth finding: search engines are not sent to those that say next to nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from network.directory_urls import directory_path
from network.subject_urls import SubjectUrls
from portal.sitemap import SitemapEntry, view_entries
from portal.sites import SiteFacts
from search.overview import overview
from search.subjects.heads import languages_of
from search.subjects.introductions import introduced
from search.subjects.topics import topic_table

ENOUGH = 3  # entries; with fewer, only the editors' words make a page


def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Yield the pages of topics and places with enough entries or words of the editors, and the ways to them."""
    if not facts.site.is_default_site or not directory_path():
        return
    with override(settings.LANGUAGE_CODE):
        paths = {reverse(name): () for name in ("topics", "regions", "names", "places")}
        paths |= dict(_subjects())
    for path, versions in paths.items():
        yield from view_entries(facts, path, languages_of(versions))


def _subjects() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the paths of subjects that are worth it, with the languages of their words."""
    words, facets, urls = introduced(), overview().facets, SubjectUrls()
    for slug, row in topic_table().items():
        versions = words.get(("topic", slug), ())
        if versions or max((facets.get("topic", {}).get(one, 0) for one in row.slugs), default=0) >= ENOUGH:
            yield urls.topic(slug), versions
    counts = facets.get("region", {})
    keys = [
        *(key for key in counts if counts[key] >= ENOUGH),
        *(key for kind, key in words if kind == "region"),
    ]
    for key in dict.fromkeys(keys):
        if path := urls.region(key):
            yield path, words.get(("region", key), ())
