"""Rows of a made-up kind, for tests of what all lists share."""

from datetime import UTC, date, datetime, timedelta

from network.filters.kinds import FilterKind
from portal.list_models import Entry
from portal.view_models import Segment
from publications.lists.kinds import BY_END, NEWEST, ListKind, Words
from publications.lists.rows import Row, folded

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def row(pk, title="", **fields):
    title = title or f"Sache {pk}"
    fields.setdefault("words", folded(title))
    fields.setdefault("published_on", date(2026, 11, 1) + timedelta(days=pk % 28))
    return Row(pk, title, **fields)


def kind(*rows, name="things"):
    return ListKind(
        name,
        "network.DirectoryPage",
        "stellen",
        Words(lambda n: f"{n} things", "Nothing", "Empty", "Things"),
        lambda: rows,
        lambda ids, now: [Entry(f"/{pk}/", (Segment(str(pk)),)) for pk in ids],
        lambda ids: [],
        (FilterKind("art", "Kind", lambda: {"a": "A", "b": "B"}, keeps_order=True),),
        (BY_END, NEWEST),
    )
