"""`manage.py search_rebuild`: make documents, statistics and index anew while the portal goes on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.progress import progress_bar
from search.engines.base import EngineUnavailable
from search.indexing import AlreadyRunning
from search.rebuild import rebuild


class Command(BaseCommand):
    """Rebuilds what the search has."""

    help = (
        "Compare every search document with its page, count words, and fill a new index on Elasticsearch "
        "where there is one. The portal goes on meanwhile; nothing that is saved is lost."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what it came to."""
        try:
            done = rebuild(lambda label: progress_bar(self.stdout, label))
        except AlreadyRunning:
            raise CommandError("Another rebuild is running.") from None
        except EngineUnavailable as error:
            raise CommandError(f"Documents are up to date, the index is as it was: {error}") from None
        self.stdout.write(f"{done.documents} documents, {done.corrected} of them corrected.")
        if done.index is None:
            self.stdout.write("No Elasticsearch: the embedded engine follows by itself.")
            return
        self.stdout.write(f"Index {done.index.name}: {done.index.documents} documents.")
        if done.index.refused:
            raise CommandError(f"Elasticsearch refused: {', '.join(done.index.refused)}")
