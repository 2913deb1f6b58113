"""What is found out inside the calendar's database without writing: addresses, queries, the next dates, feeds."""

import re
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.test import Client
from django.utils import timezone

from events.addresses import date_part, event_path
from events.calendar.addresses import month_part, week_part
from events.models import Event, EventTopic, Occurrence
from events.models.occurrences import OccurrenceQuerySet
from portal import changes
from portal.http.page_cache import store
from tests.benchmarks.probe import queries

NEXT = 50
INDEX = "occurrence_live_start"
LIST = "/termine/"


def facts() -> dict[str, Any]:
    """Return paths of pages and of the feed, queries per page, and milliseconds of what has no page of its own."""
    now = timezone.now()
    paths, feed = addresses(now), feed_path()
    plan = next_dates(now).explain()
    return {
        "paths": paths,
        "feed": feed,
        "feed_events": len(set(re.findall(rb"^UID:.*", _fetch(feed), re.MULTILINE))),
        "queries": {name: queries(path) for name, path in paths.items()},
        "next": median(lambda: list(next_dates(now)), 25),
        "plan": plan,
        "uses_partial_index": INDEX in plan,
        "feed_built": median(lambda: _fetch(feed), 5),
    }


def next_dates(now: datetime) -> OccurrenceQuerySet:
    """Return the next dates of everything."""
    return Occurrence.objects.listed().upcoming(now)[:NEXT]


def addresses(now: datetime) -> dict[str, str]:
    """Return the measured paths by name."""
    today = timezone.localdate(now)
    ahead = Event.objects.filter(occurrences__start__gt=now).order_by("occurrences__start", "pk")
    single, series = ahead.filter(rule="").first(), weekly_series()
    topic, district = f"thema={_common_topic()}", "region=14524"
    month, whole = f"{LIST}{month_part(today)}/", event_path(series.slug, series.short_id)
    return {
        "bare view": "/_bare/",
        "home": "/",
        "month": month,
        "month: topic": f"{month}?{topic}",
        "month: district": f"{month}?{district}",
        "week": f"{LIST}{week_part(today)}/",
        "day": f"{LIST}{today.isoformat()}/",
        "list": LIST,
        "list: page 50": f"{LIST}?seite=50",
        "list: topic": f"{LIST}?{topic}",
        "list: district": f"{LIST}?{district}",
        "list: words": f"{LIST}?q=nachbarschaft",
        "list: near me": f"{LIST}?ort=08056",
        "list: accessible": f"{LIST}?zugang=step_free",
        "list: one organiser": f"{LIST}?veranstalter={single.organiser.register_id}",
        "list: topic, district, free": f"{LIST}?{topic}&{district}&kostenfrei=1",
        "archive": f"{LIST}archiv/",
        "event": event_path(single.slug, single.short_id),
        "series": whole,
        "series: all dates": f"{whole}alle/",
        "series: a date": f"{whole}{date_part(_next_key(series, now))}/",
        "embedded list": f"{LIST}einbetten/?{district}",
    }


def weekly_series() -> Event:
    """Return the weekly series with the most dates."""
    weekly = Event.objects.filter(rule__startswith="FREQ=WEEKLY")
    return weekly.annotate(many=Count("occurrences")).order_by("-many", "pk").first()


def _next_key(series: Event, now: datetime) -> str:
    """Return the key of a series' next date."""
    return Occurrence.objects.filter(event=series).upcoming(now).first().key


def _common_topic() -> str:
    """Return the topic of the most events."""
    return EventTopic.objects.values_list("tag__slug").annotate(many=Count("pk")).order_by("-many")[0][0]


def feed_path() -> str:
    """Return the path of the feed of the first alliance, in whose name every twentieth event is."""
    alliance = Event.objects.exclude(alliance=None).order_by("pk").first().alliance
    return f"{LIST}feed.ics?buendnis={alliance.register_id}"


def _fetch(path: str) -> bytes:
    """Return what a path answers after a change of content; raises RuntimeError if it is not 200."""
    changes.tick()
    store.clear()
    response = Client(headers={"host": "localhost"}).get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answers {response.status_code}")
    return response.content


def median(action: Callable[[], object], times: int) -> dict[str, float]:
    """Return the median milliseconds of an action, and those of the processor."""
    found = []
    for _time in range(times):
        started = time.perf_counter(), time.process_time()
        action()
        found.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    ms, cpu_ms = (statistics.median(values) * 1000 for values in zip(*found, strict=True))
    return {"ms": ms, "cpu_ms": cpu_ms}
