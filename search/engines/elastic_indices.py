"""The life of the indices behind the alias: created, filled, swapped in, compared, deleted."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from search.engines.elastic_connection import MAINTENANCE_SECONDS, ElasticConnection
from search.engines.elastic_mapping import index_body

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SCAN_SIZE = 1000
SCAN_KEEP_ALIVE = "1m"


class ElasticIndices:
    """Indices named `<alias>-<analysis version>-<UTC time>`; every method may raise EngineUnavailable."""

    def __init__(self, connection: ElasticConnection, alias: str) -> None:
        self._connection = connection
        self._alias = alias

    def create(self, analysis_version: str, facet_names: Iterable[str], at: datetime) -> str:
        """Create an empty index that nobody reads yet, and return its name."""
        # A hyphen in the version would make the name look like that of another, longer alias.
        version = analysis_version.lower().replace("-", "_")
        name = f"{self._alias}-{version}-{at.astimezone(UTC):%Y%m%d%H%M%S%f}"
        body = index_body(facet_names)
        self._call(lambda client: client.indices.create(index=name, body=body, wait_for_active_shards="1"))
        return name

    def swap_in(self, name: str) -> None:
        """Let the alias stand for this index alone, in one step that no reader or writer can fall into."""
        actions: list[dict] = [{"remove": {"index": old, "alias": self._alias}} for old in self.current()]
        if not actions and self._call(lambda client: client.indices.exists(index=self._alias)):
            # Something wrote before the first rebuild, and the server made an index in the alias's place.
            actions.append({"remove_index": {"index": self._alias}})
        actions.append({"add": {"index": name, "alias": self._alias, "is_write_index": True}})
        self._call(lambda client: client.indices.update_aliases(actions=actions))

    def current(self) -> list[str]:
        """Return the names of the indices behind the alias: one, or none before the first rebuild."""
        rows = self._call(lambda client: client.cat.aliases(name=self._alias, format="json"))
        return [row["index"] for row in rows]

    def delete(self, name: str) -> None:
        """Delete an index, if it exists: one that could not be filled."""
        self._call(lambda client: client.indices.delete(index=name, ignore_unavailable=True))

    def delete_orphans(self) -> list[str]:
        """Delete our indices without any alias, left by earlier or broken rebuilds, and return their names.

        Only one rebuild may run at a time: the index of another one is an orphan until it is swapped in.
        """
        pattern = re.compile(rf"{re.escape(self._alias)}-[^-]+-\d{{20}}")
        answer = self._call(lambda client: client.indices.get_alias(index=f"{self._alias}-*"))
        orphans = sorted(
            name for name, entry in answer.items() if pattern.fullmatch(name) and not entry["aliases"]
        )
        for name in orphans:
            self.delete(name)
        return orphans

    def refresh(self, name: str | None = None) -> None:
        """Make everything written to the index, or to the alias, visible to searches."""
        self._call(lambda client: client.indices.refresh(index=name or self._alias))

    def count(self, name: str | None = None) -> int:
        """Return how many documents the index, or the alias, has as of its last refresh."""
        return self._call(lambda client: client.count(index=name or self._alias))["count"]

    def versions(self, name: str | None = None) -> Iterator[tuple[str, int]]:
        """Yield key and `seq` of every document of the index, or the alias, as of its last refresh."""
        target = name or self._alias
        opened = self._call(
            lambda client: client.open_point_in_time(index=target, keep_alive=SCAN_KEEP_ALIVE)
        )
        pit = opened["id"]
        after = None
        try:
            while hits := self._scan(pit, after):
                yield from ((hit["_id"], hit["_version"]) for hit in hits)
                after = hits[-1]["sort"]
        finally:
            self._call(lambda client: client.close_point_in_time(id=pit))

    def _scan(self, pit: str, after: list | None) -> list[dict]:
        body = {
            "pit": {"id": pit, "keep_alive": SCAN_KEEP_ALIVE},
            "sort": ["_shard_doc"],
            "size": SCAN_SIZE,
            "version": True,
            "_source": False,
            "track_total_hits": False,
        }
        if after is not None:
            body["search_after"] = after
        return self._call(lambda client: client.search(body=body))["hits"]["hits"]

    def _call(self, action: Callable[["Elasticsearch"], Any]) -> Any:
        # Somebody maintains the index on purpose: worth a try even if the portal's searches just failed.
        return self._connection.call(action, MAINTENANCE_SECONDS, insist=True).body
