"""What the template of a deadline reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.view_models import DateTile, Link
from publications.own.view_models import Fact


@dataclass(frozen=True)
class DeadlineView:
    """A deadline as its page shows it; `date` is the last day."""

    title: str
    kicker: str
    summary: str
    tile: str
    date: DateTile | None
    body: Any
    facts: Sequence[Fact]
    how_heading: str
    how_to_apply: str
    info_url: str
    owner: Link | None
    topics: Sequence[Link]
    end: str
    previous: Link | None = None
    following: Link | None = None
    all: Link | None = None
