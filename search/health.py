"""What monitoring learns about the search: who answers, how far the index is behind, how much each engine knows."""

from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from portal.registries import HealthCheck, health_checks

from .analysis import analyser
from .drift import outdated_documents
from .elastic_access import is_configured
from .engine_room import room
from .models import SearchDocument
from .store import index_is_current, refused, waiting


def register() -> None:
    """Register the part `search` of `/healthz`."""
    health_checks.register("search", HealthCheck(facts))


def facts() -> dict[str, Any]:
    """Return plain facts; ok as long as somebody answers searches, for an outage of Elasticsearch is covered."""
    elastic = room.elastic.health() if is_configured() else None
    answers = elastic is not None and elastic["ok"]
    embedded = room.embedded.health() if room.is_built else None
    outdated = len(outdated_documents())
    found: dict[str, Any] = {
        "engine": "elastic" if answers and index_is_current() else "embedded",
        "configured": "elastic" if is_configured() else "embedded",
        "degraded": is_configured() and not answers,
        "documents": {
            "table": SearchDocument.objects.filter(deleted=False).count(),
            "embedded": embedded["documents"] if embedded else None,
            "index": elastic["documents"] if answers else None,
        },
        "analysis": {"version": analyser(settings.LANGUAGE_CODE).version, "outdated_documents": outdated},
    }
    if is_configured():
        found |= {"breaker": room.breaker.state, "lag": lag()}
    return found


def lag() -> dict[str, int | None]:
    """Return how many documents wait for Elasticsearch, since when the oldest does (seconds), how many it refused."""
    oldest = waiting().aggregate(oldest=Min("updated_at"))["oldest"]
    seconds = None if oldest is None else max(0, int((timezone.now() - oldest).total_seconds()))
    return {"documents": waiting().count(), "oldest_seconds": seconds, "refused": refused().count()}
