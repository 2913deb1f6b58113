"""Make everything the search has anew: documents, statistics of words, and the index where there is one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from . import store
from .drift import Progress, outdated_documents, repair_documents, silent, stale_documents
from .elastic_access import is_configured
from .indexing import Filled, alone, fill_new_index

Bar = Callable[[str], AbstractContextManager[Progress]]


@dataclass(frozen=True)
class Rebuilt:
    """How many documents were not as their pages say, and the new index, None without Elasticsearch."""

    corrected: int
    documents: int
    index: Filled | None = None


@contextmanager
def no_bar(label: str) -> Iterator[Progress]:
    """Give a progress that shows nothing."""
    yield silent


def rebuild(bar: Bar = no_bar) -> Rebuilt:
    """Rebuild while the portal goes on; raises AlreadyRunning, and EngineUnavailable after all but the index.

    Documents are compared first and only those that differ are written, in short transactions of the journal: no
    lock is held for long, and a rebuild without need changes nothing.
    """
    with alone():
        corrected = project_everything(bar)
        store.refresh_statistics()
        documents = store.SearchDocument.objects.filter(deleted=False).count()
        if not is_configured():
            return Rebuilt(corrected, documents)
        with bar("Index") as progress:
            return Rebuilt(corrected, documents, fill_new_index(progress))


def project_everything(bar: Bar = no_bar) -> int:
    """Bring every document up to date with its page or event; return how many were not.

    What another analysis made is written anew at once, which takes as long as comparing it.
    """
    stale = outdated_documents()
    if stale:
        with bar("Analysis") as progress:
            repair_documents(stale, progress)
    with bar("Documents") as progress:
        different = stale_documents(progress, besides=frozenset(stale))
    if different:
        with bar("Corrections") as progress:
            repair_documents(different, progress)
    return len({*stale, *different})
