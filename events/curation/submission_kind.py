"""Submitted events as a kind of submission: mail and link are the same as for pages (`network.moderation`)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from events.models import Event, QueueEntry
from network.moderation.comparing import Comparison, compare
from network.moderation.covers import Covers
from network.moderation.deciding import APPROVED, SENT_BACK
from network.moderation.kinds import NotDone, Said, Waiting
from network.moderation.log_rows import LogSource
from network.moderation.rights import deciders_of
from network.moderation.states import state_of
from network.moderation.versions import NOTHING, Text, Version
from network.records.covering import OPEN, Cover
from portal.disclosure import Audience, Precision
from portal.models import User
from portal.row_keys import is_key, keys_in

from . import deciding
from .comparing import left_out
from .queue_views import settled_words
from .rights import is_curator
from .versions import Content, content_of, lines_of, names_for
from .waiting import AlreadySettled, open_entries
from .workflow import SUBMITTED

NAME = "event"
_PLACE = frozenset({"venue", "place_note"})
# What the public record leaves out as well while somebody involved is protected.
_PROTECTED = frozenset({"image", "info_url", "access_note"})


class Events:
    """The kind of events."""

    label = gettext_lazy("Event")

    def tells(self, state: WorkflowState) -> bool:
        """Return whether a workflow is about an event."""
        return state.base_content_type.model_class() is Event

    def waiting(self) -> Iterator[Waiting]:
        """Yield the events that organisations submitted; what feeds and readers bring is no submission."""
        yield from map(_waiting, _submitted())

    def find(self, key: str) -> Waiting | None:
        """Return an event that waits."""
        entry = _submitted().filter(pk=_number(key)).first()
        return _waiting(entry) if entry else None

    def deciders(self, key: str) -> Iterable[User]:
        """Return those whom the step of the workflow names."""
        entry = _submitted().filter(pk=_number(key)).first()
        state = entry.event.current_workflow_state if entry else None
        if state is None or state.current_task_state is None:
            return []
        return deciders_of(state.current_task_state.task.specific, [state.requested_by_id])

    def settled(self, key: str) -> str:
        """Return who decided and what."""
        entry = QueueEntry.objects.filter(pk=_number(key)).exclude(settled_at=None).first()
        return settled_words(entry) if entry else ""

    def knows(self, user: User) -> bool:
        """Return whether somebody decides on events today."""
        return is_curator(user)

    def may_decide(self, user: User, key: str) -> bool:
        """Return whether somebody decides on events today."""
        return is_curator(user)

    def compare(self, key: str) -> Comparison:
        """Return what would change for everybody; all of it on a new event."""
        event = _submitted().get(pk=_number(key)).event
        draft = event.latest_revision.content
        contents = [draft, *([content_of(event)] if event.live else [])]
        names, covers = names_for(contents), Covers()
        told = [public_version(event, content, lines_of(content, names), covers) for content in contents]
        if not event.live:
            return compare(NOTHING, told[0])
        found = compare(told[1], told[0])
        return replace(found, unseen=left_out(contents[1], draft, ())) if found.shows_nothing else found

    def approve(self, key: str, said: Said) -> None:
        """Publish the event."""
        with _in_words():
            event = _seen(key, said)
            deciding.publish(int(key), said.by, said.now, said.seen)
        _note(event, APPROVED, said)

    def send_back(self, key: str, said: Said) -> None:
        """Ask the organisation for something."""
        with _in_words():
            event = _seen(key, said)
            reason = said.comment[:REASON]
            deciding.refuse(int(key), reason, said.by, said.now, said.seen)
        _note(event, SENT_BACK, said)


# Characters of a reason that an entry of the queue holds.
REASON = QueueEntry._meta.get_field("reason").max_length


def log_source() -> LogSource:
    """Return which part of Wagtail's log is about events, for the log of checks."""
    return LogSource(
        _of, _organisers, lambda key: reverse("wagtailsnippets_events_event:edit", args=[key]), Event
    )


def _submitted() -> QuerySet[QueueEntry]:
    """Return the open entries of events whose workflow waits, the longest first."""
    kind = ContentType.objects.get_for_model(Event)
    running = WorkflowState.objects.filter(base_content_type=kind, status=WorkflowState.STATUS_IN_PROGRESS)
    entries = open_entries().filter(kind__in=SUBMITTED, event__latest_revision__isnull=False)
    entries = entries.annotate(event_key=Cast("event_id", CharField()))
    return entries.filter(event_key__in=running.values("object_id")).select_related(
        "event__latest_revision", "event__organiser"
    )


def _waiting(entry: QueueEntry) -> Waiting:
    """Return an entry as those who decide hear of it."""
    event = entry.event
    return Waiting(
        NAME,
        str(entry.pk),
        event.latest_revision.content.get("title") or event.title,
        event.organiser_name,
        state_of(event),
        entry.created_at,
        reverse("event_queue:entry", args=[entry.pk]),
        not event.live,
    )


def public_version(event: Event, content: Content, lines: Iterable, covers: Covers | None = None) -> Version:
    """Return what everybody would see of a version: places and links only as far as they are for everybody."""
    covers = covers or Covers()
    hidden: set[str] = set()
    cover = _cover(event, content, covers)
    is_shielded = cover != OPEN
    if is_shielded or content.get("place_disclosure") != Audience.PUBLIC:
        hidden |= _PLACE | {"region"}
    elif content.get("place_precision") != Precision.EXACT:
        hidden |= _PLACE
        hidden |= {"region"} if content.get("place_precision") == Precision.DISTRICT else set()
    if is_shielded or content.get("online_disclosure") != Audience.PUBLIC:
        hidden |= {"online_url"}
    if is_shielded:
        hidden |= _PROTECTED
    if hidden:  # a changed date may name a place or a link of its own
        hidden |= {"dates"}
    shown = (line for line in lines if line.key not in hidden)
    return Version(tuple(Text(line.key, line.label, cover.text(line.text)) for line in shown))


def _cover(event: Event, content: Content, covers: Covers) -> Cover:
    """Return what is covered while one of those whom a version names is protected, as in the public record."""
    own = {event.organiser_id, content.get("organiser")}
    named = {row["organisation"] for row in content.get("co_organisers", ())} | {content.get("alliance")}
    protected = covers.protected & (own | named)
    return reduce(or_, covers.of(protected & own, protected), OPEN)


def _seen(key: str, said: Said) -> Event:
    """Return the event of an entry in the state that was seen; raises NotDone for another one."""
    entry = QueueEntry.objects.select_related("event__latest_revision", "event__organiser").get(pk=int(key))
    if entry.settled_at is None and state_of(entry.event) != said.seen:
        raise NotDone(_("It was changed while you looked at it. Please look at the new version."))
    return entry.event


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in the words of every kind why something was not done."""
    try:
        yield
    except AlreadySettled as error:
        raise NotDone(settled_words(error.entry)) from error
    except deciding.NotDone as error:
        raise NotDone(str(error)) from error


def _note(event: Event, action: str, said: Said) -> None:
    """Log by which way it was decided."""
    entry = event.organiser
    data = {
        "organisation": event.organiser_id,
        "name": event.organiser_name,
        "via": said.via,
        "trust": entry.trust if entry else "",
        "comment": said.comment,
    }
    log(instance=event, action=action, user=said.by, data=data)


def _number(key: str) -> int:
    """Return the number of a key, 0 for what is none."""
    return int(key) if is_key(key) else 0


def _of(organisations: Collection[int] | None) -> Q:
    """Return the condition of being about an event, of these organisations."""
    wanted = Q(content_type=ContentType.objects.get_for_model(Event))
    if organisations is None:
        return wanted
    events = Event.objects.filter(organiser__in=organisations).annotate(text=Cast("pk", CharField()))
    return wanted & Q(object_id__in=events.order_by().values("text"))


def _organisers(keys: Collection[str]) -> Mapping[str, str]:
    """Return who invites, by key of the event."""
    rows = Event.objects.filter(pk__in=keys_in(keys), organiser__isnull=False)
    return {str(pk): name for pk, name in rows.order_by().values_list("pk", "organiser__name")}
