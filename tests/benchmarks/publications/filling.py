"""Very many postings and infoposts in a copy of the measured database, and the addresses that show them."""

from collections.abc import Mapping

from django.db import transaction

from network.models import OrganisationPage, Region, Topic
from network.setup import set_up_portal
from portal import changes
from portal.models.changes import PendingChange
from publications.models import InfopostPage, JobPostingPage
from tests.benchmarks.probe import queries
from tests.publications.many_pages import add_infoposts, add_postings

HOSTS = 150


@transaction.atomic
def fill(infoposts: int, postings: int) -> dict[str, int]:
    """Publish so many; the rebuild of the search works in what the journal would."""
    set_up_portal()
    pages = list(OrganisationPage.objects.live().order_by("pk")[:HOSTS])
    topics = list(Topic.objects.order_by("slug")[:40])
    towns = list(Region.objects.filter(kind="municipality", code__startswith="14").order_by("code"))
    add_infoposts(pages, infoposts, topics, towns)
    add_postings(pages, postings, topics, towns)
    PendingChange.objects.all().delete()
    changes.tick()
    return {"infoposts": InfopostPage.objects.count(), "postings": JobPostingPage.objects.count()}


def facts() -> Mapping[str, Mapping[str, object]]:
    """Return paths of pages by name, and queries per page."""
    paths = addresses()
    return {"paths": paths, "queries": {name: queries(path) for name, path in paths.items()}}


def addresses() -> dict[str, str]:
    """Return the measured paths by name."""
    page = OrganisationPage.objects.live().order_by("pk").first()
    topic = f"thema={Topic.objects.order_by('slug').first().slug}"
    return {
        "bare view": "/_bare/",
        "home": "/",
        "news": "/aktuelles/",
        "news: words, topic, district": f"/aktuelles/?q=abend&{topic}&region=14524",
        "news: page 300": "/aktuelles/?seite=300",
        "news: feed": "/aktuelles/aktuelles.atom",
        "jobs": "/stellen/",
        "jobs: words, topic, district": f"/stellen/?q=projektleitung&{topic}&region=14524",
        "jobs: near, on the map": "/stellen/?ort=08056&umkreis=50&sortierung=nah&ansicht=karte",
        "jobs: iCalendar": "/stellen/stellen.ics",
        "guides": "/leitfaeden/",
        "search: jobs": "/suche/?q=projektleitung",
        "search: news": "/suche/?q=abend",
        "organisation": f"/initiativen/{page.slug}/",
    }
