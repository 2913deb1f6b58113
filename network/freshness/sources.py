"""What wants confirming: things that organisations own, from whichever app keeps them.

The facts of a page are a source (`facts`); a later app registers its own, such as series of dates.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.crypto import salted_hmac

from portal import changes
from portal.models import User
from portal.registries import Registry


@dataclass(frozen=True)
class Ending:
    """A part of an item that can be ended by itself, such as one of several offers."""

    key: str
    words: str


@dataclass(frozen=True)
class Item:
    """A thing that an organisation owns, cut to what everybody may see, with when it wants confirming next.

    `key` begins with the name of its source; `state` differs whenever anything of it changed, hidden parts too.
    """

    key: str
    organisation_id: int
    label: str
    lines: tuple[str, ...]
    state: str
    due_on: date
    confirmed_on: date | None = None
    can_end: bool = False
    endings: tuple[Ending, ...] = ()
    edit_path: str = ""
    url: str = ""


class Source(Protocol):
    """Where items come from."""

    def due(self, day: date) -> dict[int, set[str]]:
        """Return the keys of what wants confirming by a day, by organisation; few queries, however many there are."""

    def items(self, organisations: Collection[int]) -> Iterable[Item]:
        """Yield everything that these organisations own, due or not."""

    def confirm(self, keys: Collection[str], today: date, by: User | None) -> None:
        """Note that all of this is right."""

    def end(self, item: Item, endings: Collection[str], today: date, by: User | None) -> str:
        """End an item, or these parts of it; return "" if that is done, else what the office is asked to do."""


sources = Registry("source of what wants confirming")


def due_by(day: date) -> dict[int, set[str]]:
    """Return the keys of everything that wants confirming by a day, by organisation."""
    found: dict[int, set[str]] = {}
    for source in sources:
        for organisation, keys in source.due(day).items():
            found.setdefault(organisation, set()).update(keys)
    return found


def items_of(organisations: Collection[int]) -> dict[int, list[Item]]:
    """Return everything that organisations own, by organisation, what wants confirming first before the rest."""
    found: dict[int, list[Item]] = {key: [] for key in organisations}
    with changes.reading_once():
        for source in sources:
            for item in source.items(organisations):
                found[item.organisation_id].append(item)
    return {key: sorted(items, key=lambda item: item.due_on) for key, items in found.items()}


def confirm(items: Iterable[Item], today: date, by: User | None) -> None:
    """Note that these items are right."""
    by_source: dict[str, list[str]] = {}
    for item in items:
        by_source.setdefault(_source_name(item.key), []).append(item.key)
    for name, keys in by_source.items():
        sources[name].confirm(keys, today, by)


def end(item: Item, endings: Collection[str], today: date, by: User | None) -> str:
    """End an item or parts of it; return what is left for the office to do, "" for nothing."""
    return sources[_source_name(item.key)].end(item, endings, today, by)


def state_of(*parts: Any) -> str:
    """Return a text that differs when plain values differ; keyed, because hidden numbers can be guessed."""
    plain = json.dumps(parts, sort_keys=True, cls=DjangoJSONEncoder, default=str)
    return salted_hmac("network.freshness.state", plain, algorithm="sha256").hexdigest()[:32]


def _source_name(key: str) -> str:
    """Return the name under which the source of a key is registered."""
    return key.partition(":")[0]
