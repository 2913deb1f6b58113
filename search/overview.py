"""What there is altogether: counts of everything, and the topics somebody works on."""

from django.utils import timezone

from network.directory_urls import directory_path
from network.subject_urls import SubjectUrls
from portal import changes
from portal.content_cache import cached
from portal.view_models import Link

from .engine_room import room
from .facet_labels import topic_labels
from .query import TYPES, SearchRequest
from .service import SearchResult, search


def overview() -> SearchResult:
    """Return the counts of everything, kept while no content changes; those without engine only until it is built."""
    known = cached("home-overview", dict)
    if "whole" in known:
        return known["whole"]
    if "incomplete" in known and not room.is_built:
        return known["incomplete"]
    request = SearchRequest(now=timezone.now(), types=TYPES, sort="title", page_size=1)
    result = search(request, prefer_embedded=True)
    if not changes.shows_earlier_state():
        known["incomplete" if result.incomplete else "whole"] = result
    return result


def topic_links(to_pages: bool = False) -> tuple[Link, ...]:
    """Return a link for every topic that somebody works on, with how many do, by name.

    They lead into the directory, or to the pages of the topics.
    """
    counts = overview().facets.get("topic", {})
    directory, pages = directory_path(), SubjectUrls()
    return tuple(
        Link(label, pages.topic(slug) if to_pages else f"{directory}?thema={slug}", count=counts[slug])
        for slug, label in sorted(topic_labels().items(), key=lambda pair: pair[1].casefold())
        if counts.get(slug)
    )
