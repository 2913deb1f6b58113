"""What is measured by writing, in a copy: dates derived anew, a series published, calendars to be imported."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from django.utils import timezone

from events import occurrences
from events.models import Event, Occurrence
from network.models import Organisation
from tests.benchmarks import phrases as words
from tests.benchmarks.calendar.probe import median, weekly_series
from tests.benchmarks.generate import SPAN, Sentences

TIMES = 9
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Benchmark//DE", "X-WR-TIMEZONE:Europe/Berlin")
TOWNS = ("Zwickau", "Werdau", "Crimmitschau", "Glauchau")


def times() -> dict[str, dict[str, float]]:
    """Return the milliseconds of deriving the dates of a weekly series after a change, and of publishing it."""
    event = weekly_series()
    return {
        "as they were": median(lambda: occurrences.rebuild(event), TIMES),
        "another end": _after(event, ({"ends_at": event.starts_at}, {"ends_at": event.ends_at})),
        "another hour": _after(event, ({"starts_at": event.ends_at}, {"starts_at": event.starts_at})),
        "from nothing": median(lambda: _from_nothing(event), TIMES),
        "published": median(lambda: _publish(event), TIMES),
    }


def _after(event: Event, versions: tuple[dict[str, object], ...]) -> dict[str, float]:
    """Return the milliseconds of deriving the dates after each of two changes in turn; the event is as before."""
    turns = cycle(versions)

    def change() -> None:
        for name, value in next(turns).items():
            setattr(event, name, value)
        if not occurrences.rebuild(event):
            raise RuntimeError("nothing changed")

    return median(change, TIMES + TIMES % 2)


def _from_nothing(event: Event) -> None:
    """Derive dates of which there are none."""
    Occurrence.objects.filter(event=event).delete()
    occurrences.rebuild(event)


def _publish(event: Event) -> None:
    """Publish a series with another title."""
    event.title = f"{event.title[:150]} {random.random()}"  # noqa: S311 - no secret
    event.save_revision().publish()


def write_feeds(folder: str, count: int) -> dict[str, str]:
    """Write a calendar of so many events and the same with each of them changed; return their paths, and whose it is.

    Both bear the same name, by which an import knows that they are one calendar.
    """
    found = {}
    for version in ("new", "changed"):
        path = Path(folder) / version / "termine.ics"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(feed(count, timezone.localdate(), is_changed=version == "changed"))
        found[version] = str(path)
    register = Organisation.objects.exclude(kind="alliance").order_by("pk")
    return {**found, "organisation": register[0].register_id}


def feed(count: int, today: date, is_changed: bool) -> bytes:
    """Return a calendar; where it is changed, each event begins an hour later and says one more sentence."""
    lines = [*HEAD, *(line for number in range(count) for line in _event(number, today, is_changed))]
    return "\r\n".join(_folded([*lines, "END:VCALENDAR"])).encode() + b"\r\n"


def _event(number: int, today: date, is_changed: bool) -> Iterator[str]:
    """Yield the lines of an event, of each fifth those of a weekly series."""
    dice = random.Random(SPAN + number)  # noqa: S311 - texts, no secrets

    def say(frame: str) -> str:
        return SENTENCES.fill(frame, dice.choice(TOWNS), dice)

    first, hour = today + timedelta(days=dice.randint(1, 300)), dice.randint(9, 18)
    title, text = say(dice.choice(words.EVENT_TITLES)), " ".join(map(say, dice.sample(words.FRAMES, 4)))
    more = say(words.FRAMES[0])
    start = hour + is_changed
    yield from ("BEGIN:VEVENT", f"UID:{number}@benchmark.example.org", "DTSTAMP:20260101T000000Z")
    yield f"DTSTART;TZID=Europe/Berlin:{first:%Y%m%d}T{start:02}0000"
    yield f"DTEND;TZID=Europe/Berlin:{first:%Y%m%d}T{start + 2:02}0000"
    if number % 5 == 0:
        yield "RRULE:FREQ=WEEKLY;COUNT=20"
        yield f"EXDATE;TZID=Europe/Berlin:{first + timedelta(weeks=3):%Y%m%d}T{start:02}0000"
    yield f"SUMMARY:{_escaped(title)} {number}"
    yield f"DESCRIPTION:{_escaped(f'{text} {more}' if is_changed else text)}"
    yield f"LOCATION:{_escaped(f'Haus {number % 40}, Lindenhof 1, 08056 Zwickau')}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Return a text as iCalendar writes it (RFC 5545 §3.3.11)."""
    return text.replace(",", r"\,").replace(";", r"\;")


def _folded(lines: list[str]) -> Iterator[str]:
    """Yield lines in pieces of at most 75 octets, at two for each letter."""
    for line in lines:
        yield "\r\n ".join(line[at : at + 36] for at in range(0, len(line), 36))


SENTENCES = Sentences(random.Random(1).shuffle)  # noqa: S311 - texts, no secrets
