"""Events by the filters of the calendar, soonest first."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Min, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils import timezone

from events.addresses import calendar_path
from events.calendar.asked import Asked
from events.calendar.filter_kinds import alliance_labels, organiser_labels
from events.calendar.forms import CalendarForm, read_day
from events.calendar.reading import records_of
from events.calendar.selection import dates
from events.choices import Access, AttendanceMode, EventKind
from events.feeds.question import NotUnderstood, read
from events.models import Event, Occurrence
from network.choices import TargetGroup
from network.languages import LANGUAGES
from network.models import Organisation
from network.models.organisations import LISTED
from network.region_table import region_table
from search.facet_labels import topic_labels
from search.opendata.problems import wrong

from .envelope import Answer
from .event_changes import changed_since, following, tombstone_of, tombstones
from .event_items import event_value
from .parameters import Parameter, Wrong, keys, of_form
from .questions import refuse_unknown

MOST_DATES = 20
WAYS = [AttendanceMode.ON_SITE.value, AttendanceMode.ONLINE.value]
WORDS = {
    "q": "Words of titles, summaries and organisers.",
    "ort": "A town or a five-digit postcode: keeps what is within `umkreis` around it.",
    "umkreis": "Radius around `ort` in kilometres.",
    "kostenfrei": "`1`: only what costs nothing.",
}
LISTS = {
    "region": keys(
        "Area: AGS (14524) or `kind:code`; several widen. See /regions/.", pattern="^[A-Za-z0-9:._-]+$"
    ),
    "thema": keys("Topic; see /topics/.", pattern="^[A-Za-z0-9_-]+$"),
    "art": keys("Kind of event.", EventKind.values),
    "buendnis": keys("Register id of an alliance in whose name it takes place, or that invites."),
    "veranstalter": keys("Register id of who invites. See /organisations/."),
    "teilnahme": keys(
        "How one takes part; what is both is either.",
        [AttendanceMode.ON_SITE.value, AttendanceMode.ONLINE.value],
    ),
    "zugang": keys("Accessibility.", Access.values),
    "sprache": keys("Language spoken (BCP 47).", list(LANGUAGES)),
    "zielgruppe": keys("For whom.", TargetGroup.values),
}


def day(text: str) -> date:
    """Return a day as ISO 8601 writes it; raises Wrong."""
    found = read_day(text) if len(text) == len("2026-03-01") and text[4] == "-" else None
    if found is None:
        raise Wrong("Give a day from 1970 to 2100, for example 2026-03-01.")
    return found


DAY = {"type": "string", "format": "date"}
DAYS = (
    Parameter("von", DAY, "Only events with a date on or after this day, past ones too.", read=day),
    Parameter("bis", DAY, "Only events with a date on or before this day, past ones too.", read=day),
)
OF_CALENDAR = (
    *(
        of_form(name, form_field, LISTS, WORDS)
        for name, form_field in CalendarForm.base_fields.items()
        if name not in {"von", "bis", "seite"}
    ),
    *DAYS,
)


def events(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of events that have a date not over today, or one on the days asked for; or of what changed."""
    asked = _question(request, values)
    rows = dates(asked)
    if values["modified_since"] is not None:
        return _changed(values, rows.values("event") if asked.is_narrowed else None)
    if not (values["von"] or values["bis"]):
        rows = rows.filter(last_day__gte=timezone.localdate())
    firsts = rows.order_by().values_list("event").annotate(first=Min("start")).order_by("first", "event")
    start = (values["seite"] - 1) * values["anzahl"]
    ids = [pk for pk, _first in firsts[start : start + values["anzahl"]]]
    return Answer(_items(ids), rows.order_by().values("event").distinct().count())


def _changed(values: Mapping[str, Any], events: QuerySet | None) -> Answer:
    """Return a page of what changed and went since a moment; the next page goes on from its last change."""
    changes, number, size = changed_since(values, events), values["seite"], values["anzahl"]
    total = changes.count()
    shown = list(changes[(number - 1) * size : number * size])
    gone = tombstones([one for one in shown if one.is_gone])
    here = {item["uid"]: item for item in _items([one.event_id for one in shown if not one.is_gone])}
    items = [gone.get(one.uid) or here.get(one.uid) for one in shown]
    more = following(shown) if shown and number * size < total else {}
    return Answer([item for item in items if item is not None], total, following=more)


def event(identifier: str) -> dict[str, Any] | None:
    """Return a published event by its short id or its UID, its tombstone where it has gone."""
    for name in ("short_id", "uid"):
        ids = Event.objects.filter(live=True, **{name: identifier}).values_list("pk", flat=True)
        if found := _items(list(ids)):
            return found[0]
    return tombstone_of(identifier)


def _items(ids: list[int]) -> list[dict[str, Any]]:
    """Return events in the given order with their next dates; a constant number of queries."""
    order = Window(RowNumber(), partition_by=F("event"), order_by=("start", "end", "pk"))
    rows = Occurrence.objects.listed().filter(event__in=ids, last_day__gte=timezone.localdate()).order_by()
    upcoming: dict[int, list[Occurrence]] = defaultdict(list)
    for row in rows.annotate(place=order).filter(place__lte=MOST_DATES).order_by("start", "end", "pk"):
        upcoming[row.event_id].append(row)
    records = records_of(ids)
    return [event_value(records[pk], upcoming[pk]) for pk in ids if pk in records]


def _question(request: HttpRequest, values: Mapping[str, Any]) -> Asked:
    """Return the question to the calendar; raises Refused (404) for what does not exist."""
    table = region_table()
    refuse_unknown("region", values["region"], lambda word: table.find(word) is not None)
    refuse_unknown("thema", values["thema"], topic_labels().__contains__)
    for name, known in (("buendnis", alliance_labels()), ("veranstalter", organiser_labels())):
        refuse_unknown(name, values[name], _listed(values[name], known).__contains__)
    query = request.GET.copy()
    for name in [*query]:
        if name in {"von", "bis"} or name not in {one.name for one in OF_CALENDAR}:
            del query[name]
    try:
        asked = read(calendar_path(), query)
    except NotUnderstood as refused:
        raise wrong(
            "ort", "There is no such place.", "Give a five-digit postcode or the nearest larger town.", 404
        ) from refused
    first, last = values["von"], values["bis"]
    if first and last and last < first:
        raise wrong("bis", "It lies before `von`.", "Give a day on or after `von`.")
    return replace(asked, first_day=first, last_day=last)


def _listed(words: Collection[str], known: Mapping[str, str]) -> Collection[str]:
    """Return who of these is listed, with events or without."""
    asked = [word for word in words if word not in known]
    if not asked or any("\0" in word for word in asked):
        return known
    found = Organisation.objects.filter(register_id__in=asked, status__in=LISTED)
    return {*known, *found.values_list("register_id", flat=True)}
