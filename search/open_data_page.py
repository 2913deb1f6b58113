"""The page that shows people what data can be had, how, and under what terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.directory_urls import directory_path
from portal.addresses import localized
from portal.alternates import alternates_of_view
from portal.page_context import view_context
from portal.sitemap import SitemapEntry, view_entries
from portal.sites import SiteFacts, default_site
from portal.tiles import Tile, tile_for
from portal.view_models import Link

from .api.resources import RESOURCES
from .opendata.columns import COLUMNS, Column
from .opendata.formats import FORMATS
from .opendata.licence import Terms, terms
from .opendata.links import data_url

SIGN = tile_for("open-data")
MEANINGS = {
    "organisations": gettext_lazy(
        "Associations, initiatives and services with everything that is public about them"
    ),
    "alliances": gettext_lazy("Alliances with goals, focus and funding"),
    "memberships": gettext_lazy("Who takes part in which alliance today"),
    "offers": gettext_lazy("What they offer, one by one"),
    "events": gettext_lazy("What takes place, with the next dates"),
    "topics": gettext_lazy("The vocabulary of topics"),
    "regions": gettext_lazy("Districts, towns and their official keys"),
    "search": gettext_lazy("Ranked hits with counts for every filter"),
    "suggestions": gettext_lazy("Names that begin as what somebody typed"),
}


@dataclass(frozen=True)
class Explanation:
    """What the page shows."""

    sign: Tile
    terms: Terms
    files: Sequence[Link]
    examples: Sequence[Link]
    columns: Sequence[Column]
    resources: Sequence[Link]
    api_url: str
    openapi_url: str
    directory_url: str
    burst: int
    per_second: str


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    """Show what data can be had."""
    summary = _("The directory’s data for everybody: as a table, for maps, as a feed and for programs.")
    found = explanation()
    facts = default_site()
    meta = {
        "description": summary,
        "canonical_url": _absolute(facts, get_language() or settings.LANGUAGE_CODE),
        "alternates": alternates_of_view(facts.base_url, reverse("open_data")) if facts else (),
        "json_ld": dataset(facts, found.terms, summary) if facts else None,
    }
    context = view_context(request, _("Open data"), **meta)
    return render(request, "search/open_data.html", {**context, "data": found, "summary": summary})


def explanation() -> Explanation:
    """Return what can be had in the reader's language; no query while no content changes."""
    return Explanation(
        sign=SIGN,
        terms=terms(),
        files=[
            Link(str(one.label), data_url(one.extension), icon="download", description=str(one.purpose))
            for one in FORMATS.values()
        ],
        examples=_examples(),
        columns=COLUMNS,
        resources=[
            Link(f"/api/v1/{name}/", _example(name), description=str(MEANINGS[name])) for name in RESOURCES
        ],
        api_url=reverse("api:index"),
        openapi_url=reverse("api:openapi"),
        directory_url=directory_path(),
        burst=settings.DATA_REQUESTS_AT_ONCE,
        per_second=f"{settings.DATA_REQUESTS_PER_SECOND:g}",
    )


def _example(name: str) -> str:
    """Return an address of a resource that answers with something."""
    url = reverse("api:list", args=[name])
    return {"search": f"{url}?q=beratung", "suggestions": f"{url}?q=zw"}.get(name, url)


def _examples() -> list[Link]:
    """Return addresses that show how filters and formats go together."""
    since = "modified_since=2026-01-01T00:00:00Z"
    api = reverse("api:list", args=["organisations"])
    return [
        Link(_("Everybody around Zwickau who offers advice, as a table"),
             f"{data_url('csv')}?ort=Zwickau&umkreis=25&angebot=counselling"),
        Link(_("Everybody in the district of Görlitz on a map; without “nur_hier” also those who help there from "
               "elsewhere, with their points"),
             f"{data_url('geojson')}?region=14626&nur_hier=1"),
        Link(_("What is new and changed among those who speak Ukrainian, as a feed"),
             f"{data_url('atom')}?sprache=uk"),
        Link(_("What changed or went since the beginning of 2026, page by page"), f"{api}?{since}"),
    ]  # fmt: skip


def dataset(facts: SiteFacts, conditions: Terms, summary: str) -> dict[str, Any]:
    """Return the directory as a schema.org `Dataset`, for catalogues of data."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{facts.base_url}/offene-daten/#dataset",
        "name": _("Directory of %(name)s") % {"name": conditions.publisher},
        "description": summary,
        "url": _absolute(facts, get_language() or settings.LANGUAGE_CODE),
        "license": conditions.licence_url,
        "creator": {
            "@type": "Organization",
            "@id": f"{facts.base_url}/#organisation",
            "name": conditions.publisher,
        },
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": one.content_type.partition(";")[0],
                "contentUrl": facts.base_url + data_url(one.extension),
            }
            for one in FORMATS.values()
        ],
    }


def sitemap_entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Return the page in every language of the interface, for search engines."""
    return view_entries(facts, "/offene-daten/")


def footer_link() -> Link:
    """Return the way here from every page."""
    return Link(_("Open data"), reverse("open_data"))


def _absolute(facts: SiteFacts | None, language: str) -> str:
    """Return the page's address in a language."""
    return (facts.base_url if facts else "") + localized("/offene-daten/", language)
