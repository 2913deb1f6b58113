"""What machines read about these pages: canonical address, versions, the way here, schema.org."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.models.regions import RegionKind
from network.region_table import RegionRow
from network.subjects import Subject
from portal import structured_data
from portal.addresses import localized
from portal.alternates import alternates_of_view
from portal.page_context import view_context
from portal.sites import site_facts
from portal.view_models import Link
from search.subjects.topics import TopicRow
from search.view_models import Entry

Node = dict[str, Any]


@dataclass(frozen=True)
class Head:
    """What a page says of itself: the way to it (its own step last), title, description, things it is about.

    `versions` are the languages with words of their own.
    """

    trail: Sequence[Link]
    title: str
    description: str
    versions: Sequence[str] = ()
    robots: str = ""
    nodes: Sequence[Node] = field(default_factory=tuple)


def base_url(request: HttpRequest) -> str:
    """Return scheme and host of the site, "" where none is set up."""
    facts = site_facts(request)
    return facts.base_url if facts else ""


def context_of(request: HttpRequest, head: Head) -> dict[str, Any]:
    """Return the template context of a view: head, breadcrumbs and frame.

    In a language without words of its own, a page is told by its address in the default language, because all
    else would say the same twice.
    """
    own = get_language() if get_language() in head.versions else settings.LANGUAGE_CODE
    home = Link(_("Home"), localized("/", get_language() or settings.LANGUAGE_CODE))
    *above, last = head.trail
    trail = (home, *above, Link(last.label, "", current=True))
    context = view_context(
        request,
        head.title,
        description=head.description,
        canonical_url=base_url(request) + localized(request.path, own or settings.LANGUAGE_CODE),
        alternates=alternates_of_view(base_url(request), request.path, languages_of(head.versions)),
        robots=head.robots,
        json_ld=_graph(request, trail, head.nodes),
    )
    return {**context, "breadcrumbs": trail}


def languages_of(versions: Iterable[str]) -> tuple[str, ...]:
    """Return the languages a page is for: the default one, and those it has words of its own in."""
    return tuple(dict.fromkeys((settings.LANGUAGE_CODE, *versions)))


def _graph(request: HttpRequest, trail: Sequence[Link], nodes: Sequence[Node]) -> Node | None:
    """Return the portal, the way to the page, and what the page is."""
    facts = site_facts(request)
    if facts is None:
        return None
    portal = structured_data.organisation_of_portal(facts)
    return structured_data.graph(portal, structured_data.breadcrumb_list(facts, trail), *nodes)


def collection(base: str, subject: Subject, about: Node, entries: Sequence[Entry], total: int) -> Node:
    """Return the page of a subject as a `CollectionPage` with the entries it shows as an `ItemList`."""
    return _filled(
        {
            "@type": "CollectionPage",
            "@id": base + subject.url,
            "url": base + subject.url,
            "name": subject.label,
            "inLanguage": get_language(),
            "isPartOf": {"@id": f"{base}/#website"},
            "about": about,
            "mainEntity": _items(base, entries, total),
        }
    )


def _items(base: str, entries: Sequence[Entry], total: int) -> Node:
    """Return a list of entries."""
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "url": base + entry.url,
            "name": "".join(part.text for part in entry.title_segments),
        }
        for position, entry in enumerate(entries, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": steps} if steps else {}


def defined_term(base: str, subject: Subject, row: TopicRow) -> Node:
    """Return a topic as a term of the portal's vocabulary."""
    return _filled(
        {
            "@type": "DefinedTerm",
            "name": row.label,
            "alternateName": list(row.synonyms),
            "description": row.description,
            "termCode": row.slug,
            "url": base + subject.url,
            "inDefinedTermSet": base + localized(reverse("topics"), settings.LANGUAGE_CODE),
        }
    )


def place(base: str, subject: Subject, row: RegionRow, above: RegionRow | None) -> Node:
    """Return a district as an `AdministrativeArea`, a municipality as a `City`."""
    point = {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon}
    return _filled(
        {
            "@type": "City" if row.kind == RegionKind.MUNICIPALITY else "AdministrativeArea",
            "name": row.label,
            "alternateName": [row.name_sorbian] if row.name_sorbian else [],
            "identifier": {"@type": "PropertyValue", "propertyID": "AGS", "value": row.url_key},
            "url": base + subject.url,
            "geo": point if row.lat is not None and row.lon is not None else None,
            "containedInPlace": {"@type": "AdministrativeArea", "name": above.label} if above else None,
        }
    )


def _filled(node: Node) -> Node:
    """Return a thing without its empty properties."""
    return {name: value for name, value in node.items() if value}
