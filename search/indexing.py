"""The index on Elasticsearch as a whole: is it there and of this version, make a new one, mend the one there is."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal import changes
from portal.exclusive import exclusively

from .analysis import analyser
from .drift import IndexDrift, Progress, index_drift, silent
from .engine_room import room
from .engines.base import DocumentsRejected, EngineUnavailable
from .engines.elastic_connection import READ_SECONDS
from .engines.elastic_mapping import index_body
from .models import SearchDocument
from .query import FACETS
from .store import documents_after, read_newest
from .sync import drain, hold_clock
from .types import IndexedDocument

MOST_CATCH_UPS = 20
REFUSED_SHARE = 20


class AlreadyRunning(Exception):
    """Another process is making a new index."""


@dataclass(frozen=True)
class Filled:
    """A new index in use: its name, how many documents were sent to it, and the keys of those it refused."""

    name: str
    documents: int
    refused: tuple[str, ...] = ()


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one who makes a new index; raises AlreadyRunning. The lock ends with its process."""
    with exclusively("search-rebuild") as is_mine:
        if not is_mine:
            raise AlreadyRunning
        yield


def version() -> str:
    """Return what an index must have been made with: the version of the analysis and of the mapping."""
    mapping = json.dumps(index_body(FACETS), sort_keys=True)
    return f"{analyser(settings.LANGUAGE_CODE).version}_{sha256(mapping.encode()).hexdigest()[:8]}"


def reason_for_new_index() -> str:
    """Return why a new index is needed, "" if it is not; raises EngineUnavailable within a second or two."""
    # A server that hangs is found out here, before the calls that have patience with it.
    room.connection.call(lambda client: client.info()["version"], READ_SECONDS, insist=True)
    names = room.indices.current()
    if len(names) != 1:
        return "there is no index"
    is_of_this_version = names[0].startswith(f"{settings.ELASTICSEARCH_PREFIX}-{version()}-")
    return "" if is_of_this_version else "the index is of another version"


def fill_new_index(progress: Progress = silent) -> Filled:
    """Make an index of the whole table and put it in the place of the present one; call it `alone`.

    Readers and writers use the present one until then. Nothing written meanwhile is lost: the new one catches up
    by number until nothing is newer, and once more after the swap with what went to the old one in between.
    Raises EngineUnavailable and deletes the new index if it cannot be filled.
    """
    indices = room.indices
    filling = _Filling(indices.create(version(), FACETS, timezone.now()), progress)
    try:
        filling.fill()
        filling.catch_up()
        filling.verify()
        indices.swap_in(filling.name)
    except BaseException:
        with suppress(EngineUnavailable):
            indices.delete(filling.name)
        raise
    _note_everything(filling.through, filling.refused)
    filling.catch_up()
    drain()
    indices.delete_orphans()
    return Filled(filling.name, filling.written, tuple(sorted(filling.refused)))


class _Filling:
    """A new index on its way: `through` is the number of the clock up to which it has everything."""

    def __init__(self, name: str, progress: Progress) -> None:
        self.name = name
        self.through = -1
        self.written = 0
        self.refused: set[str] = set()
        self._progress = progress

    def fill(self) -> None:
        """Write every document that is not deleted."""
        self._total = SearchDocument.objects.filter(deleted=False).count()
        self._write_after(-1)
        self._progress(self._total, self._total)

    def catch_up(self) -> None:
        """Write what changed since, again and again until nothing did."""
        for _round in range(MOST_CATCH_UPS):
            if read_newest() == self.through:
                return
            self._write_after(self.through)

    def verify(self) -> None:
        """Raise EngineUnavailable unless the index has what the table has, but for a few refused documents."""
        drift = index_drift(self.name, self.through)
        lacking = {*drift.missing, *drift.different, *drift.surplus} - self.refused
        if lacking or len(self.refused) > max(1, self._total // REFUSED_SHARE):
            raise EngineUnavailable(
                f"the new index is not complete: {len(lacking)} documents lack, {len(self.refused)} were refused"
            )

    def _write_after(self, seq: int) -> None:
        through = read_newest()
        sent: set[str] = set()
        try:
            room.elastic.apply(self._counted(seq, sent), index=self.name)
        except DocumentsRejected as error:
            self.refused = self.refused - sent | set(error.keys)
        else:
            self.refused -= sent
        self.through = through

    def _counted(self, seq: int, sent: set[str]) -> Iterator[IndexedDocument]:
        for document in documents_after(seq):
            yield document
            sent.add(document.key)
            self.written += 1
            if self.written < self._total:
                self._progress(self.written, self._total)


def _note_everything(through: int, refused: Collection[str]) -> None:
    """Note what the new index has; what came after `through` may have gone to the old one and is sent again."""
    rows = SearchDocument.objects.filter(seq__lte=through)
    with transaction.atomic():
        hold_clock()
        rows.exclude(key__in=refused).update(es_seq=F("seq"))
        rows.filter(key__in=refused).update(es_seq=-F("seq"))
        SearchDocument.objects.filter(seq__gt=through).update(es_seq=0)


def repair_index(drift: IndexDrift) -> None:
    """Make the index in use equal to the table again; raises EngineUnavailable, AlreadyRunning.

    What differs is sent under a new number, which wins over whatever the server has; a new index is the last resort.
    """
    if not drift.ahead:
        _send_again(drift)
        if not index_drift():
            return
    with alone():
        fill_new_index()


def _send_again(drift: IndexDrift) -> None:
    """Send documents that differ, and delete those that nobody knows."""
    rows = SearchDocument.objects.filter(key__in=[*drift.missing, *drift.different, *drift.surplus])
    with transaction.atomic():
        n = changes.tick()
        unknown = set(drift.surplus).difference(rows.values_list("key", flat=True))
        rows.update(seq=n, es_seq=0)
    room.elastic.apply(IndexedDocument(key, n, "", "", "", "", deleted=True) for key in sorted(unknown))
    drain()
