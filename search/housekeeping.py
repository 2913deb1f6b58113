"""What a timer does for the search: after it, documents equal content and the index equals the documents."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from portal import changes
from portal.models import JobRun
from portal.registries import Job, jobs

from . import store
from .drift import index_drift, outdated_documents, repair_documents, stale_documents
from .elastic_access import is_configured
from .engines.base import EngineUnavailable
from .indexing import AlreadyRunning, alone, fill_new_index, reason_for_new_index, repair_index
from .models import SearchDocument, TermStatistics
from .passing_time import changed_since, yesterday
from .sync import drain, hold_clock

log = logging.getLogger("search.housekeeping")
DOCUMENTS, SYNC, INDEX, STATISTICS, CHECK = (
    "search-documents",
    "search-sync",
    "search-index",
    "search-statistics",
    "search-check",
)
# Who follows the open data hears so long of what has gone; engines need a week of it.
TOMBSTONES_KEPT = timedelta(days=90)
STATISTICS_KEPT = timedelta(days=1)


def register() -> None:
    """Register the jobs: documents first, then what is made of them; the index is compared every hour."""
    jobs.register(DOCUMENTS, Job(project_what_time_changed, order=40))
    jobs.register(STATISTICS, Job(count_words, order=42))
    jobs.register(SYNC, Job(send_to_elasticsearch, order=44))
    jobs.register(INDEX, Job(compare_index, every=timedelta(hours=1), order=46))
    jobs.register(CHECK, Job(check_documents, every=timedelta(days=1), order=80))


def project_what_time_changed(now: datetime) -> str:
    """Project again what a date changed since this last ran, and what another version of the analysis made."""
    last = JobRun.objects.filter(pk=DOCUMENTS).values_list("succeeded_at", flat=True).first()
    dated = changed_since(last or yesterday(now), now)
    changes.record_ids(sorted(dated, key=str))
    outdated = outdated_documents()
    repair_documents(outdated)
    return f"{len(dated)} changed by date, {len(outdated)} analysed again"


def count_words(now: datetime) -> str:
    """Count how common words are, once a day and when a tenth of the documents came or went."""
    counted = TermStatistics.objects.filter(locale=settings.LANGUAGE_CODE)
    computed_at = counted.values_list("computed_at", flat=True).first()
    if computed_at and now - computed_at < STATISTICS_KEPT and not store.statistics_are_stale():
        return "words counted less than a day ago"
    return f"words counted in {sum(one.documents for one in store.refresh_statistics())} documents"


def send_to_elasticsearch(now: datetime) -> str:
    """Send what waits; make an index first where there is none of this version."""
    if not is_configured():
        return "no Elasticsearch"
    try:
        reason = reason_for_new_index()
        if reason:
            with alone():
                filled = fill_new_index()
            return f"{reason}: new one with {filled.documents} documents"
        sent = drain()
    except EngineUnavailable as error:
        log.warning("Elasticsearch: %s", error)
        return f"Elasticsearch does not take anything now, {store.waiting().count()} documents wait"
    except AlreadyRunning:
        return "a new index is being made"
    return f"{sent.written} documents sent, {sent.refused} refused"


def compare_index(now: datetime) -> str:
    """Compare the index with the table and mend it."""
    if not is_configured():
        return "no Elasticsearch"
    try:
        if reason_for_new_index():
            return "no index to compare"
        drift = index_drift()
        if not drift:
            return "index equals documents"
        log.warning("the index differs: %s", drift)
        repair_index(drift)
    except EngineUnavailable as error:
        log.warning("Elasticsearch: %s", error)
        return "Elasticsearch does not answer now"
    except AlreadyRunning:
        return "a new index is being made"
    return (
        f"{len(drift.missing)} missing, {len(drift.different)} different, {len(drift.surplus)} surplus mended"
    )


def check_documents(now: datetime) -> str:
    """Compare every document with its page, correct what differs, and forget old tombstones."""
    stale = stale_documents()
    if stale:
        log.warning("documents were not as their pages say: %s", ", ".join(sorted(stale)[:20]))
        repair_documents(stale)
    return f"{len(stale)} documents corrected, {forget_tombstones(now)} tombstones forgotten"


def forget_tombstones(now: datetime) -> int:
    """Delete old tombstones that every engine has seen; return how many."""
    old = SearchDocument.objects.filter(deleted=True, updated_at__lt=now - TOMBSTONES_KEPT)
    if is_configured():
        old = old.filter(es_seq=F("seq"))
    with transaction.atomic():
        hold_clock()
        return old.delete()[0]
