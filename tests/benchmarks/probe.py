"""Runs inside the measured database: addresses to ask for, queries per page, saving, the engines' own times."""

import socket
import statistics
import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from network.models import AlliancePage, Organisation, OrganisationPage, Topic
from portal import changes
from portal.http.page_cache import store
from portal.models import HomePage, StandardPage
from search.engine_room import room
from search.plain_questions import ask
from search.service import search


def facts() -> dict[str, Any]:
    """Return paths of pages and files, queries per page, milliseconds of a save and of the search part.

    What follows the save beside a server that hangs would wait for it, too: it comes last.
    """
    paths = addresses()
    return {
        "paths": paths,
        "files": FILES,
        "queries": {name: queries(path) for name, path in paths.items()},
        "save_ms": statistics.median(save_times()),
        "search_ms": {name: search_ms(**question) for name, question in QUESTIONS.items()},
        "hanging_save_ms": hanging_save_ms(),
    }


QUESTIONS: dict[str, dict[str, Any]] = {
    "browse": {},
    "text": {"q": "deutsch lernen"},
    "text + filters": {"q": "beratung", "region": ["14524"]},
    "typo": {"q": "berattung flüchtlnge"},
}


FILES = {name: f"/initiativen/daten.{name}" for name in ("csv", "geojson", "json", "atom")}


def addresses() -> dict[str, str]:
    """Return the measured paths by name."""
    topic = Topic.objects.annotate(entries=Count("uses")).order_by("-entries", "slug")[0].slug
    register_id = Organisation.objects.exclude(kind="alliance").order_by("pk")[0].register_id
    paths = {
        "bare view": "/_bare/",
        "minimal directory": "/_minimal/",
        "empty Wagtail page": "/ueber-uns/",
        "home": "/",
        "directory: browse": "/initiativen/",
        "directory: text + two facets": "/initiativen/?q=beratung&region=14524&zielgruppe=youth",
        "directory: near me": "/initiativen/?ort=08056",
        "suggestions": "/suche/vorschlaege/?q=ber",
        "site search": "/suche/?q=beratung",
        "signpost: doors": "/mitmachen/",
        "signpost: needs": "/mitmachen/helfen/",
        "signpost: place": "/mitmachen/helfen/?bedarf=deutsch",
        "signpost: answer": "/mitmachen/helfen/?bedarf=deutsch&ort=08056",
        "topic page": f"/themen/{topic}/",
        "region page": "/regionen/landkreis-zwickau/",
        "A to Z": "/initiativen/a-z/",
        "A to Z by place": "/initiativen/a-z/orte/",
        "booklet of a district": "/initiativen/verzeichnis/?region=14524",
        "API: organisations": "/api/v1/organisations/",
        "API: one organisation": f"/api/v1/organisations/{register_id}/",
        "embedded list": "/initiativen/einbetten/?region=14524",
        "embedded map": "/initiativen/einbetten/?ansicht=karte",
    }
    ensure_text_page()
    for name, model in (("organisation page", OrganisationPage), ("alliance page", AlliancePage)):
        page = model.objects.live().order_by("pk").first()
        if page is not None:
            paths[name] = page.get_url()
    return paths


def ensure_text_page() -> None:
    """Make the empty page that is measured beside ours."""
    if not StandardPage.objects.filter(slug="ueber-uns").exists():
        HomePage.objects.get().add_child(instance=StandardPage(title="Über uns", slug="ueber-uns"))


def queries(path: str) -> dict[str, int]:
    """Return the SQL queries of a first request after a change, and of a later one."""
    client = Client(headers={"host": "localhost"})
    client.get("/")
    changes.tick()
    found = {}
    for name in ("first", "later"):
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        found[name] = len(captured)
    return found


def save_times() -> list[float]:
    """Return the milliseconds of each of seven saves of an organisation's page with its projection."""
    page = OrganisationPage.objects.live().order_by("pk").first()
    times = []
    for number in range(7):
        page.summary = f"{page.summary[:200]} {number}"
        started = time.perf_counter()
        page.save()
        times.append((time.perf_counter() - started) * 1000)
    return times


def hanging_save_ms() -> float | None:
    """Return the milliseconds of the slowest save while Elasticsearch takes connections and never answers.

    The slowest, because only the first might wait before the breaker opens. None where there is no Elasticsearch.
    """
    if not settings.ELASTICSEARCH_URL:
        return None
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with override_settings(ELASTICSEARCH_URL=address):
            room.reset()
            return max(save_times())


def search_ms(q: str = "", region: list[str] | None = None) -> float:
    """Return the milliseconds of the search part alone: reading, engine, check against the database."""
    request = ask({"q": q, "region": region}, 20)
    times = []
    for _ in range(25):
        started = time.perf_counter()
        search(request)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)
