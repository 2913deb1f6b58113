"""Cards of alliances in lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.tiles import Tile
from portal.view_models import Message


@dataclass(frozen=True)
class AllianceCard:
    """An alliance in a list: name, summary, the tiles of four members."""

    name: str
    url: str
    summary: str
    tiles: tuple[Tile, ...]
    tint: Tile
    member_count: int
    since_label: str = ""
    seat_label: str = ""
    lang: str = ""


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
