"""The calendar's queue in the list of everything that waits: what is decided here is decided by `deciding`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import QueueEntry
from events.models.curation import Decision, QueueKind
from network.moderation.states import glance_of
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, each

from . import deciding, undoing
from .rights import is_curator
from .rows import REASONS
from .waiting import ABOUT_DRAFTS, AlreadySettled, open_entries

Decide = Callable[..., Any]
# Whoever comes to a date wants to know it some days before.
BEFORE = timedelta(days=2)
WORDS = 240


def items(kinds: Sequence[QueueKind], user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield what waits of some kinds; one query, without the texts of the events."""
    rows = open_entries().filter(kind__in=kinds)
    rows = rows.select_related("event__organiser", "event__latest_revision", "other")
    newest = "event__latest_revision__content"
    rows = rows.annotate(
        newest_title=KeyTextTransform("title", newest),
        newest_day=KeyTextTransform("starts_on", newest),
    )
    for entry in rows.defer("event__latest_revision__content")[:LONGEST]:
        yield _item(entry)


def _item(entry: QueueEntry) -> WorkItem:
    """Return an entry of the queue as the list shows it."""
    event, is_draft = entry.event, entry.kind in ABOUT_DRAFTS
    title = (entry.newest_title if is_draft else "") or event.title
    written = event.latest_revision and event.latest_revision.created_at
    return WorkItem(
        key=str(entry.pk),
        title=f"{title} – {entry.other}" if entry.other else title,
        url=reverse("event_queue:entry", args=[entry.pk]),
        since=entry.created_at,
        due=_due(entry) if is_draft else None,
        detail=_detail(entry),
        kind=str(entry.get_kind_display()),
        organisation=str(event.organiser or event.organiser_text or ""),
        version=glance_of(event) if is_draft else "",
        changed=max(filter(None, (written, event.last_published_at)), default=None) if is_draft else None,
    )


def _detail(entry: QueueEntry) -> str:
    """Return what tells an entry apart: a reader's words, or why two may be one."""
    if entry.kind == QueueKind.REPORT:
        return Truncator(" ".join(entry.text.split())).chars(WORDS)
    if entry.kind == QueueKind.DUPLICATE:
        return ", ".join(str(REASONS[key]) for key in entry.text.split() if key in REASONS)
    return ""


def _due(entry: QueueEntry) -> datetime | None:
    """Return when a decision is due because the event is near, None where there is time."""
    try:
        day = date.fromisoformat(entry.newest_day or "")
    except ValueError:
        return None
    soon = timezone.make_aware(datetime.combine(day, time.min)) - BEFORE
    return max(soon, entry.created_at) if soon < entry.created_at + DRAFTS.patience else None


def decide(how: Decide, user: User, keys: Sequence[str], now: datetime, *said: str, **more: Any) -> Outcome:
    """Decide about entries, each on its own; one that fails stops no other.

    `said` is the text where an action asks for one, `seen` among the rest the version of each that was shown.
    """
    if not is_curator(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    reasons = {
        AlreadySettled: lambda error: _("somebody decided about it meanwhile"),
        deciding.NotDone: str,
    }

    def act(key: str) -> Any:
        bound = {name: by_key[key] for name, by_key in more.items()}
        return how(int(key), user, now, "".join(said), **bound)

    return each(keys, act, reasons, "entries")


def undo(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Take decisions back, each as long as its mail has not gone and nobody has changed the event."""
    found = []
    for key in way_back["entries"] if is_curator(user) else ():
        try:
            undoing.undo(int(key), user, now)
        except (deciding.NotDone, QueueEntry.DoesNotExist, deciding.Event.DoesNotExist):
            continue
        found.append(key)
    return found


def _act(name: str, label: Any, how: Decide, **options: Any) -> QueueAction:
    """Return an action of the list."""
    return QueueAction(name, label, partial(decide, how), undo, **options)


def _leave(decision: Decision) -> Decide:
    """Return what settles an entry and changes nothing."""
    return lambda pk, by, now, text: deciding.leave(pk, decision, by, now)


def _queue(label: Any, kinds: Sequence[QueueKind], patience: timedelta, *actions: QueueAction) -> WorkQueue:
    """Return a part of the calendar's queue as a queue of the list."""
    return WorkQueue(label, is_curator, partial(items, kinds), actions, patience)


KEEP = _act(
    "keep",
    gettext_lazy("It stays as it is"),
    lambda pk, by, now, text: deciding.keep(pk, by, now),
    kinds=(QueueKind.CHANGED.label, QueueKind.MISSING.label),
)
DRAFTS = _queue(
    gettext_lazy("Dates to check"),
    ABOUT_DRAFTS,
    timedelta(days=3),
    _act(
        "publish",
        gettext_lazy("Publish"),
        lambda pk, by, now, text, seen: deciding.publish(pk, by, now, seen),
        needs_seen=True,
    ),
    _act(
        "refuse",
        gettext_lazy("Do not publish"),
        lambda pk, by, now, text, seen: deciding.refuse(pk, text, by, now, seen),
        asks=gettext_lazy("Reason; it goes to whoever sent it, word by word"),
        needs_seen=True,
    ),
    KEEP,
)
MISSING = _queue(
    gettext_lazy("Dates gone at their source"),
    (QueueKind.MISSING,),
    timedelta(days=3),
    _act(
        "cancel",
        gettext_lazy("It is cancelled"),
        lambda pk, by, now, text: deciding.cancel_event(pk, by, now),
    ),
    KEEP,
    _act("down", gettext_lazy("Take it out"), lambda pk, by, now, text: deciding.take_down(pk, by, now)),
)
TWICE = _queue(
    gettext_lazy("Dates perhaps twice"),
    (QueueKind.DUPLICATE,),
    timedelta(days=7),
    _act("different", gettext_lazy("These are two events"), _leave(Decision.DIFFERENT)),
)
REPORTS = _queue(
    gettext_lazy("Hints on dates"),
    (QueueKind.REPORT,),
    timedelta(days=3),
    _act("done", gettext_lazy("Dealt with"), _leave(Decision.DONE)),
)
QUEUES = {"dates": DRAFTS, "gone dates": MISSING, "dates twice": TWICE, "hints on dates": REPORTS}
