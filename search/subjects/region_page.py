"""The page of a district or a municipality: who is there, who comes there, which alliance is responsible."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.directory_urls import directory_path
from network.models.regions import RegionKind
from network.opening import all_turns, next_turn
from network.region_slugs import CITY
from network.region_table import RegionRow, RegionTable
from network.shapes import district_map
from network.subject_urls import SubjectUrls
from network.subjects import Subject
from portal.search_url import SearchUrl
from portal.sites import office
from portal.tiles import Tile
from portal.validity import holds_until
from portal.view_models import Link
from portal.visitors import is_anonymous
from search.engines.geodesy import distance_m
from search.query import TYPES, SearchRequest
from search.service import Found, SearchResult, search
from search.subjects import wording
from search.subjects.heads import Head, base_url, collection, place
from search.subjects.introductions import Prose, prose_about, versions_of
from search.subjects.responsible import alliances_of_place
from search.subjects.rows import cloth_of, rows_of
from search.subjects.topic_page import facet_groups, messages_for, open_now
from search.subjects.topics import topic_table
from search.subjects.view_models import EntryGroup, LinkGroup, SubjectView
from search.wording import count_words

TINT = Tile(1, 0, 0, 0)
READ = 60  # so many are looked at for those who are at home
AT_HOME = 10
COMING = 6
NEIGHBOURS = 6


def subject_of_region(row: RegionRow) -> Subject:
    """Return a place as the subject of a page."""
    return Subject("region", row.key, row.label, SubjectUrls().region(row.key))


def region_page(
    row: RegionRow, table: RegionTable, request: HttpRequest
) -> tuple[Subject, SubjectView, Head]:
    """Return a place with what its page shows and says of itself."""
    subject = subject_of_region(row)
    prose = prose_about(subject)
    result = found_for_region(row, request)
    view = region_view(row, table, result, prose, request)
    here = count_here(row, result)
    base, above = base_url(request), table.get(row.parent or "")
    head = Head(
        _trail(row, above),
        (prose and prose.search_title)
        or wording.region_title(row.label, here, _topics_of(result.found[:here])),
        wording.region_description(row.label, here, view, prose),
        versions_of(subject),
        "" if here or prose else "noindex",
        [collection(base, subject, place(base, subject, row, above), view.entries, result.total)],
    )
    return subject, view, head


def _topics_of(found: Iterable[Found]) -> list[str]:
    """Return what these work on, the most frequent first."""
    table = topic_table()
    counts = Counter(slug for one in found for slug in one.shown.get("topics", ()) if slug in table)
    return [table[slug].label for slug in sorted(counts, key=lambda slug: (-counts[slug], slug))]


def _trail(row: RegionRow, above: RegionRow | None) -> list[Link]:
    """Return the way to a place by way of its district."""
    path = SubjectUrls().region(above.key) if above else ""
    district = [Link(above.label, path)] if above and path else []
    return [Link(_("Places"), reverse("regions")), *district, Link(row.label, "")]


def found_for_region(row: RegionRow, request: HttpRequest) -> SearchResult:
    """Return who is there or comes there, the local ones first; the answer says how long it holds."""
    now = timezone.now()
    result = _ask(SearchRequest(now=now, types=TYPES, regions=(row.key,), page_size=READ), request)
    holds_until(request, now if result.incomplete else next_turn(all_turns(), now))
    return result


def _ask(asked: SearchRequest, request: HttpRequest) -> SearchResult:
    """Return the answer; editors see their changes at once."""
    return search(asked, prefer_embedded=not is_anonymous(request))


def count_here(row: RegionRow, result: SearchResult) -> int:
    """Return how many are at home or active in the place itself, without those who work everywhere."""
    return result.facets.get("region", {}).get(row.key, 0)


def region_view(
    row: RegionRow, table: RegionTable, result: SearchResult, prose: Prose | None, request: HttpRequest
) -> SubjectView:
    """Return the page of a place."""
    url = SearchUrl(directory_path(), {"region": row.url_key})
    found = () if result.incomplete else result.found
    here = count_here(row, result)
    district = table.district_of(row.key)
    return SubjectView(
        kicker=kicker_of(row, table),
        heading=(prose and prose.heading) or row.label,
        tint=TINT,
        cloth=cloth_of(found[:here], row.key),
        count_label=count_words(here, has_query=False) if here else "",
        everything=_everything(result, url) if found else None,
        open_now=open_now(result, url),
        other_name=row.name_sorbian,
        other_lang="hsb" if row.name_sorbian else "",
        lead=prose.lead if prose else "",
        prose=prose.body if prose else None,
        prose_language=prose.language if prose else None,
        messages=messages_for(
            replace(result, total=here),
            _("Nobody from here has an entry yet. Others come here or are nearby."),
        ),
        facets=tuple(facet_groups(result, url, ("topic", "offer"))),
        groups=tuple(_groups(row, table, result, url, request)) if found else (),
        map=_map(result, (district,) if district else ()),
        map_heading=_("Where it is"),
        map_lead=_("The other districts lead to their own pages."),
        alliances_heading=_("Alliances responsible here"),
        alliances=alliances_of_place(row.key, table),
        office=office(request),
        related=tuple(_related(row, table, result)),
    )


def _everything(result: SearchResult, url: SearchUrl) -> Link:
    """Return the way to those who are there and those who come there, in the directory."""
    label = ngettext(
        "%(n)s that is there for this place", "All %(n)s that are there for this place", result.total
    )
    return Link(label % {"n": result.total}, str(url), icon="search")


def kicker_of(row: RegionRow, table: RegionTable) -> str:
    """Return what kind of place it is and what it is part of."""
    above = table.get(row.parent or "")
    kinds = {
        RegionKind.DISTRICT: pgettext("kind of place", "District"),
        RegionKind.MUNICIPALITY: pgettext("kind of place", "Municipality"),
    }
    kind = _("City") if row.label.startswith(CITY) else kinds[RegionKind(row.kind)]
    return f"{kind} · {above.label}" if above else kind


def _groups(
    row: RegionRow, table: RegionTable, result: SearchResult, url: SearchUrl, request: HttpRequest
) -> Iterable[EntryGroup]:
    """Yield who is at home in the place, then who comes there: those who name it before those who go anywhere."""
    local = result.found[: count_here(row, result)]
    at_home = [one for one in local if sits_in(one, row, table)]
    coming = [one for one in local if one not in at_home] + list(_from_elsewhere(row, result, request))
    words = ngettext("Show %(n)s entry in the directory", "Show all %(n)s in the directory", result.total)
    more = Link(words % {"n": result.total}, str(url))
    if at_home:
        is_cut = len(at_home) > AT_HOME
        yield EntryGroup(
            _("Who is at home here"),
            "wer",
            rows_of(at_home[:AT_HOME], result, request),
            more if is_cut else None,
        )
    if coming:
        is_cut = len(coming) > COMING or result.total > len(result.found)
        yield EntryGroup(
            _("Who comes here"),
            "auch-hier",
            rows_of(coming[:COMING], result, request),
            more if is_cut else None,
        )


def sits_in(found: Found, row: RegionRow, table: RegionTable) -> bool:
    """Return whether the seat that everybody may know lies in a place."""
    seat = found.shown.get("place", "")
    return row.key in {seat, *table.ancestors(seat)} or _slug(seat) == _slug(row.key) != ""


def _slug(key: str) -> str:
    """Return the address of the page of a place; a city that is a district has one for both."""
    return SubjectUrls().region(key)


def _from_elsewhere(row: RegionRow, result: SearchResult, request: HttpRequest) -> tuple[Found, ...]:
    """Return those after the local ones; asked for once more only where those fill the first answer.

    The second question's page begins where the local ones end, or as little before as a page size allows.
    """
    here, asked = count_here(row, result), result.request
    if here < asked.page_size or result.total <= here:
        return result.found[here:]
    size = min(range(2 * COMING, 4 * COMING), key=lambda size: here % size)
    again = replace(asked, page=here // size + 1, page_size=size, with_facets=False)
    return _ask(again, request).found[here % size :]


def _map(result: SearchResult, selected: tuple[str, ...]) -> object:
    """Return the map with the place's district marked; every district leads to its page."""
    counts = None if result.incomplete else result.facets.get("region", {})
    return district_map(counts, SubjectUrls().region, selected, label=_("Map of the districts"))


def _related(row: RegionRow, table: RegionTable, result: SearchResult) -> Iterable[LinkGroup]:
    """Yield the municipalities in which there is somebody, and the places around."""
    counts = result.facets.get("region", {})
    inside = [one for one in table.rows.values() if one.parent == row.key and counts.get(one.key)]
    if row.kind == RegionKind.DISTRICT and not row.label.startswith(CITY) and inside:
        inside.sort(key=lambda one: (-counts[one.key], one.label))
        yield LinkGroup(_("Towns and villages"), "orte", _links(inside, counts))
    around = nearest(row, table, counts)
    if around:
        yield LinkGroup(_("Around it"), "nachbarn", _links(around, counts))


def nearest(row: RegionRow, table: RegionTable, counts: dict[str, int]) -> list[RegionRow]:
    """Return the nearest places of the kind in which there is somebody; without a point, those of its district."""
    urls = SubjectUrls()
    own = urls.region(row.key)
    others = [
        one
        for one in table.rows.values()
        if one.kind == row.kind and counts.get(one.key) and urls.region(one.key) not in {"", own}
    ]
    if row.lat is None or row.lon is None:
        return sorted((one for one in others if one.parent == row.parent), key=lambda one: one.label)[
            :NEIGHBOURS
        ]
    placed = [one for one in others if one.lat is not None and one.lon is not None]
    placed.sort(key=lambda one: (distance_m(row.lat, row.lon, (one.lat, one.lon)), one.key))
    return placed[:NEIGHBOURS]


def _links(rows: Iterable[RegionRow], counts: dict[str, int]) -> tuple[Link, ...]:
    """Return links to the pages of places with how many are there."""
    urls = SubjectUrls()
    return tuple(Link(one.label, urls.region(one.key), count=counts.get(one.key, 0)) for one in rows)
