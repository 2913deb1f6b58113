"""Topics, areas and seats of many entries at once: what would change, doing it, and taking it back as one step."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Revision, WorkflowState

from network.models import ActorPage, ActorTopic, BulkEdit, Organisation, Region, ServedArea, Topic
from network.models.organisations import OrganisationStatus
from portal.models import User

from . import page_edits
from .merging import Refused
from .row_order import append_rows

EDITED = "network.bulk_edit"
UNEDITED = "network.bulk_undo"
# Topics and areas publish every page anew; more would hold up whoever saves something meanwhile.
MOST = 100
# A seat is a field of the register.
MOST_SEATS = 500
ADD, REMOVE, SET = "add", "remove", "set"


@dataclass(frozen=True)
class Wish:
    """What is to happen to every chosen entry; `areas_how` says what the areas mean, `no_seat` empties the seat."""

    add_topics: tuple[Topic, ...] = ()
    remove_topics: tuple[Topic, ...] = ()
    areas: tuple[Region, ...] = ()
    areas_how: str = ADD
    seat: Region | None = None
    no_seat: bool = False

    @property
    def is_of_pages(self) -> bool:
        """Return whether pages change, not only the register."""
        return bool(self.add_topics or self.remove_topics or self.areas)


def most_of(wish: Wish) -> int:
    """Return how many entries a wish may concern at once."""
    return MOST if wish.is_of_pages else MOST_SEATS


@dataclass(frozen=True)
class Change:
    """A value before and after, in words."""

    label: str
    old: str
    new: str


@dataclass
class Item:
    """An entry with what changes there, or why it is left as it is."""

    entry: Organisation
    page_id: int | None = None
    topics: tuple[list[int], list[int]] | None = None
    areas: tuple[list[int], list[int]] | None = None
    seat: tuple[int | None, int | None] | None = None
    changes: list[Change] = field(default_factory=list)
    left: str = ""


def plan(entries: Iterable[Organisation], wish: Wish) -> list[Item]:
    """Return what would change, entry by entry; a constant number of queries."""
    entries = list(entries)
    pages = {
        page.organisation_id: page
        for page in ActorPage.objects.filter(organisation__in=entries, locale=Locale.get_default())
    }
    ids = [page.pk for page in pages.values()]
    held = _Held(
        _grouped(
            ActorTopic.objects.filter(content_object_id__in=ids).values_list("content_object_id", "tag_id")
        ),
        _grouped(
            ServedArea.objects.filter(page_id__in=ids)
            .order_by(F("sort_order").asc(nulls_last=True), "pk")
            .values_list("page_id", "region_id")
        ),
    )
    busy = _busy_pages(pages.values())
    items = [Item(entry, pages[entry.pk].pk if entry.pk in pages else None) for entry in entries]
    for item in items:
        _plan_one(item, wish, held, busy)
    _say(items)
    return items


def fingerprint(items: Sequence[Item]) -> str:
    """Return a text that differs when what would change is no longer what somebody saw."""
    facts = [[item.entry.pk, item.topics, item.areas, item.seat, item.left] for item in items]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@transaction.atomic
def apply(
    entries: Iterable[Organisation], wish: Wish, by: User | None, seen: str | None = None
) -> tuple[BulkEdit, list[Item]]:
    """Do it in one transaction and return its record; raises Refused where it is not what somebody saw any more.

    A page that Wagtail refuses to publish is left with the reason; the others are changed.
    """
    keys = [entry.pk for entry in entries]
    entries = list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("name", "pk"))
    items = plan(entries, wish)
    if seen is not None and seen != fingerprint(items):
        raise Refused(_("Something changed meanwhile. Please look at the preview again."))
    rows, edits = [], []
    for item in items:
        if item.left or not item.changes:
            continue
        try:
            with transaction.atomic():
                if item.topics or item.areas:
                    edits.append(page_edits.apply(item.page_id, _edit(item), by))
                    edits[-1]["entry"] = item.entry.pk
                if item.seat:
                    item.entry.seat_id = item.seat[1]
                    item.entry.save(update_fields=["seat", "updated_at"])
                    rows.append({"entry": item.entry.pk, "old": item.seat[0], "new": item.seat[1]})
                log(instance=item.entry, action=EDITED, user=by, data={"changes": _as_data(item.changes)})
        except ValidationError as error:
            item.left = " ".join(error.messages)
    summary = {
        "entries": sum(not item.left and bool(item.changes) for item in items),
        "wish": _in_words(wish),
    }
    done = BulkEdit.objects.create(by=by, steps={"seats": rows, "edits": edits}, summary=summary)
    done.entries.set([item.entry for item in items if item.changes and not item.left])
    return done, items


@transaction.atomic
def undo(done: BulkEdit, by: User | None) -> list[str]:
    """Take an edit back and return the names of entries that were left, because somebody changed them since."""
    done = BulkEdit.objects.select_for_update().get(pk=done.pk)
    if done.undone_at is not None:
        raise Refused(_("This edit is undone already."))
    if done.is_forgotten:
        raise Refused(_("This is too long ago: what was there before has been deleted."))
    entries = {entry.pk: entry for entry in done.entries.select_for_update()}
    left: dict[int, str] = {}
    changed: set[int] = set()
    for step in done.steps["edits"]:
        if page_edits.is_untouched(step) and _undo_page(step, by):
            changed.add(step["entry"])
        else:
            left[step["entry"]] = step["title"]
    for step in done.steps["seats"]:
        entry = entries[step["entry"]]
        if entry.seat_id == step["new"]:
            entry.seat_id = step["old"]
            entry.save(update_fields=["seat", "updated_at"])
            changed.add(entry.pk)
        else:
            left.setdefault(entry.pk, entry.name)
    for key in changed:
        log(instance=entries[key], action=UNEDITED, user=by)
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    return sorted(left.values())


def _undo_page(step: page_edits.Done, by: User | None) -> bool:
    """Take the edit of one page back; return False where its old version is gone or can be published no more."""
    try:
        with transaction.atomic():
            page_edits.undo(step, by)
    except (ValidationError, Revision.DoesNotExist):
        return False
    return True


@dataclass(frozen=True)
class _Held:
    """Topics and areas by page."""

    topics: dict[int, list[int]]
    areas: dict[int, list[int]]


def _plan_one(item: Item, wish: Wish, held: _Held, busy: dict[int, str]) -> None:
    """Find what changes of one entry."""
    if item.entry.status == OrganisationStatus.MERGED:
        item.left = _("It has been merged.")
        return
    seat = wish.seat.pk if wish.seat else None
    if (wish.seat or wish.no_seat) and item.entry.seat_id != seat:
        item.seat = (item.entry.seat_id, seat)
    if not wish.is_of_pages:
        return
    if item.page_id is None:
        item.left = "" if item.seat else _("It has no page, and topics and areas stand there.")
        return
    topics = held.topics.get(item.page_id, [])
    gone = {topic.pk for topic in wish.remove_topics}
    new = list(
        dict.fromkeys([*(pk for pk in topics if pk not in gone), *(one.pk for one in wish.add_topics)])
    )
    areas = held.areas.get(item.page_id, [])
    after = _areas_after(areas, [region.pk for region in wish.areas], wish.areas_how)
    item.topics = (topics, new) if set(new) != set(topics) else None
    item.areas = (areas, after) if set(after) != set(areas) else None
    if (item.topics or item.areas) and item.page_id in busy:
        item.topics = item.areas = item.seat = None
        item.left = busy[item.page_id]


def _areas_after(areas: list[int], wished: list[int], how: str) -> list[int]:
    """Return the areas an entry has then."""
    if not wished:
        return areas
    if how == SET:
        return wished
    if how == REMOVE:
        return [pk for pk in areas if pk not in wished]
    return list(dict.fromkeys([*areas, *wished]))


def _busy_pages(pages: Iterable[ActorPage]) -> dict[int, str]:
    """Return why pages are left alone; two queries for all."""
    pages = list(pages)
    found = {page.pk: _("Its page is locked.") for page in pages if page.locked}
    of_pages = {
        "base_content_type__app_label": "wagtailcore",
        "base_content_type__model": "page",
        "object_id__in": [str(page.pk) for page in pages],
    }
    open_states = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    moderated = WorkflowState.objects.filter(status__in=open_states, **of_pages)
    for key in moderated.values_list("object_id", flat=True):
        found[int(key)] = _("Its page is being moderated.")
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False, **of_pages)
    for key in waiting.values_list("object_id", flat=True):
        found[int(key)] = _("A version of its page waits for its hour.")
    return found


def _edit(item: Item) -> Callable[[ActorPage], None]:
    """Return the edit of a page: what is added and taken away, so that a draft keeps what only it has."""

    def edit(page: ActorPage) -> None:
        if item.topics:
            _replace(page.topic_links, "tag_id", *item.topics, ActorTopic)
        if item.areas:
            _replace(page.served_areas, "region_id", *item.areas, ServedArea)

    return edit


def _replace(relation: Any, name: str, old: list[int], new: list[int], model: type) -> None:
    """Take away and add rows of a relation."""
    gone = set(old) - set(new)
    there = {getattr(row, name): row for row in relation.all()}
    for key, row in there.items():
        if key in gone:
            relation.remove(row)
    added = [model(**{name: key}) for key in new if key not in there and key not in old]
    append_rows(relation, added)


def _say(items: Iterable[Item]) -> None:
    """Put what changes into words; two queries for all."""
    items = list(items)
    topic_ids = {pk for item in items if item.topics for side in item.topics for pk in side}
    region_ids = {pk for item in items if item.areas for side in item.areas for pk in side}
    region_ids |= {pk for item in items if item.seat for pk in item.seat if pk}
    topics = dict(Topic.objects.filter(pk__in=topic_ids).values_list("pk", "name"))
    regions = {region.pk: str(region) for region in Region.objects.filter(pk__in=region_ids).defer("shape")}
    for item in items:
        if item.topics:
            item.changes.append(Change(_("Topics"), *(_joined(topics, side) for side in item.topics)))
        if item.areas:
            item.changes.append(Change(_("Areas served"), *(_joined(regions, side) for side in item.areas)))
        if item.seat:
            old, new = item.seat
            item.changes.append(Change(_("Seat"), regions.get(old, ""), regions.get(new, "")))


def _joined(names: dict[int, str], keys: Iterable[int]) -> str:
    """Return names in one line."""
    return ", ".join(sorted(names.get(key, "?") for key in keys))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Return the second parts by the first."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _as_data(changes: Iterable[Change]) -> list[dict[str, str]]:
    """Return changes as the log keeps them."""
    return [{"field": change.label, "old": change.old, "new": change.new} for change in changes]


def _in_words(wish: Wish) -> list[str]:
    """Return what was wished, one line each."""
    how = {ADD: _("Add areas"), REMOVE: _("Remove areas"), SET: _("Set areas to")}
    lines = [
        (_("Add topics"), [topic.name for topic in wish.add_topics]),
        (_("Remove topics"), [topic.name for topic in wish.remove_topics]),
        (how[wish.areas_how], [str(region) for region in wish.areas]),
        (_("Seat"), [str(wish.seat)] if wish.seat else []),
    ]
    said = [f"{label}: {', '.join(words)}" for label, words in lines if words]
    return [*said, _("Take the seat away")] if wish.no_seat else said
