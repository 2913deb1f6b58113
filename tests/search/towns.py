"""A small network whose members sit and work in different places, for tests of the directory."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.test import Client

from portal.http import page_cache
from portal.models import PortalSettings
from search.store import refresh_statistics
from search.view_models import Listing
from tests import builders


@dataclass
class Network:
    """The network: its tree, its places, its pages by title."""

    tree: builders.SiteTree
    places: builders.Places
    pages: dict[str, Any]


def network() -> Network:
    """Build the network; nothing waits afterwards and every word is counted."""
    tree, places = builders.site_tree(), builders.places()
    builders.locale("en")
    PortalSettings.objects.create(site=tree.site, office_email="buero@example.org", office_name="Büro")
    found = Network(tree, places, {})
    builders.topic("Asyl", label_en="Asylum")
    builders.topic("Musik", label_en="Music")
    _member(found, "Haus Zwickau", places.zwickau, "Sprachcafé und Beratung für Geflüchtete.", "asyl")
    _member(found, "Chor Werdau", places.werdau, "Wir singen zusammen.", "musik")
    _member(found, "Treff Bautzen", places.bautzen, "Beratung und Begegnung.", "asyl")
    _member(found, "Kreisweite Hilfe", places.bautzen, "Beratung im Nachbarkreis.", "asyl")
    _member(found, "Landesweite Stelle", places.leipzig, "Beratung überall.", "asyl", reach=["statewide"])
    _member(found, "Verein Hoyerswerda", places.hoyerswerda, "Begegnung im Garten.", "musik")
    _member(found, "Ortlos", None, "Beratung am Telefon.", "musik", reach=["online"])
    builders.served_area(found.pages["Kreisweite Hilfe"], places.zwickau_district)
    builders.opening_hours(found.pages["Haus Zwickau"], 0, "09:00", "12:00")
    builders.opening_hours(found.pages["Chor Werdau"], 6, "18:00", "00:00")
    builders.address(
        found.pages["Verein Hoyerswerda"], places.hoyerswerda, postcode="02977", lat=51.43, lon=14.25
    )
    while builders.drain():
        pass
    refresh_statistics()
    return found


def _member(made: Network, title: str, seat: Any, summary: str, topic: str, **fields: Any) -> None:
    """Add the page of an organisation."""
    entry = builders.organisation(title, seat=seat, register_id=title.lower().replace(" ", "-"))
    page = builders.organisation_page(made.tree.directory, entry, summary=summary, **fields)
    builders.topic_of(page, builders.Topic.objects.get(slug=topic))
    made.pages[title] = page


def listing(query: str = "", prefix: str = "") -> Listing:
    """Return what the directory shows for a query string, made anew."""
    page_cache.store.clear()
    response = Client().get(f"{prefix}/initiativen/{query}")
    assert response.status_code == 200, query
    return response.context["listing"]


def titles(shown: Listing) -> list[str]:
    """Return the titles of the results on a page."""
    return ["".join(part.text for part in entry.title_segments) for entry in shown.entries]


def parameters(url: str) -> dict[str, list[str]]:
    """Return the parameters of an address."""
    return dict(QueryDict(url.partition("?")[2]).lists())
