"""Where an event and its source differ, for the editors: what the source says, what we say, and taking it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.models import Event, FeedItem, Venue
from events.models.feeds import FeedItemState
from events.series import Editor

from . import writing
from .comparing import Memory, Values, decided, only_dates, same, values_of
from .content import DATE
from .continuing import parts_of
from .pieces import piece_of
from .reading import memory_of, written_otherwise
from .wording import field_words

PRESENT = (FeedItemState.ACTIVE, FeedItemState.MISSING, FeedItemState.GONE)


@dataclass(frozen=True)
class Difference:
    """A field that source and event tell differently; values as `comparing.values_of` has them."""

    field: str
    label: str
    source: Any
    ours: Any


@dataclass(frozen=True)
class Source:
    """What a feed remembers of an event, and what it says of it: of a part of a split series, that part only."""

    item: FeedItem
    said: Values
    is_part: bool
    is_first: bool

    @property
    def memory(self) -> Memory:
        """Return what was written from the source, as far as this part goes."""
        whole = memory_of(self.item)
        if not self.is_part:
            return whole
        written = whole.written if self.is_first else {**whole.written, **only_dates(whole.said)}
        return Memory(self.said, written, (whole.kept if self.is_first else frozenset()) | {"dates"})


def source_of(event: Event) -> Source | None:
    """Return what the feed of an event says, None where it has no feed."""
    parts = parts_of(event)
    items = parts[0].feed_items.filter(state__in=PRESENT).exclude(seen={}).select_related("feed")
    item = items.order_by("pk").first()
    if item is None:
        return None
    said, is_first = memory_of(item).said, event == parts[0]
    if len(parts) == 1:
        return Source(item, said, is_part=False, is_first=True)
    part = next(one for one in parts if one == event)
    without = {name: value for name, value in said.items() if not name.startswith(("dates", DATE))}
    return Source(item, piece_of(said, part, parts) or without, is_part=True, is_first=is_first)


def differences(event: Event) -> tuple[Difference, ...]:
    """Return where the newest draft of an event says something else than its source, in words where it can.

    Where a source says nothing, such as about a place, nothing differs.
    """
    source = source_of(event)
    if source is None:
        return ()
    said, now = source.said, values_of(_draft(event))
    if "dates" not in said:  # a part of a series that the source does not have any more
        now = {name: value for name, value in now.items() if name in said}
    names = [name for name in said.keys() | now.keys() if not same(name, now.get(name), said.get(name))]
    told = (name for name in names if said.get(name) or name.startswith("date"))
    return tuple(
        Difference(name, field_words(name), _shown(name, said.get(name)), _shown(name, now.get(name)))
        for name in sorted(told)
    )


def _draft(event: Event) -> Event:
    """Return the newest draft of an event, whatever the given object knows of it."""
    return Event.objects.get(pk=event.pk).get_latest_revision_as_object()


def _shown(name: str, value: Any) -> Any:
    """Return a value as it is shown: a venue by its name."""
    if name == "place" and value is not None:
        return str(Venue.objects.filter(pk=value).first() or "")
    return value


@transaction.atomic
def take_source(event: Event, fields: Iterable[str], editor: Editor) -> Event:
    """Let some fields of an event be as its source says them, from now on again; return the draft.

    Published where the editor may. The dates of a series take along what differs at single ones, and whoever
    registered for them once they are public.
    """
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    source, draft = source_of(event), event.get_latest_revision_as_object()
    if source is None:
        return draft
    memory, now, before = source.memory, values_of(draft), event.schedule
    taken = set(fields)
    free = {name: now.get(name) for name in taken}
    decision = decided(source.said, Memory(memory.said, {**memory.written, **free}, memory.kept - taken), now)
    if decision.writes:
        writing.write(draft, decision)
        revision = draft.save_revision(user=editor.user, log_action=True)
        if editor.publishes:
            # Wagtail asks for the model's permission; whoever made the `Editor` asked for the row's.
            revision.publish(user=editor.user, skip_permission_checks=True)
            writing.follow_dates(event, before)
    if source.is_first:
        _remember(source, draft, decision.kept)
    return draft


def _remember(source: Source, draft: Event, kept: frozenset[str]) -> None:
    """Note what stands in an event now; when a part of a split series takes place stays ours to say."""
    kept = kept | {"dates"} if source.is_part else kept
    item = source.item
    item.kept_fields = sorted(kept)
    item.seen["written"] = written_otherwise(dict(memory_of(item).said), values_of(draft), kept)
    item.save(update_fields=["kept_fields", "seen"])
