"""Where alliances work, going by their public records: who covers a place, the closest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.content_cache import cached
from portal.restrictions import is_restricted

from .models import SearchDocument


@dataclass(frozen=True)
class AllianceArea:
    """A public alliance: its document's key, the areas it works in, its topics, and what a result shows of it.

    One that names no area works in the districts it sits in.
    """

    key: str
    register_id: str
    title: str
    areas: frozenset[str]
    topics: frozenset[str]
    shown: Mapping[str, Any]

    def level(self, keys: Sequence[str]) -> int | None:
        """Return how far up these keys (from near to far) the alliance covers them, None for not at all."""
        return next((level for level, key in enumerate(keys) if key in self.areas), None)

    def works_on(self, slugs: Sequence[str]) -> bool:
        """Return whether the alliance has one of these topics."""
        return not self.topics.isdisjoint(slugs)


def covering(keys: Sequence[str]) -> list[tuple[int, AllianceArea]]:
    """Return who covers a place, given with what is above it from near to far: how far up, the closest first."""
    levels = [(level, one) for one in alliances() if (level := one.level(keys)) is not None]
    return sorted(levels, key=lambda pair: pair[0])


def alliances() -> tuple[AllianceArea, ...]:
    """Return every public alliance by title; one query after a change of content."""
    return cached("alliance-areas", _read)


def _read() -> tuple[AllianceArea, ...]:
    """Read the alliances from the documents of public pages."""
    rows = SearchDocument.objects.filter(deleted=False, type="alliance", page__live=True)
    fields = ("page__path", "key", "register_id", "title", "data__areas", "shown")
    return tuple(
        AllianceArea(
            key,
            register_id,
            title,
            frozenset(areas or shown.get("districts", ())),
            frozenset(shown.get("topics", ())),
            shown,
        )
        for path, key, register_id, title, areas, shown in rows.order_by("title", "register_id").values_list(
            *fields
        )
        if not is_restricted(path)
    )
