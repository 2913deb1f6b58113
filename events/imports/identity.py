"""Which event of a source is which of those seen before: by UID, or by content where a source changes its UIDs.

Outlook 365 gives every event a new UID each time its calendar is fetched (calendarize#381). A feed that does so is
known by most of its events being new and yet old in title and beginning; from then on these decide.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from events.models import Event, FeedItem, Publication
from events.models.feeds import FeedItemState

from .content import Content

# Of the events, how many must have a new UID, and of those, how many must be known by their content.
MOST_NEW = 0.8
FEWEST_FOR_CHURN = 3
_PRESENT = {FeedItemState.ACTIVE, FeedItemState.MISSING}


@dataclass(frozen=True)
class Identified:
    """An event of the source, the name under which it is remembered, and what is remembered of it."""

    content: Content
    identity: str
    item: FeedItem | None


@dataclass(frozen=True)
class Identities:
    """All events of the source; `is_by_content` says that its UIDs mean nothing."""

    found: tuple[Identified, ...]
    is_by_content: bool


def identified(contents: Sequence[Content], items: Iterable[FeedItem], is_by_content: bool) -> Identities:
    """Return which events are those that were seen before."""
    known = list(items)
    is_by_content = is_by_content or changes_its_uids(contents, known)
    matched = _by_content(contents, known) if is_by_content else _by_uid(contents, known)
    wishes = [f"content:{content.match}" if is_by_content else content.uid for content in contents]
    names = _names(wishes, {item.identity for item in known})
    return Identities(
        tuple(
            Identified(content, name, matched.get(number))
            for number, (content, name) in enumerate(zip(contents, names, strict=True))
        ),
        is_by_content,
    )


def changes_its_uids(contents: Sequence[Content], items: Sequence[FeedItem]) -> bool:
    """Return whether most events have UIDs never seen, and yet most of these are known by title and beginning."""
    uids = {item.external_uid for item in items}
    matches = {item.match_digest for item in items if item.state in _PRESENT}
    new = [content for content in contents if content.uid not in uids]
    if len(new) < FEWEST_FOR_CHURN or len(new) <= MOST_NEW * len(contents):
        return False
    return sum(content.match in matches for content in new) > MOST_NEW * len(new)


def _by_uid(contents: Sequence[Content], items: Sequence[FeedItem]) -> dict[int, FeedItem]:
    """Return the remembered events by number; one that lost its UID is known by its content if only one can be it."""
    found: dict[int, FeedItem] = {}
    left = {item.pk: item for item in items}
    for name in ("external_uid", "identity"):
        by_uid = {getattr(item, name): item for item in left.values()}
        for number, content in enumerate(contents):
            item = by_uid.get(content.uid)
            if number not in found and item is not None and item.pk in left:
                found[number] = left.pop(item.pk)
    return found | _unique(contents, found, left.values(), _match, lambda item: item.match_digest)


def _by_content(contents: Sequence[Content], items: Sequence[FeedItem]) -> dict[int, FeedItem]:
    """Return the remembered events by number: same title and beginning, else what is the only one of its title."""
    found: dict[int, FeedItem] = {}
    waiting: dict[str, list[FeedItem]] = {}
    for item in sorted(items, key=lambda item: (item.state not in _PRESENT, item.pk)):
        waiting.setdefault(item.match_digest, []).append(item)
    for number, content in enumerate(contents):
        if candidates := waiting.get(content.match):
            found[number] = candidates.pop(0)
    left = [item for items in waiting.values() for item in items]
    found |= _unique(contents, found, left, lambda content: content.title, _title)
    taken = {item.pk for item in found.values()}
    left = [item for item in left if item.pk not in taken]
    # A new title for the same time and place.
    return found | _unique(contents, found, left, _time_and_place, _time_and_place_of_item)


def _match(content: Content) -> str:
    """Return title and beginning as one value."""
    return content.match


def _unique(
    contents: Sequence[Content],
    found: Mapping[int, FeedItem],
    items: Iterable[FeedItem],
    of_content: Callable[[Content], str],
    of_item: Callable[[FeedItem], str],
) -> dict[int, FeedItem]:
    """Return further pairs that agree in a value which only one event and only one remembered event have.

    `of_content` and `of_item` return the value of either side, empty for none.
    """
    numbers = [number for number in range(len(contents)) if number not in found]
    values = {number: of_content(contents[number]) for number in numbers}
    present = [item for item in items if item.state in _PRESENT]
    twice = Counter(values.values()), Counter(map(of_item, present))
    by_value = {of_item(item): item for item in present}
    return {
        number: by_value[value]
        for number, value in values.items()
        if value and value in by_value and twice[0][value] == twice[1][value] == 1
    }


def _title(item: FeedItem) -> str:
    """Return the title that the source last said."""
    return str(item.seen.get("said", {}).get("title", ""))


def _time_and_place(content: Content) -> str:
    """Return when and where, empty without a place."""
    place = content.fields["place"]
    return f"{content.fields['dates']['start']} {place}" if place else ""


def _time_and_place_of_item(item: FeedItem) -> str:
    """Return when and where the source last said it was."""
    said = item.seen.get("said", {})
    place = item.seen.get("location", "")
    return f"{said.get('dates', {}).get('start', '')} {place}" if place else ""


def _names(wishes: Iterable[str], taken: set[str]) -> list[str]:
    """Return a name for each event that no remembered one bears; those that are remembered keep their own."""
    names = []
    for wish in wishes:
        name, number = wish, 1
        while name in taken:
            number += 1
            name = f"{wish[:240]}#{number}"
        taken.add(name)
        names.append(name)
    return names


def ours(uids: Iterable[str]) -> Mapping[str, int | None]:
    """Return those UIDs that the portal itself gave, each with its event; None where that has gone.

    Calendars that subscribed to ours hand our events back.
    """
    bare = {uid: uid.rpartition("@")[0] or uid for uid in uids}
    asked = sorted({*bare, *bare.values()})
    known: dict[str, int | None] = {}
    for first in range(0, len(asked), 500):
        part = asked[first : first + 500]
        known |= dict(Publication.objects.filter(uid__in=part).values_list("uid", "event_id"))
        known |= dict(Event.objects.filter(uid__in=part).values_list("uid", "pk"))
    return {
        uid: known.get(uid, known.get(short)) for uid, short in bare.items() if {uid, short} & known.keys()
    }
