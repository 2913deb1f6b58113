"""Where an event and its source differ, for the editors: what the source says, what we say, and taking it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.models import Event, FeedItem, Venue
from events.models.feeds import FeedItemState
from events.series import Editor

from . import writing
from .comparing import Memory, decided, same, values_of
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


def source_of(event: Event) -> FeedItem | None:
    """Return what a feed remembers of an event, None where it has no feed."""
    items = event.feed_items.filter(state__in=PRESENT).exclude(seen={}).select_related("feed")
    return items.order_by("pk").first()


def differences(event: Event) -> tuple[Difference, ...]:
    """Return where the newest draft of an event says something else than its source, in words where it can.

    Where a source says nothing, such as about a place, nothing differs.
    """
    item = source_of(event)
    if item is None:
        return ()
    said, now = memory_of(item).said, values_of(_draft(event))
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
    item = source_of(event)
    draft = _draft(event)
    if item is None:
        return draft
    memory, now, before = memory_of(item), values_of(draft), event.schedule
    taken = set(fields)
    free = {name: now.get(name) for name in taken}
    decision = decided(memory.said, Memory(memory.said, {**memory.written, **free}, memory.kept - taken), now)
    if decision.writes:
        writing.write(draft, decision)
        revision = draft.save_revision(user=editor.user, log_action=True)
        if editor.publishes:
            # Wagtail asks for the model's permission; whoever made the `Editor` asked for the row's.
            revision.publish(user=editor.user, skip_permission_checks=True)
            writing.follow_dates(event, before)
    item.kept_fields = sorted(decision.kept)
    item.seen["written"] = written_otherwise(dict(memory.said), values_of(draft), decision.kept)
    item.save(update_fields=["kept_fields", "seen"])
    return draft
