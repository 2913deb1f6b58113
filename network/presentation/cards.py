"""Cards of alliances in lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.tiles import Tile
from portal.view_models import Link, Message

INNER_SHOWN = 6


@dataclass(frozen=True)
class AllianceCard:
    """An alliance in a list: name, summary, the tiles of four members, what it is part of and what is within it."""

    name: str
    url: str
    summary: str
    tiles: tuple[Tile, ...]
    tint: Tile
    member_count: int
    since_label: str = ""
    seat_label: str = ""
    lang: str = ""
    parents: tuple[Link, ...] = ()
    inner: tuple[Link, ...] = ()
    inner_more: int = 0


@dataclass(frozen=True)
class CardListing:
    """The head of a list of cards."""

    heading: str
    introduction: str
    cloth: tuple[Tile, ...]
    total: int
    tint: Tile = Tile(4, 0, 0, 0)
    messages: Sequence[Message] = ()
    pagination: None = None
    search: None = None
