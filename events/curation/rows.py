"""Entries of the queue as editors read them: a constant number of queries, however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.imports.wording import field_words
from events.models import ChangedDate, CoOrganiser, Event, EventTopic, QueueEntry
from events.models.curation import QueueKind
from network.moderation.states import state_of

from .comparing import Difference, differences, left_out
from .likeness import PLACE, TITLE, TOWN, UID, URL
from .suggesting import Suggestion, Vocabulary, regions_for, topics_for, vocabulary
from .versions import Content, Line, content_of, lines_of, names_for
from .waiting import ABOUT_DRAFTS

# What stands above the rest of an entry and is not repeated there.
HEAD = ("title", "when", "venue", "organisers", "kind")
SPAM_FROM = 40
FIELDS = frozenset(field.name for field in Event._meta.concrete_fields)
REASONS = {
    TITLE: gettext_lazy("like titles"),
    PLACE: gettext_lazy("same place"),
    TOWN: gettext_lazy("same town"),
    URL: gettext_lazy("same link"),
    UID: gettext_lazy("same UID in two calendars"),
}
SOON = timedelta(days=3)


@dataclass(frozen=True)
class QueueRow:
    """An entry with what it is about: the newest version, what differs from the public one, what may fit.

    `unseen` names what differs and is not told in words.
    """

    entry: QueueEntry
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    unseen: tuple[str, ...]
    other: tuple[Line, ...]
    topics: tuple[Suggestion, ...]
    region: Suggestion | None
    waits: str
    is_soon: bool
    looks_like_spam: bool
    state: str

    @property
    def title(self) -> str:
        """Return the newest title."""
        return self.told("title") or str(self.entry.event)

    @property
    def head(self) -> tuple[Line, ...]:
        """Return what tells the event apart, without its title."""
        return tuple(line for line in self.lines if line.key in HEAD[1:])

    @property
    def rest(self) -> tuple[Line, ...]:
        """Return everything else."""
        return tuple(line for line in self.lines if line.key not in HEAD)

    @property
    def is_change(self) -> bool:
        """Return whether there is a public version to compare with."""
        return self.entry.kind in ABOUT_DRAFTS and self.entry.event.live

    @property
    def is_about_draft(self) -> bool:
        """Return whether it can be published or refused."""
        return self.entry.kind in ABOUT_DRAFTS

    @property
    def reasons(self) -> str:
        """Return why two events may be one."""
        if self.entry.kind != QueueKind.DUPLICATE:
            return ""
        return ", ".join(str(REASONS[key]) for key in self.entry.text.split() if key in REASONS)

    @property
    def said_by_source(self) -> str:
        """Return about what an organisation's calendar says something new, as the import noted it."""
        if self.entry.kind not in {QueueKind.NEW, QueueKind.CHANGED}:
            return ""
        names = [name for name in self.entry.text.split("\n") if name in FIELDS or name == "dates"]
        return ", ".join(capfirst(field_words(name)) for name in names)

    def told(self, key: str) -> str:
        """Return what the newest version says about one thing."""
        return next((line.text for line in self.lines if line.key == key), "")


def with_events(entries: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
    """Return entries with everything their rows read."""
    related = (
        "settled_by",
        *(f"event__{name}" for name in ("latest_revision", "organiser", "venue", "proposal")),
    )
    children = [
        Prefetch(f"{side}__{name}", model.objects.order_by("pk"))
        for side in ("event", "other")
        for name, model in (
            ("co_organisers", CoOrganiser),
            ("topic_links", EventTopic),
            ("changed_dates", ChangedDate),
        )
    ]
    return entries.select_related(*related, "other__latest_revision").prefetch_related(*children)


def rows_of(entries: Iterable[QueueEntry], now: datetime) -> list[QueueRow]:
    """Return entries, read by `with_events`, as editors see them."""
    entries = list(entries)
    newest = {entry.pk: _newest(entry.event, entry) for entry in entries}
    public = {entry.pk: content_of(entry.event) for entry in entries if entry.event.live}
    others = {entry.pk: _newest(entry.other, entry) for entry in entries if entry.other}
    names = names_for([*newest.values(), *public.values(), *others.values()])
    known = vocabulary()
    venues = {pk: names.venues.get(content.get("venue") or 0) for pk, content in newest.items()}
    regions = regions_for(filter(None, venues.values()))
    found = []
    for entry in entries:
        lines = tuple(lines_of(newest[entry.pk], names))
        found_here: list[Difference] = []
        unseen: tuple[str, ...] = ()
        if entry.kind in ABOUT_DRAFTS and entry.pk in public:
            found_here = differences(lines_of(public[entry.pk], names), lines)
            told = [one.key for one in found_here]
            unseen = left_out(public[entry.pk], newest[entry.pk], told)
        venue = venues[entry.pk]
        found.append(
            QueueRow(
                entry,
                lines,
                tuple(found_here),
                unseen,
                tuple(lines_of(others[entry.pk], names)) if entry.pk in others else (),
                _topics(lines, newest[entry.pk], known),
                regions.get(venue.pk) if venue else None,
                waiting_words(now - entry.created_at),
                _is_soon(newest[entry.pk], now),
                entry.kind == QueueKind.PROPOSAL and entry.score >= SPAM_FROM,
                state_of(entry.event),
            )
        )
    return found


def _newest(event: Event, entry: QueueEntry) -> Content:
    """Return the version that a decision is about: the newest one, of what is public the public one."""
    is_draft = entry.kind in ABOUT_DRAFTS or not event.live
    return event.latest_revision.content if is_draft and event.latest_revision else content_of(event)


def _topics(lines: Sequence[Line], content: Content, known: Vocabulary) -> tuple[Suggestion, ...]:
    """Return topics that fit an event and that it does not have yet."""
    texts = [
        line.text for key in ("title", "summary", "description", "venue") for line in lines if line.key == key
    ]
    there = {row["tag"] for row in content.get("topic_links", ())}
    return tuple(one for one in topics_for(texts, known) if one.pk not in there)


def _is_soon(content: Content, now: datetime) -> bool:
    """Return whether the first date is near, so that a decision cannot wait."""
    first = str(content.get("starts_on") or "")
    return now.date().isoformat() <= first <= (now + SOON).date().isoformat()


def waiting_words(age: timedelta) -> str:
    """Return for how long something waits."""
    if age.days < 1:
        return _("since today")
    return ngettext("for %(days)s day", "for %(days)s days", age.days) % {"days": age.days}
