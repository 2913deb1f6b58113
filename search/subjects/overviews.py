"""All topics, and all places in which there is somebody."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from network.region_slugs import CITY
from network.region_table import RegionRow, region_table
from network.subject_urls import SubjectUrls
from portal.search_url import SearchUrl
from portal.view_models import Link
from search.listing import cloth, region_map
from search.overview import overview
from search.subjects import region_page, topic_page
from search.subjects.listed import sort_key
from search.subjects.topics import TopicRow, topic_table
from search.subjects.view_models import LinkGroup, OverviewView


def topics_view() -> OverviewView:
    """Return every topic with how many work on it, grouped by what it is part of."""
    return OverviewView(
        _("Topics"),
        _(
            "What people in the network work on. Each topic has a page with offers, initiatives and alliances."
        ),
        topic_page.TINT,
        cloth(),
        tuple(_topic_groups()),
        ways=_ways("topics"),
    )


def _topic_groups() -> Iterable[LinkGroup]:
    """Yield the topics with parts, each with its parts; then those on their own; then those nobody works on yet."""
    table, counts = topic_table(), overview().facets.get("topic", {})
    tops = [row for row in table.values() if row.parent not in table]
    for row in tops:
        below = [table[slug] for slug in row.children if counts.get(slug)]
        if below:
            yield LinkGroup(row.label, row.slug, _topic_links([row, *below], counts))
    alone = [row for row in tops if not row.children and counts.get(row.slug)]
    if alone:
        yield LinkGroup(
            _("All topics") if len(alone) == len(tops) else _("Further topics"),
            "weitere",
            _topic_links(alone, counts),
        )
    nobody = [row for row in table.values() if not any(map(counts.get, row.slugs))]
    if nobody:
        yield LinkGroup(_("Nobody works on these yet"), "noch-niemand", _topic_links(nobody, {}))


def _topic_links(rows: Iterable[TopicRow], counts: dict[str, int]) -> tuple[Link, ...]:
    """Return links to topics with their counts and what they are about."""
    urls = SubjectUrls()
    return tuple(
        Link(row.label, urls.topic(row.slug), count=counts.get(row.slug), description=row.description)
        for row in rows
    )


def regions_view() -> OverviewView:
    """Return the districts on the map, and below each the municipalities in which there is somebody."""
    counts, urls = overview().facets.get("region", {}), SubjectUrls()
    return OverviewView(
        _("Places"),
        _("Who is active where: choose your district or your town."),
        region_page.TINT,
        cloth(),
        tuple(_region_groups(counts)),
        region_map(overview(), SearchUrl(directory_path(), {}), (), urls.region),
        ways=_ways("regions"),
    )


def _region_groups(counts: dict[str, int]) -> Iterable[LinkGroup]:
    """Yield districts with the municipalities in which there is somebody, those of the home state first."""
    table = region_table()
    inside: dict[str, list[RegionRow]] = {}
    for key in counts:
        row = table.get(key)
        if row is not None and row.kind == "municipality" and row.parent:
            inside.setdefault(row.parent, []).append(row)
    districts = [table.rows[key] for key in inside if key in table.rows]
    districts.sort(
        key=lambda row: (not row.url_key.startswith(settings.HOME_STATE), sort_key(row.name), row.key)
    )
    for district in districts:
        if not district.label.startswith(CITY):
            rows = sorted(inside[district.key], key=lambda row: row.label)
            yield LinkGroup(district.label, district.url_key, _region_links(rows, counts))


def _region_links(rows: Sequence[RegionRow], counts: dict[str, int]) -> tuple[Link, ...]:
    """Return links to places with their counts."""
    urls = SubjectUrls()
    return tuple(Link(row.label, urls.region(row.key), count=counts.get(row.key)) for row in rows)


def _ways(current: str) -> tuple[Link, ...]:
    """Return the other ways to look through the network."""
    ways = (
        ("topics", _("Topics")),
        ("regions", _("Places")),
        ("names", _("A to Z")),
        ("booklet", _("Booklet")),
    )
    return tuple(Link(label, reverse(name), current=name == current) for name, label in ways)
