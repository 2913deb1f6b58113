"""What the demo consists of, and the permanent ids by which its rows are known again."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

from network.exchange.reading import RawList, RawRow, read_list

FOLDER = Path(__file__).parent
# Every organisation whose register id begins so belongs to the demo, whoever made it.
PREFIX = "demo-"
NETWORK = "demo-netzwerk-weltoffen-sachsen"
# The day the portal of the story opened; stands wherever no better date is told.
OPENED = datetime(2024, 9, 2, 8, 0, tzinfo=UTC)
_NAMESPACE = UUID("6f1c2b54-7b0e-4a53-9d0a-3c7e1f2a9b10")


@dataclass(frozen=True)
class DemoPage:
    """A page of text: `key` joins its translations, a line of `body` that begins with "## " is a heading."""

    language: str
    key: str
    slug: str
    title: str
    intro: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class DemoIntroduction:
    """Prose about a topic, by its slug, or a region, by its key; `body` is written as in a page of text."""

    language: str
    lead: str
    body: tuple[str, ...]
    topic: str = ""
    region: str = ""

    @property
    def key(self) -> str:
        """Return what it is about, and in which language."""
        return f"introduction:{self.topic or self.region}:{self.language}"


def permanent_id(what: str) -> UUID:
    """Return the id of something in the demo, the same on every machine."""
    return uuid5(_NAMESPACE, what)


@cache
def pages() -> tuple[DemoPage, ...]:
    """Return the texts of the fixed pages, those in German first."""
    stored = json.loads((FOLDER / "pages.json").read_text(encoding="utf-8"))
    return tuple(
        DemoPage(language, **{**page, "body": tuple(page["body"])})
        for language in sorted(stored)
        for page in stored[language]
    )


def page(language: str, key: str) -> DemoPage:
    """Return one page; raises StopIteration for one that is not there."""
    return next(one for one in pages() if (one.language, one.key) == (language, key))


def register() -> RawList:
    """Return the rows of every organisation, alliances first because memberships refer to them."""
    rows: list[RawRow] = []
    for name in ("alliances.jsonl", "organisations.jsonl"):
        offset = len(rows)
        rows += [RawRow(row.line + offset, row.cells, row.problems) for row in read_list(FOLDER / name).rows]
    return RawList(rows)
