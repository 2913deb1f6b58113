"""What the template of a job posting reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.view_models import DateTile, Link
from publications.own.view_models import Fact
from publications.records.postings import ContactFact


@dataclass(frozen=True)
class ContactGroup:
    """Ways to reach somebody about one thing."""

    heading: str
    contacts: Sequence[ContactFact]


@dataclass(frozen=True)
class PostingView:
    """A posting as its page shows it; `date` is the last day, None where there is none."""

    title: str
    kicker: str
    summary: str
    tile: str
    owner: Link | None
    end: str
    date: DateTile | None
    body: Any
    facts: Sequence[Fact]
    how_heading: str
    how_to_apply: str
    papers: Sequence[str]
    interviews: Sequence[str]
    contacts: Sequence[ContactGroup]
    topics: Sequence[Link]
    is_protected: bool
    write_url: str = ""
    published: str = ""
    previous: Link | None = None
    following: Link | None = None
    all: Link | None = None
