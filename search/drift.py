"""Find what is not as it should be: documents that content says otherwise, an index that the table says otherwise.

Nothing should be: every change is in the journal, every document goes to the index by its version. What slips
through all the same (a bulk update past the signals, a server restored from yesterday) is found here.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from portal import changes

from .analysis import analyser
from .engine_room import room
from .models import SearchDocument
from .projection import digest_of
from .sources import SOURCES, Source, source_of
from .store import read_newest
from .sync import hold_clock

log = logging.getLogger("search.drift")
CHUNK = 50
Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class IndexDrift:
    """Keys of documents that the index lacks, has in another state than noted, or has too many.

    `ahead` are those of which it has a later state than there can be, as after a restored backup of the database:
    no write can mend them, only a new index.
    """

    missing: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.different or self.surplus)


def stale_documents(progress: Progress = silent, besides: Collection[str] = ()) -> dict[str, int]:
    """Return the key of every document that is not as its page or event says, with the id of that.

    Writes nothing and locks nothing. What cannot be projected counts as one; the journal keeps its error. `besides`
    are keys to pass over.
    """
    ids = {source: [pk for pk in source.everything() if source.key(pk) not in besides] for source in SOURCES}
    total, done = sum(map(len, ids.values())), 0
    found: dict[str, int] = {}
    for source, own in ids.items():
        for start in range(0, len(own), CHUNK):
            chunk = own[start : start + CHUNK]
            found |= _stale_of_chunk(source, chunk)
            done += len(chunk)
            progress(done, total)
    return found


def _stale_of_chunk(source: Source, chunk: list[int]) -> dict[str, int]:
    """Compare the documents of some pages or events at once, one by one where that fails."""
    try:
        return _stale_of(source, chunk)
    except DatabaseError:
        raise
    except Exception:
        log.exception(
            "documents of %ss %d to %d cannot be compared at once", source.prefix, chunk[0], chunk[-1]
        )
        return {key: pk for one in chunk for key, pk in _stale_alone(source, one).items()}


def _stale_of(source: Source, ids: list[int]) -> dict[str, int]:
    """Compare the documents of some pages or events by what they hold, not by the digest noted for it."""
    stored = source.stored(ids)
    for row in stored.values():
        row.digest = digest_of(row)
    return {row.key: getattr(row, source.column) for row in source.changed_rows(ids, stored, 0)}


def _stale_alone(source: Source, pk: int) -> dict[str, int]:
    """Compare the document of one page or event."""
    try:
        return _stale_of(source, [pk])
    except DatabaseError:
        raise
    except Exception:
        log.exception("the document of %s %d cannot be made", source.prefix, pk)
        return {source.key(pk): pk}


def outdated_documents() -> dict[str, int]:
    """Return the key of every document that another version of the analysis made, with its page's or event's id."""
    current = analyser(settings.LANGUAGE_CODE).version
    rows = SearchDocument.objects.filter(deleted=False).exclude(analysis_version=current)
    return dict(rows.values_list("key", Coalesce("event_id", "page_id")))


def repair_documents(stale: dict[str, int], progress: Progress = silent) -> None:
    """Project what these documents stand for again, in portions and through the journal like every change."""
    keys = sorted(stale)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with transaction.atomic():
            hold_clock()
            # Without its digest a row is written even if the digest was right and the rest was not.
            SearchDocument.objects.filter(key__in=chunk).update(digest="")
            changes.record_ids(sorted({(source_of(key).label, stale[key]) for key in chunk}))
        progress(min(start + CHUNK, len(keys)), len(keys))
    changes.drain()


def index_drift(index: str | None = None, through: int | None = None) -> IndexDrift:
    """Compare the table with an index (default: the one in use) by key and version; raises EngineUnavailable.

    Only rows are compared that did not change meanwhile and, for the index in use, whose newest state it is
    noted to have; what is on its way is no drift. `through` is the number up to which a new index was filled.
    """
    before = _expected(index, through)
    room.indices.refresh(index)
    found = dict(room.indices.versions(index))
    after = dict(SearchDocument.objects.values_list("key", "seq"))
    steady = {key: state for key, state in before.items() if after.get(key) == state[0]}
    alive = {key for key, (_seq, deleted) in steady.items() if not deleted}
    different = {key for key in alive & found.keys() if found[key] != steady[key][0]}
    surplus = {
        key for key in found.keys() - alive if key in steady or (key not in after and key not in before)
    }
    newest = read_newest()
    return IndexDrift(
        missing=tuple(sorted(alive - found.keys())),
        different=tuple(sorted(different)),
        surplus=tuple(sorted(surplus)),
        ahead=tuple(sorted(key for key in different | surplus if found[key] > newest)),
    )


def _expected(index: str | None, through: int | None) -> dict[str, tuple[int, bool]]:
    """Return version and whether it is deleted of every row whose newest state the index should have."""
    rows = SearchDocument.objects.filter(es_seq=F("seq")) if index is None else SearchDocument.objects.all()
    if through is not None:
        rows = rows.filter(seq__lte=through)
    return {key: (seq, deleted) for key, seq, deleted in rows.values_list("key", "seq", "deleted")}
