"""Events that a source named before and of which it now says something else, or which are there again."""

import logging
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from events.choices import EventStatus
from events.models import Event, FeedItem
from events.models.curation import QueueKind
from events.models.feeds import FeedItemState

from . import writing
from .comparing import Decision, Memory, Values, decided, only_dates, same, values_of
from .content import DATE, dates_value
from .continuing import continuations
from .identity import Identified
from .pieces import piece_of
from .reading import Reading, is_taken_down, line_of, memory_of, next_start
from .report import Line, Outcome, Remark

log = logging.getLogger("events.imports")


def change(reading: Reading, one: Identified, item: FeedItem) -> Line:
    """Bring an event in step with its source within a savepoint; whatever goes wrong costs this one."""
    try:
        with transaction.atomic():
            return _change(reading, one, item)
    except Exception as error:
        log.error("event of feed %s not changed: %s", reading.feed.pk, type(error).__name__, exc_info=True)
        return line_of(Outcome.FAILED, one, remarks=(Remark(gettext_noop("It could not be saved.")),))


def _change(reading: Reading, one: Identified, item: FeedItem) -> Line:
    """Bring an event in step with its source, as far as it is not deleted, locked, open, or changed here."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).filter(pk=item.event_id).first()
    if event is None:
        return _leave_deleted(reading, one, item)
    if hindrance := reading.hindrance(event):
        reading.seen.append(item.pk)
        return line_of(hindrance, one)
    draft = event.get_latest_revision_as_object()
    values = reading.resolved(one.content, item.seen)
    memory, parts = memory_of(item), continuations(event)
    if parts:  # else the first part would become the whole series again
        memory = replace(memory, kept=memory.kept | {"dates"})
    decision = decided(values, memory, values_of(draft))
    is_back = item.state != FeedItemState.ACTIVE
    line = _line(one, _outcome(event, decision, is_back), decision)
    if reading.options.is_dry:
        return line
    if decision.writes:
        _save(reading, event, draft, decision, is_back)
    if missed := _cancelled_in_vain(values, memory, decision):
        writing.ask(event, QueueKind.CHANGED, missed)
    for part in parts:
        _follow(reading, part, values, memory, is_back)
    if parts and not same("dates", values["dates"], memory.said.get("dates")):
        _ask_about_dates(reading, [event, *parts], values)
    if is_back:
        writing.settle(event, [QueueKind.MISSING], reading.now, "done")
        item.state = FeedItemState.ACTIVE
    reading.remember(item, one.content, values, draft, decision.kept)
    item.save()
    return line


def _follow(reading: Reading, part: Event, values: Values, memory: Memory, is_back: bool) -> None:
    """Bring a part that was split off in step with the source of the whole, as far as its own dates go.

    When the whole takes place is not for the part; what cannot be written now is put before the editors.
    """
    draft = part.get_latest_revision_as_object()
    # What was said of its dates was written into the part, not into what is left of the first one.
    written = {**memory.written, **only_dates(memory.said)}
    decision = decided(values, Memory(memory.said, written, frozenset({"dates"})), values_of(draft))
    hindrance = reading.hindrance(part)
    if hindrance is Outcome.FOREIGN:
        return
    missed = list(decision.writes) if hindrance else _cancelled_in_vain(values, memory, decision)
    if decision.writes and not hindrance:
        if part.live:
            _save(reading, part, draft, decision, is_back)
        else:  # split in a draft: what is public still holds its dates
            writing.save_draft(draft, lambda version: writing.write(version, decision))
    if missed:
        writing.ask(part, QueueKind.CHANGED, missed)


def _ask_about_dates(reading: Reading, parts: list[Event], values: Values) -> None:
    """Put before the editors which parts of a split series its source now sees at other times."""
    for part in parts:
        piece = piece_of(values, part, parts)
        is_as_said = piece is not None and same("dates", dates_value(part.schedule), piece["dates"])
        is_ours = reading.hindrance(part) is not Outcome.FOREIGN
        if is_ours and not is_as_said and next_start(part.schedule, reading.now) is not None:
            writing.ask(part, QueueKind.CHANGED, ["dates"])


def _leave_deleted(reading: Reading, one: Identified, item: FeedItem) -> Line:
    """Leave an event alone that somebody here deleted."""
    if not reading.options.is_dry:
        item.state = FeedItemState.IGNORED
        item.save(update_fields=["state"])
    return line_of(Outcome.IGNORED, one)


def _cancelled_in_vain(values: Values, memory: Memory, decision: Decision) -> list[str]:
    """Return what the source newly calls off and an editor's words keep as it is; somebody must look at that."""

    def is_cancelled(value: Any) -> bool:
        status = value.get("status") if isinstance(value, dict) else value
        return status == EventStatus.CANCELLED

    names = (name for name in decision.kept if name == "status" or name.startswith(DATE))
    return [
        name for name in names if is_cancelled(values.get(name)) and not is_cancelled(memory.said.get(name))
    ]


def _outcome(event: Event, decision: Decision, is_back: bool) -> Outcome:
    """Return how a change is called."""
    if is_back:
        return Outcome.RESTORED
    if decision.writes:
        return Outcome.TAKEN_DOWN if is_taken_down(event) else Outcome.CHANGED
    return Outcome.KEPT if decision.kept else Outcome.UNCHANGED


def _line(one: Identified, outcome: Outcome, decision: Decision) -> Line:
    """Return the line of a change; dates that editors changed and that are gone now are told."""
    lost = (name.removeprefix(DATE) for name, new in decision.renamed.items() if new is None)
    return line_of(
        outcome,
        one,
        fields=tuple(sorted(decision.writes)),
        kept=tuple(sorted(decision.kept)),
        remarks=tuple(
            Remark(gettext_noop("A date that was changed here no longer exists: %(date)s"), {"date": date})
            for date in lost
        ),
    )


def _save(reading: Reading, event: Event, draft: Event, decision: Decision, is_back: bool) -> None:
    """Publish a change where that is allowed; else keep it as a draft and ask the editors."""

    def apply(version: Event) -> None:
        writing.write(version, decision)
        if is_back:
            writing.take_back_note(version)

    if reading.publishes and not is_taken_down(event):
        writing.publish(event, draft, apply)
        writing.settle(event, [QueueKind.NEW, QueueKind.CHANGED], reading.now, "published")
        return
    writing.save_draft(draft, apply)
    if event.first_published_at is not None:
        writing.ask(event, QueueKind.CHANGED, decision.writes)
