"""From a question to dates: every condition in one place, for every list of the calendar."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from events.choices import AttendanceMode, Cost
from events.models import CoOrganiser, Event, EventTopic, Occurrence
from events.models.occurrences import OccurrenceQuerySet
from portal.content_cache import cached

from . import whereabouts, words
from .asked import Asked

FREE = (Cost.FREE, Cost.DONATION)
MOST_NAMED = 5_000  # ids in a query; with 8,000 naming them takes longer than looking for them (measured)
MOST_KEPT = 20  # questions for one generation of content; the oldest makes room


def dates(asked: Asked) -> OccurrenceQuerySet:
    """Return the published dates that a question asks for, past ones too."""
    rows = Occurrence.objects.listed()
    if asked.first_day:
        rows = rows.filter(last_day__gte=asked.first_day)
    if asked.last_day:
        rows = rows.filter(first_day__lte=asked.last_day)
    events = events_of(asked)
    if events is None:
        return rows
    ids = _ids(asked, events)
    return rows.filter(event__in=events.values("pk") if ids is None else ids)


def _ids(asked: Asked, events: QuerySet[Event]) -> tuple[int, ...] | None:
    """Return the ids of the events asked for, None where there are too many to name; one query for a new question.

    A page asks up to four times for dates of the same events, and each would look for these anew (20 to 50 ms).
    """
    kept: dict[Hashable, tuple[int, ...] | None] = cached("calendar-chosen", dict)
    question = (asked.words, asked.regions, asked.near, asked.is_free, frozenset(asked.chosen.items()))
    if question in kept:
        return kept[question]
    found = tuple(events.values_list("pk", flat=True)[: MOST_NAMED + 1])
    ids = found if len(found) <= MOST_NAMED else None
    kept[question] = ids
    if len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    return ids


def events_of(asked: Asked) -> QuerySet[Event] | None:
    """Return the published events that meet every condition but the days, None where there is no condition."""
    conditions = list(_conditions(asked))
    if not conditions:
        return None
    return _with_texts(Event.objects.filter(live=True)).filter(*conditions).order_by()


def _conditions(asked: Asked) -> Iterable[Q]:
    """Yield the conditions; values of one filter are alternatives, filters add up."""
    if asked.words:
        yield Q(pk__in=words.matching(asked.words))
    if asked.regions:
        yield whereabouts.in_regions(asked.regions)
    if asked.near:
        yield whereabouts.near(asked.near.lat, asked.near.lon, asked.near.radius_km)
    if asked.is_free:
        yield Q(cost__in=FREE)
    for parameter, values in asked.chosen.items():
        yield CONDITIONS[parameter](values)


def _with_texts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add the lists of keys as texts: SQLite cannot look into JSON, and quotation marks end every key."""
    lists = {"access_text": "access", "house_text": "venue__access", "target_text": "target_groups"}
    texts = {name: Cast(field, TextField()) for name, field in lists.items()}
    return events.alias(**texts, language_text=Cast("languages", TextField()))


def _in_list(field: str, values: Iterable[str]) -> Q:
    """Return the condition that a list of keys has one of them."""
    found = Q(pk__in=())
    for value in sorted(values):
        found |= Q(**{f"{field}__contains": f'"{value}"'})
    return found


def _by_topic(values: Iterable[str]) -> Q:
    """Return the condition of having one of the topics."""
    links = EventTopic.objects.filter(tag__slug__in=values)
    return Q(pk__in=links.values("content_object"))


def _by_mode(values: frozenset[str]) -> Q:
    """Return the condition of being on site or online; what is both is either."""
    return Q(attendance_mode__in=[*values, AttendanceMode.HYBRID])


def _by_access(values: Iterable[str]) -> Q:
    """Return the condition of being accessible in one of the ways, by itself or by a house that may be told."""
    return _in_list("access_text", values) | whereabouts.told_exactly() & _in_list("house_text", values)


def _by_alliance(values: Iterable[str]) -> Q:
    """Return the condition of taking place in an alliance's name or at its invitation."""
    return Q(alliance__register_id__in=values) | by_organiser(values)


def by_organiser(values: Iterable[str]) -> Q:
    """Return the condition that one of these organisations invites."""
    others = CoOrganiser.objects.filter(organisation__register_id__in=values)
    return Q(organiser__register_id__in=values) | Q(pk__in=others.values("event"))


CONDITIONS: Mapping[str, Callable[[frozenset[str]], Q]] = {
    "thema": _by_topic,
    "art": lambda values: Q(kind__in=values),
    "teilnahme": _by_mode,
    "zugang": _by_access,
    "zielgruppe": lambda values: _in_list("target_text", values),
    "sprache": lambda values: _in_list("language_text", values),
    "buendnis": _by_alliance,
    "veranstalter": by_organiser,
}
