"""Read the search documents for the engines, and keep the statistics of words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max

from .models import SearchDocument, TermStatistics
from .types import IndexedDocument
from .vocabulary import Vocabulary, count_terms

CHUNK = 500


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


def documents_after(seq: int, through: int | None = None) -> Iterator[IndexedDocument]:
    """Yield the documents that changed after a sequence number, in its order, without loading all at once."""
    rows = SearchDocument.objects.filter(seq__gt=seq)
    if seq < 0:
        rows = SearchDocument.objects.filter(deleted=False)
    if through is not None:
        rows = rows.filter(seq__lte=through)
    for row in rows.order_by("seq", "key").iterator(CHUNK):
        yield indexed(row)


def newest_seq() -> int:
    """Return the highest sequence number of any document."""
    return SearchDocument.objects.aggregate(newest=Max("seq"))["newest"] or 0


def refresh_statistics() -> list[Vocabulary]:
    """Recompute how common words are in every language; return the new vocabularies."""
    found = []
    locales = SearchDocument.objects.filter(deleted=False).values_list("locale", flat=True).distinct()
    for locale in sorted(set(locales)):
        rows = SearchDocument.objects.filter(deleted=False, locale=locale)
        vocabulary = count_terms(locale, _terms(rows.values_list("data", flat=True).iterator(CHUNK)))
        TermStatistics.objects.update_or_create(
            locale=locale,
            defaults={
                "documents": vocabulary.documents,
                "frequencies": {"stems": vocabulary.stems, "words": vocabulary.words, "names": sorted(vocabulary.names)},
                "version": vocabulary.version,
            },
        )
        found.append(vocabulary)
    TermStatistics.objects.exclude(locale__in=[vocabulary.locale for vocabulary in found]).delete()
    return found


def _terms(rows: Iterable[dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the terms of stored documents."""
    for data in rows:
        yield data["terms"].split("\n") if data["terms"] else []


def load_vocabulary(locale: str) -> Vocabulary:
    """Return the stored vocabulary of a language, an empty one before the first statistics."""
    row = TermStatistics.objects.filter(locale=locale).first()
    if row is None:
        return Vocabulary(locale)
    return Vocabulary(locale, row.documents, row.frequencies["stems"], row.frequencies["words"], row.version, frozenset(row.frequencies.get("names", ())))


def statistics_are_stale() -> bool:
    """Return whether a tenth of the documents came or went since the last statistics."""
    counted = sum(TermStatistics.objects.values_list("documents", flat=True))
    now = SearchDocument.objects.filter(deleted=False).count()
    return abs(now - counted) * 10 > max(now, counted, 1)


def _seconds(moment: datetime | None) -> int | None:
    """Return a moment in whole unix seconds."""
    return int(moment.timestamp()) if moment else None
