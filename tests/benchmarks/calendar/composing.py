"""Random events, the same for the same seed, hosts and Monday: a fifth of them series, eleven dates an event.

Each depends on its number alone, so that a calendar grows without changing what is there.
"""

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from events.choices import Access, AttendanceMode, Cost, EventKind, EventStatus, Source
from events.keys import key_text
from events.models import ChangedDate, CoOrganiser, Event, EventTopic, Venue
from events.models.events import SHORT_LETTERS
from events.recurrence.expand import next_keys
from network.choices import TargetGroup
from network.models import Organisation, Topic
from portal.disclosure import Audience, Precision
from tests.benchmarks import phrases as words
from tests.benchmarks.generate import SPAN, Sentences, Zipf

EVERY_NTH_IS_A_SERIES = 5
EVERY_NTH_IS_OF_THE_ALLIANCE = 20
DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOURS = (time(9), time(10), time(14, 30), time(16), time(17, 30), time(18), time(19), time(19, 30), time(20))


@dataclass(frozen=True)
class Shape:
    """A kind of series: its rule, how many weeks before the Monday it begins at most, and how often there is one."""

    rule: str
    weeks_back: int
    share: int


SHAPES = (
    Shape("FREQ=WEEKLY;COUNT=52", 52, 38),
    Shape("FREQ=WEEKLY", 26, 18),
    Shape("FREQ=MONTHLY;BYDAY={nth}{day}", 104, 22),
    Shape("FREQ=WEEKLY;INTERVAL=2;COUNT=26", 52, 12),
    Shape("FREQ=DAILY;COUNT=10", 52, 10),
)
WEEKS_AHEAD = 26


@dataclass(frozen=True)
class World:
    """Who invites, in which houses, about what, in which alliances' names, and around which Monday."""

    hosts: Sequence[Organisation]
    houses: Mapping[int, Sequence[Venue]]
    topics: Sequence[Topic]
    alliances: Sequence[Organisation]
    monday: date


class Composer:
    """Composes unsaved events with their children."""

    def __init__(self, world: World, seed: int = 1) -> None:
        """Shuffle the words."""
        self.world, self.seed = world, seed
        shuffle = random.Random(seed).shuffle  # noqa: S311 - texts, no secrets
        self.topics = {topic.slug: topic for topic in world.topics}
        slugs = sorted(self.topics)
        shuffle(slugs)
        self.slugs = Zipf(slugs)
        self.sentences = Sentences(shuffle)

    def events(self, count: int) -> Iterator[Event]:
        """Yield `count` events."""
        for number in range(count):
            yield self.event(number)

    def event(self, number: int) -> Event:
        """Return one event; every twentieth is in the first alliance's name and still to come."""
        self.dice = random.Random(self.seed * SPAN + number)  # noqa: S311 - texts, no secrets
        host = self.dice.choice(self.world.hosts)
        uid = uuid.UUID(int=self.dice.getrandbits(128), version=4)
        event = Event(uuid=uid, uid=str(uid), organiser=host, source=Source.FEED)
        event.short_id = "".join(self.dice.choices(SHORT_LETTERS, k=10))
        # Another one of each twenty, so that a fifth of them are series.
        is_of_alliance = (
            number % EVERY_NTH_IS_OF_THE_ALLIANCE == (number // EVERY_NTH_IS_OF_THE_ALLIANCE) % 20
        )
        if is_of_alliance and self.world.alliances:
            event.alliance = self.world.alliances[0]
        self._say(event, host)
        self._place(event, host)
        if number % EVERY_NTH_IS_A_SERIES:
            self._at_once(event, is_ahead=is_of_alliance)
        else:
            self._as_series(event, is_ahead=is_of_alliance)
        self._children(event)
        return event

    def _text(self, frame: str, host: Organisation) -> str:
        """Return a frame with its gaps filled."""
        return self.sentences.fill(frame, host.seat.name, self.dice)

    def _is(self, share: float) -> bool:
        """Return True in that share of the events."""
        return self.dice.random() < share

    def _say(self, event: Event, host: Organisation) -> None:
        """Give an event its words and what it is found by."""
        event.kind = self.dice.choice(EventKind.values)
        event.title = self._text(self.dice.choice(words.EVENT_TITLES), host)
        event.summary = self._text(self.dice.choice(words.EVENT_SUMMARIES), host)
        frames = self.dice.sample(words.FRAMES, self.dice.randint(3, 8))
        event.description = f"<p>{' '.join(self._text(frame, host) for frame in frames)}</p>"
        event.target_groups = self.dice.sample(TargetGroup.values, self.dice.randint(0, 3))
        event.languages = self.dice.sample(words.LANGUAGES, self.dice.randint(0, 2))
        event.access = self.dice.sample(Access.values, self.dice.randint(0, 3))
        event.cost = self.dice.choice(Cost.values)
        if self._is(0.03):
            event.status = self.dice.choice(EventStatus.values)

    def _place(self, event: Event, host: Organisation) -> None:
        """Let an event be in a house of its host's town, online, or both; some do not tell the house."""
        event.attendance_mode = self.dice.choices(AttendanceMode.values, (85, 10, 5))[0]
        if event.attendance_mode == AttendanceMode.ONLINE:
            event.region = host.seat if self._is(0.5) else None
        else:
            event.venue = self.dice.choice(self.world.houses[host.seat_id])
        if event.attendance_mode != AttendanceMode.ON_SITE:
            event.online_url = "https://raum.example.org/treffen"
        if self._is(0.05):
            event.place_disclosure = self.dice.choice((Audience.MEMBERS, Audience.REGISTRANTS))
            event.place_precision = self.dice.choice((Precision.MUNICIPALITY, Precision.DISTRICT))

    def _at_once(self, event: Event, is_ahead: bool) -> None:
        """Give an event its only date: an evening, a day, some days, or an exhibition of weeks."""
        days = self.dice.randrange(280) if is_ahead else round(self.dice.triangular(-728, 420, 0))
        event.starts_on = self.world.monday + timedelta(days=days)
        length = self.dice.choices((0, 1, 3, 40), (86, 7, 6, 1))[0]
        event.is_all_day = length > 0
        if event.is_all_day:
            event.ends_on = event.starts_on + timedelta(days=self.dice.randint(0, length - 1))
        else:
            self._hours(event)

    def _as_series(self, event: Event, is_ahead: bool) -> None:
        """Give an event a rule, and some of the dates something that differs."""
        shape = self.dice.choices(SHAPES, [shape.share for shape in SHAPES])[0]
        weeks = self.dice.randint(0 if is_ahead else -shape.weeks_back, WEEKS_AHEAD)
        day = self.dice.randrange(7)
        event.starts_on = self.world.monday + timedelta(weeks=weeks, days=day)
        nth = (event.starts_on.day - 1) // 7 + 1
        event.rule = shape.rule.format(day=DAY_NAMES[day], nth=nth if nth < 5 else -1)
        self._hours(event)
        event.not_in_school_holidays, event.not_on_public_holidays = self._is(0.1), self._is(0.1)
        if self._is(0.3):
            self._differ(event)

    def _hours(self, event: Event) -> None:
        """Give an event its hours of the day."""
        event.starts_at = self.dice.choice(HOURS)
        end = datetime.combine(event.starts_on, event.starts_at) + timedelta(hours=self.dice.randint(1, 3))
        event.ends_at = end.time()

    def _differ(self, event: Event) -> None:
        """Let a date be called off, one be moved, one bear another title, and one be left out."""
        event.changed_dates = []
        ahead = next_keys(event.schedule, event.start + timedelta(days=1), 6)
        off, moved, named, out = (key_text(key, is_all_day=False) for key in ahead[:4])
        event.removed_dates = [out]
        event.changed_dates = [
            ChangedDate(key=off, status="cancelled", note="Fällt leider aus."),
            ChangedDate(key=moved, starts_on=ahead[1].date() + timedelta(days=1), starts_at=time(20)),
            ChangedDate(key=named, title=f"{event.title[:150]}, mit Gästen"),
        ]

    def _children(self, event: Event) -> None:
        """Give an event its topics and, sometimes, others who invite."""
        slugs = {self.slugs.draw(self.dice) for _n in range(self.dice.randint(1, 3))}
        event.topic_links = [EventTopic(tag=self.topics[slug]) for slug in sorted(slugs)]
        other = self.dice.choice(self.world.hosts)
        if self._is(0.1) and other != event.organiser:
            event.co_organisers = [CoOrganiser(organisation=other, sort_order=0)]
