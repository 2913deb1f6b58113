"""Read the search documents for the engines, and keep the statistics of words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from portal import changes
from portal.content_cache import cached
from portal.models import Clock

from .models import SearchDocument, TermStatistics
from .publication_kinds import PREFIX
from .types import IndexedDocument
from .vocabulary import Vocabulary, count_terms

CHUNK = 500
# Elasticsearch shows what it took after a second at most (`refresh_interval`).
SHOWN_AFTER = timedelta(seconds=2)


# What engines do not need: half of a row, and a quarter of the time to read it.
NOT_INDEXED = ("shown", "title", "digest")


def indexed(row: SearchDocument) -> IndexedDocument:
    """Return a row as the engines know it."""
    if row.deleted:
        return IndexedDocument(row.key, row.seq, row.type, row.locale, row.register_id, "", deleted=True)
    data = row.data
    return IndexedDocument(
        key=row.key,
        seq=row.seq,
        type=row.type,
        locale=row.locale,
        register_id=row.register_id,
        sort_title=data["sort_title"],
        terms=tuple(data["terms"].split("\n")) if data["terms"] else (),
        facets={name: tuple(values) for name, values in data["facets"].items()},
        areas=tuple(data["areas"]),
        lat=data["lat"],
        lon=data["lon"],
        open_ranges=tuple((start, end) for start, end in data["open"]),
        confirmed_on=data["confirmed_on"],
        visible_from=_seconds(row.visible_from),
        visible_until=_seconds(row.visible_until),
        completions=tuple(data["completions"]),
    )


def documents_after(seq: int) -> Iterator[IndexedDocument]:
    """Yield the documents that changed after a sequence number, of all that are not deleted below 0.

    Read in portions, so that no long query keeps the database from its other work; a document that changes
    meanwhile comes as it is when its portion is read.
    """
    rows = (
        SearchDocument.objects.filter(deleted=False)
        if seq < 0
        else SearchDocument.objects.filter(seq__gt=seq)
    )
    keys = sorted(rows.values_list("key", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = SearchDocument.objects.filter(key__in=keys[start : start + CHUNK]).order_by("key")
        for row in rows.defer(*NOT_INDEXED):
            yield indexed(row)


def newest() -> int:
    """Return the number of the newest batch of changes; every document with it or a lower one is in the table."""
    return cached("search-newest", read_newest)


def read_newest() -> int:
    """Ask the database for the number of the newest batch of changes."""
    return Clock.objects.filter(pk=1).values_list("n", flat=True).first() or 0


def waiting() -> QuerySet[SearchDocument]:
    """Return the rows whose newest state Elasticsearch has not taken yet, and may still take."""
    return SearchDocument.objects.filter(es_seq__lt=F("seq")).exclude(es_seq=-F("seq"))


def refused() -> QuerySet[SearchDocument]:
    """Return the rows whose newest state Elasticsearch will never take."""
    return SearchDocument.objects.filter(es_seq=-F("seq"))


def index_is_current() -> bool:
    """Return whether the index shows every document in its newest state; no query once it does.

    While it does not (the second until the server shows what it took, an outage), its answers would differ
    from those of the embedded engine, and finished pages would be kept with them.
    """
    known = cached("search-index", list)  # empty, or the moment from which on it is current
    if not known:
        if SearchDocument.objects.filter(es_seq__lt=F("seq")).exists():
            return False
        touched = SearchDocument.objects.aggregate(last=Max("updated_at"))["last"]
        known.append(touched + SHOWN_AFTER if touched else timezone.now())
    return timezone.now() >= known[0]


def refresh_statistics() -> list[Vocabulary]:
    """Recompute how common words are in every language; return the vocabularies.

    Counted before the transaction that writes them. Only when a count changed does the clock go on, so that
    every process loads the new ones.
    """
    found = [count_terms(name, _all_terms(rows)) for name, rows in _counted()]
    stored = dict(TermStatistics.objects.values_list("locale", "version"))
    with transaction.atomic():
        if stored != {vocabulary.locale: vocabulary.version for vocabulary in found}:
            changes.tick()
        for vocabulary in found:
            _write(vocabulary)
        TermStatistics.objects.exclude(locale__in=[vocabulary.locale for vocabulary in found]).delete()
    return found


def event_words(locale: str) -> str:
    """Return the name under which the words of events in a language are counted, apart from all others."""
    return f"{locale}-events"


def publication_words(locale: str) -> str:
    """Return the name under which the words of publications are counted, apart from all others, too."""
    return f"{locale}-posts"


def _counted() -> Iterator[tuple[str, QuerySet[SearchDocument]]]:
    """Yield the sets of documents whose words are counted together, by name."""
    alive = SearchDocument.objects.filter(deleted=False)
    published = Q(key__startswith=PREFIX)
    for locale in sorted(set(alive.values_list("locale", flat=True).distinct())):
        rows = alive.filter(locale=locale)
        sets = {
            locale: rows.filter(event=None).exclude(published),
            event_words(locale): rows.exclude(event=None),
            publication_words(locale): rows.filter(published),
        }
        yield from ((name, found) for name, found in sets.items() if found.exists())


def _write(vocabulary: Vocabulary) -> None:
    """Store a vocabulary, and when it was counted."""
    frequencies = {
        "stems": vocabulary.stems,
        "words": vocabulary.words,
        "names": sorted(vocabulary.names),
        "initials": sorted(vocabulary.initials),
    }
    TermStatistics.objects.update_or_create(
        locale=vocabulary.locale,
        defaults={
            "documents": vocabulary.documents,
            "frequencies": frequencies,
            "version": vocabulary.version,
        },
    )


def _all_terms(documents: QuerySet[SearchDocument]) -> Iterator[list[str]]:
    """Yield the terms of every document of a set."""
    keys = sorted(documents.values_list("key", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = SearchDocument.objects.filter(key__in=keys[start : start + CHUNK], deleted=False)
        for data in rows.values_list("data", flat=True):
            yield data["terms"].split("\n") if data["terms"] else []


def load_vocabulary(locale: str) -> Vocabulary:
    """Return the stored vocabulary of a language, an empty one before the first statistics."""
    row = TermStatistics.objects.filter(locale=locale).first()
    if row is None:
        return Vocabulary(locale)
    counts = row.frequencies
    names, initials = (frozenset(counts.get(kind, ())) for kind in ("names", "initials"))
    return Vocabulary(locale, row.documents, counts["stems"], counts["words"], row.version, names, initials)


def statistics_version(locale: str) -> str:
    """Return the version of a language's stored statistics, "" before the first; no query while nothing changes."""
    rows = TermStatistics.objects.filter(locale=locale).values_list("version", flat=True)
    return cached(f"search-statistics-{locale}", lambda: rows.first() or "")


def statistics_are_stale() -> bool:
    """Return whether a tenth of the documents came or went since the last statistics."""
    counted = sum(TermStatistics.objects.values_list("documents", flat=True))
    now = SearchDocument.objects.filter(deleted=False).count()
    return abs(now - counted) * 10 > max(now, counted, 1)


def _seconds(moment: datetime | None) -> int | None:
    """Return a moment in whole unix seconds."""
    return int(moment.timestamp()) if moment else None
