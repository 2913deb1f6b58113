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

from portal import changes

from .analysis import analyser
from .engine_room import room
from .models import SearchDocument
from .projection import PAGE, changed_rows, digest_of, everything
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


def stale_documents(progress: Progress = silent, besides: Collection[int] = ()) -> dict[str, int]:
    """Return key and page of every document that is not as its page says; writes nothing and locks nothing.

    A page that cannot be projected counts as one; the journal keeps its error. `besides` are pages to pass over.
    """
    ids = [page for page in everything() if page not in besides]
    found: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        try:
            found |= _stale_of(chunk)
        except DatabaseError:
            raise
        except Exception:
            log.exception("documents of pages %d to %d cannot be compared at once", chunk[0], chunk[-1])
            for page in chunk:
                found |= _stale_alone(page)
        progress(min(start + CHUNK, len(ids)), len(ids))
    return found


def _stale_of(pages: list[int]) -> dict[str, int]:
    """Compare the documents of some pages by what they hold, not by the digest noted for it."""
    stored = {row.key: row for row in SearchDocument.objects.filter(page_id__in=pages)}
    for row in stored.values():
        row.digest = digest_of(row)
    return {row.key: row.page_id for row in changed_rows(pages, stored, n=0)}


def _stale_alone(page: int) -> dict[str, int]:
    """Compare the document of one page."""
    try:
        return _stale_of([page])
    except DatabaseError:
        raise
    except Exception:
        log.exception("the document of page %d cannot be made", page)
        return {f"page:{page}": page}


def outdated_documents() -> dict[str, int]:
    """Return key and page of every document that another version of the analysis made."""
    current = analyser(settings.LANGUAGE_CODE).version
    rows = SearchDocument.objects.filter(deleted=False).exclude(analysis_version=current)
    return dict(rows.values_list("key", "page_id"))


def repair_documents(stale: dict[str, int], progress: Progress = silent) -> None:
    """Project the pages of these documents again, in portions and through the journal like every change."""
    keys = sorted(stale)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with transaction.atomic():
            hold_clock()
            # Without its digest a row is written even if the digest was right and the rest was not.
            SearchDocument.objects.filter(key__in=chunk).update(digest="")
            changes.record_ids((PAGE, page) for page in sorted({stale[key] for key in chunk}))
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
