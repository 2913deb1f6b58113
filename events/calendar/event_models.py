"""What the templates of an event and of a date read."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.tiles import Tile
from portal.view_models import Badge, DateTile, Link, Message, PageLanguage, Picture

from .view_models import DayBlock, EventRow


@dataclass(frozen=True)
class Host:
    """Somebody who invites, with tile and page where there is one."""

    name: str
    url: str = ""
    tile: str = ""


@dataclass(frozen=True)
class Fact:
    """A fact of an event: its label and one or several lines."""

    label: str
    lines: Sequence[str]
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class EventView:
    """An event, or one of its dates, as its page shows it."""

    title: str
    kicker: str
    lead: str
    tint: Tile | None
    tile: str
    date: DateTile
    language: PageLanguage | None
    summary: str
    description: str
    date_note: str
    notices: Sequence[Message]
    facts: Sequence[Fact]
    hosts: Sequence[Host]
    alliance: Host | None
    programme: Link | None
    topics: Sequence[Link]
    picture: Picture | None
    credit: str
    rule: str
    dates: Sequence[EventRow]
    all_dates: Link | None
    parts: Sequence[DayBlock]
    series: Link | None
    previous: Link | None
    following: Link | None
    downloads: Sequence[Link]
    share_url: str
    report_url: str
    changed: str
    badges: Sequence[Badge] = ()

    @property
    def has_words(self) -> bool:
        """Return whether there is more to read than facts."""
        return bool(self.picture or self.description or self.summary or self.date_note)
