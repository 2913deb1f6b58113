"""The demo's calendar as unsaved events: everything follows from the hosts and one Monday.

Ids, titles, hours and the distance in weeks from that Monday are the same on every machine; the Monday is that of the
day on which the calendar was first built, so that it is full then, from two months ago to a year ahead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.html import format_html_join

from events.choices import Access, AttendanceMode, Cost, EventKind, EventStatus, Source
from events.keys import key_text
from events.models import ChangedDate, CoOrganiser, Event, EventTopic, Venue
from events.recurrence.expand import next_keys
from network.demo.content import permanent_id
from network.models import Organisation, Topic
from portal.disclosure import Audience, Precision

from .content import (
    Idea,
    Programme,
    Round,
    exhibitions,
    ideas,
    number,
    pick,
    programmes,
    rounds,
    short_id,
    stored,
)
from .hosts import Host

WEEKS_BACK, WEEKS_AHEAD = 8, 52
SERIES = 60
EXHIBITIONS = 12
DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CANCELLED = "Muss leider ausfallen, weil zu viele krank sind."
POSTPONED = "Der Saal hat einen Wasserschaden. Der neue Tag steht bald hier."
# What nobody can do from home.
OUTDOORS = frozenset({EventKind.RALLY, EventKind.ACTION, EventKind.COMMEMORATION})
# Every how manieth event has it.
ACCESS_SHARES = (
    (Access.INTERPRETING, 9),
    (Access.SIGN_LANGUAGE, 19),
    (Access.CHILDCARE, 11),
    (Access.QUIET_ROOM, 17),
)


@dataclass
class Plan:
    """An unsaved event with its name in the demo; `programme` names the umbrella it is part of."""

    key: str
    event: Event
    programme: str = ""


@dataclass(frozen=True)
class Words:
    """What an event says of itself."""

    kind: str
    title: str
    summary: str
    text: str


@dataclass(frozen=True)
class World:
    """What plans are made from: hosts with their houses, topics by slug, alliances, and the Monday."""

    hosts: Sequence[Host]
    houses: Mapping[str, Venue]
    topics: Mapping[str, Topic]
    alliances: Sequence[Organisation]
    monday: date


def plans(world: World) -> Iterator[Plan]:
    """Yield every event of the demo, umbrellas first."""
    if not world.hosts:
        return
    yield from _umbrellas(world)
    yield from _singles(world)
    yield from _series(world)
    yield from _exhibitions(world)
    yield from _parts(world)


def _singles(world: World) -> Iterator[Plan]:
    """Yield two or three events of each host."""
    for host in world.hosts:
        fitting = [idea for idea in ideas() if host.topics & set(idea.topics)]
        common = [idea for idea in ideas() if not idea.topics]
        for n in range(2 + (number(host.key, "many") % 3 == 0)):
            key = f"single:{host.key}:{n}"
            chosen = common if not fitting or number(key, "common") % 5 == 0 else fitting
            idea = chosen[(number(host.key) + n) % len(chosen)]
            title, summary = idea.says[(number(host.key, idea.kind) + n) % len(idea.says)]
            day = world.monday + timedelta(weeks=_weeks(key), days=pick(idea.days, key, "day"))
            event = _event(world, host, key, Words(idea.kind, title, summary, _text(idea.texts, key)))
            _at(event, day, pick(idea.starts, key, "start"), idea.hours)
            _about(event, world, host, idea)
            yield Plan(key, _varied(event, host, key))


def _weeks(key: str) -> int:
    """Return how many weeks from the Monday something is: most of it soon, some of it past or far ahead."""
    share = number(key, "week") % 1000 / 1000
    return round(-WEEKS_BACK + share**1.6 * (WEEKS_AHEAD + WEEKS_BACK - 1))


def _series(world: World) -> Iterator[Plan]:
    """Yield the series, each with something that differs from its rule."""
    used: set[str] = set()
    for n in range(SERIES):
        one = rounds()[n % len(rounds())]
        host = _free_host(world, one.topics, used, n)
        if host is None:
            return
        used.add(host.key)
        key = f"series:{host.key}"
        day = (one.day + n // len(rounds())) % 5 if one.day < 5 else one.day
        event = _event(world, host, key, Words(one.kind, one.title, one.summary, _text((), key)))
        event.rule = one.rule.format(day=DAY_NAMES[day])
        event.languages = list(one.languages)
        _at(event, _first_day(world.monday - timedelta(weeks=WEEKS_BACK), one, day), one.starts, one.hours)
        _topics(event, world, sorted(host.topics & set(one.topics)))
        if one.mode == AttendanceMode.ONLINE:
            _online(event, host, key)
        if n % 7 == 0 and world.alliances:
            event.alliance = pick(world.alliances, key)
        _differ(event, world.monday, n)
        yield Plan(key, event)


def _free_host(world: World, topics: Sequence[str], used: set[str], n: int) -> Host | None:
    """Return a host for a series: one that works on it, else any; nobody has two."""
    free = [host for host in world.hosts if host.key not in used]
    fitting = [host for host in free if host.topics & set(topics)]
    return pick(fitting or free, "series", n) if free else None


def _first_day(since: date, one: Round, day: int) -> date:
    """Return the first day from one on that fits a rule by week or by month."""
    if "MONTHLY" not in one.rule:
        return since + timedelta(days=(day - since.weekday()) % 7)
    place = int(one.rule.partition("BYDAY=")[2].partition("{")[0])
    for n in range(62):
        found = since + timedelta(days=n)
        is_last = (found + timedelta(days=7)).month != found.month
        if found.weekday() == day and (is_last if place < 0 else (found.day - 1) // 7 + 1 == place):
            return found
    raise ValueError(one.rule)


def _differ(event: Event, monday: date, n: int) -> None:
    """Let dates of a series be cancelled, moved, left out, added, renamed, or let it pause."""
    ahead = next_keys(event.schedule, datetime.combine(monday, time(0)), 6)
    names = [key_text(key, is_all_day=False) for key in ahead]
    changes = [
        ChangedDate(key=names[4], status="cancelled", note="Fällt aus, wir machen zusammen einen Ausflug.")
    ]
    if n % 6 == 0:
        changes.append(ChangedDate(key=names[1], status="cancelled", note=CANCELLED))
    elif n % 6 == 1:
        day = ahead[1].date() + timedelta(days=1)
        changes.append(ChangedDate(key=names[1], starts_on=day, starts_at=ahead[1].time()))
    elif n % 6 == 2:
        event.removed_dates = [names[1]]
    elif n % 6 == 3:
        event.extra_dates = [key_text(ahead[1] - timedelta(days=2), is_all_day=False)]
    elif n % 6 == 4:
        changes.append(ChangedDate(key=names[2], title=f"{event.title} mit Gästen", note="Heute mit Besuch."))
    event.not_on_public_holidays = n % 2 == 0
    event.not_in_school_holidays = n % 5 == 0
    event.changed_dates = changes


def _exhibitions(world: World) -> Iterator[Plan]:
    """Yield exhibitions of days to weeks."""
    fitting = [host for host in world.hosts if host.topics & {"kunst-und-kultur", "erinnerungskultur"}]
    for n in range(EXHIBITIONS if fitting else 0):
        host, (title, summary) = pick(fitting, "exhibition", n), exhibitions()[n % len(exhibitions())]
        key = f"exhibition:{n}"
        event = _event(world, host, key, Words(EventKind.EXHIBITION, title, summary, _text((), key)))
        event.is_all_day = True
        event.starts_on = world.monday + timedelta(weeks=4 * n - 5, days=n % 5)
        event.ends_on = event.starts_on + timedelta(days=6 + number(key) % 45)
        event.cost = Cost.FREE
        _topics(event, world, sorted(host.topics & {"kunst-und-kultur", "erinnerungskultur"}))
        yield Plan(key, event)


def _umbrellas(world: World) -> Iterator[Plan]:
    """Yield the umbrellas, whose host is the network itself where it is there."""
    for one in programmes():
        key = f"programme:{one.key}"
        first = _first_of(one, world.monday)
        event = _event(world, world.hosts[0], key, Words(EventKind.OTHER, one.title, one.summary, one.text))
        event.organiser = world.alliances[0] if world.alliances else event.organiser
        event.is_programme, event.is_all_day, event.venue = True, True, None
        event.starts_on, event.ends_on = first, first + timedelta(days=len(one.parts) - 1)
        _topics(event, world, ["demokratiebildung"])
        yield Plan(key, event)


def _parts(world: World) -> Iterator[Plan]:
    """Yield the parts of the umbrellas, one a day, each somewhere else."""
    for one in programmes():
        first = _first_of(one, world.monday)
        for n, (kind, title, summary) in enumerate(one.parts):
            key = f"part:{one.key}:{n}"
            host = world.hosts[(number(one.key) + 37 * n) % len(world.hosts)]
            event = _event(world, host, key, Words(kind, title, summary, _text((), key)))
            _at(event, first + timedelta(days=n), ("18:00", "19:00", "16:30")[n % 3], 2)
            other = world.hosts[(number(one.key) + 37 * n + 11) % len(world.hosts)]
            if other.key != host.key:
                event.co_organisers = [CoOrganiser(organisation=other.entry, sort_order=0)]
            _topics(event, world, sorted(host.topics)[:2] or ["demokratiebildung"])
            yield Plan(key, event, one.key)


def _first_of(one: Programme, monday: date) -> date:
    """Return the first day of an umbrella: that in November is, the other begins on a Friday in four months."""
    if one.key == "novembertage":
        here = date(monday.year, 11, 4)
        return here if here >= monday else date(monday.year + 1, 11, 4)
    return monday + timedelta(weeks=16, days=4)


def _event(world: World, host: Host, key: str, words: Words) -> Event:
    """Return an unsaved event without times."""
    event = Event(
        uuid=permanent_id(f"event:{key}"),
        uid=str(permanent_id(f"event-uid:{key}")),
        short_id=short_id(key),
        title=words.title,
        summary=words.summary,
        description=words.text if words.text.startswith("<") else f"<p>{words.text}</p>",
        kind=words.kind,
        organiser=host.entry,
        venue=world.houses[host.key],
        languages=["de"],
        cost=pick((Cost.FREE, Cost.FREE, Cost.FREE, Cost.DONATION), key, "cost"),
        source=Source.EDITOR,
        live=False,
    )
    event.changed_dates, event.co_organisers, event.topic_links = [], [], []
    if host.is_discreet:
        event.place_precision = Precision.DISTRICT
    return event


def _at(event: Event, day: date, start: str, hours: float) -> None:
    """Set when it takes place."""
    begin = datetime.combine(day, time.fromisoformat(start))
    event.starts_on, event.starts_at = day, begin.time()
    event.ends_at = (begin + timedelta(hours=hours)).time()


def _topics(event: Event, world: World, slugs: Sequence[str]) -> None:
    """Set what it is about."""
    event.topic_links = [EventTopic(tag=world.topics[slug]) for slug in slugs if slug in world.topics]


def _about(event: Event, world: World, host: Host, idea: Idea) -> None:
    """Set what a single event is about, and now and then who else invites."""
    _topics(event, world, sorted(host.topics & set(idea.topics))[:3] or sorted(host.topics)[:1])
    beside = pick(world.hosts, event.uid, "beside")
    if number(event.uid, "co") % 6 == 0 and beside.key != host.key:
        event.co_organisers = [CoOrganiser(organisation=beside.entry, sort_order=0)]
    if number(event.uid, "alliance") % 15 == 0 and world.alliances:
        event.alliance = pick(world.alliances, event.uid)


def _varied(event: Event, host: Host, key: str) -> Event:
    """Let an event take place online, be told coarsely, be called off or cost something, now and then."""
    n = number(key, "varied")
    _elsewhere(event, host, key, n)
    if n % 37 == 0:
        event.status, event.status_note = EventStatus.CANCELLED, CANCELLED
    elif n % 43 == 0:
        event.status, event.status_note = EventStatus.POSTPONED, POSTPONED
    elif n % 31 == 0:
        event.status = EventStatus.TENTATIVE
    if event.kind in {EventKind.CULTURE, EventKind.FILM} and n % 2:
        event.cost, event.cost_note = Cost.PAID, "6 €, ermäßigt 3 €"
    event.access = [one for one, share in ACCESS_SHARES if number(key, one) % share == 0]
    if Access.INTERPRETING in event.access:
        event.languages = ["de", "ar", "uk"]
    return event


def _elsewhere(event: Event, host: Host, key: str, n: int) -> None:
    """Let every so many events take place online, too, or keep their place back; `n` is the event's own number."""
    if event.kind not in OUTDOORS and n % 12 == 0:
        _online(event, host, key)
    elif event.kind not in OUTDOORS and n % 11 == 0:
        event.attendance_mode = AttendanceMode.HYBRID
        event.online_url, event.online_disclosure = _link(key), Audience.PUBLIC
    elif n % 17 == 0:
        event.place_precision = Precision.MUNICIPALITY
    elif n % 23 == 0:
        event.place_disclosure = Audience.REGISTRANTS
    elif n % 41 == 0:
        event.place_disclosure = Audience.NOBODY


def _online(event: Event, host: Host, key: str) -> None:
    """Let it take place online, for the people of a region."""
    event.attendance_mode, event.venue, event.region = AttendanceMode.ONLINE, None, host.region
    event.online_url = _link(key)
    event.online_disclosure = pick((Audience.PUBLIC, Audience.REGISTRANTS), key, "link")


def _link(key: str) -> str:
    """Return an invented address of a meeting."""
    return f"https://treffen.example.org/{short_id(key)}"


def _text(texts: Sequence[str], key: str) -> str:
    """Return a description in paragraphs."""
    closing = pick(stored()["closings"], key, "closing")
    return format_html_join("", "<p>{}</p>", ((text,) for text in (*texts, closing)))
