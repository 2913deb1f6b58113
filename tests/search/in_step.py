"""What must hold after every fault: public pages, documents, index and both engines say the same."""

from django.utils import timezone

from portal import changes, housekeeping
from portal.models import PendingChange
from search import service
from search.drift import index_drift, stale_documents
from search.models import SearchDocument
from search.query import SearchRequest
from search.store import refused, waiting


def assert_in_step(with_index: bool = True) -> None:
    """Fail unless nothing waits and everything agrees."""
    assert not PendingChange.objects.exists()
    assert stale_documents() == {}
    alive = set(SearchDocument.objects.filter(deleted=False).values_list("register_id", flat=True))
    assert found_by("embedded") == alive
    if with_index:
        assert not waiting().exists()
        assert not refused().exists()
        assert not index_drift()
        assert found_by("elastic") == alive


def found_by(engine: str) -> set[str]:
    """Return the register ids of everything an engine finds."""
    request = SearchRequest(now=timezone.now(), page_size=1000)
    return {hit.register_id for hit in service.search(request, engine=engine).found}


def housekeeping_round() -> None:
    """Do what the timer does; every job must succeed."""
    failed = [outcome for outcome in housekeeping.run(timezone.now()) if not outcome.ok]
    assert not failed


def die_after_commit(monkeypatch) -> None:
    """Let nothing be done after commits, as when the process dies there."""
    monkeypatch.setattr(changes, "_drain_quietly", lambda: None)
