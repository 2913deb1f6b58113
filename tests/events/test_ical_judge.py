"""An independent library reads generated calendars and finds the same dates, names, ends and cancellations."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from events.ical.reading import read
from events.ical.writing import write
from events.recurrence.expand import keys
from tests.events.ical_files import calendar, event, only, previewed
from tests.events.ical_judge import judged

ZONES = {"day": None, "floating": "", "utc": "Z", "berlin": "Europe/Berlin", "new york": "America/New_York"}
RULES = (
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU",
    "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=4;BYDAY=2SU",
)  # fmt: skip


def written(name: str, wall: datetime, kind: str) -> str:
    """Return a property with a date or time of a kind."""
    if kind == "day":
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    tzid = f";TZID={ZONES[kind]}" if kind in {"berlin", "new york"} else ""
    return f"{name}{tzid}:{wall:%Y%m%dT%H%M%S}{'Z' if kind == 'utc' else ''}"


def components(random: Random, uid: str) -> Iterator[str]:
    """Yield a series or single event with exceptions."""
    kind = random.choice(list(ZONES))
    start = datetime(2026, 1, 1) + timedelta(days=random.randrange(200))
    length = timedelta(days=random.randrange(1, 4))
    if kind != "day":
        start += timedelta(hours=random.choice([0, 9, 18, 19, 22, 23]), minutes=random.choice([0, 30]))
        length = timedelta(minutes=random.choice([0, 30, 90, 480, 1500]))
    lines = ["DTSTAMP:20260101T000000Z", written("DTSTART", start, kind)]
    if kind == "day" or random.random() < 0.5:
        lines.append(written("DTEND", start + length, kind))
    else:
        lines.append(f"DURATION:PT{length // timedelta(minutes=1)}M")
    if random.random() < 0.8:
        rule = random.choice(RULES)
        if random.random() < 0.3 and next(iter(rrulestr(rule, dtstart=start)), None) == start:
            rule += f";COUNT={random.randrange(1, 20)}"
        elif random.random() < 0.5:
            until = start + timedelta(days=random.randrange(10, 300))
            rule += f";UNTIL={until:%Y%m%d}" if kind == "day" else f";UNTIL={until:%Y%m%dT%H%M%S}"
            rule += "" if kind in {"day", "floating"} else "Z"
        lines.append(f"RRULE:{rule}")
    if random.random() < 0.2:
        lines.append(written("RDATE", start + timedelta(days=random.randrange(1, 60)), kind))
    dates = list(islice(keys(only(calendar(event(*lines))).schedule), 30))[1:]
    random.shuffle(dates)
    for key in dates[:2]:
        zone = ZoneInfo(ZONES[kind]) if kind in {"berlin", "new york"} else None
        as_utc = zone and random.random() < 0.5
        lines.append(written("EXDATE", key.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")), "utc") if as_utc
                     else written("EXDATE", key, random.choice([kind, "day"])))  # fmt: skip
    yield event(*lines, uid=uid)
    for key in dates[2:5]:
        moved = key + timedelta(
            days=random.randrange(-2, 3), hours=0 if kind == "day" else random.randrange(3)
        )
        yield event(
            written("RECURRENCE-ID", key, kind),
            written("DTSTART", moved, kind),
            written("DTEND", moved + length + timedelta(days=random.choice([0, 1])), kind),
            f"STATUS:{random.choice(['CONFIRMED', 'CONFIRMED', 'TENTATIVE', 'CANCELLED'])}",
            uid=uid,
            summary=random.choice(["Treffen", "Anders"]),
        )


def generated(random: Random) -> bytes:
    """Return a calendar of a few events whose components stand in any order."""
    parts = [part for number in range(6) for part in components(random, f"{number}@example.org")]
    random.shuffle(parts)
    return calendar(*parts)


@pytest.mark.parametrize("seed", range(60))
def test_reading_agrees(seed):
    random = Random(seed)  # noqa: S311 -- the same every time
    data = generated(random)
    since = date(2026, random.randrange(1, 12), random.randrange(1, 28))
    until = since + timedelta(days=random.choice([1, 7, 31, 90, 400]))
    assert previewed(data, since, until) == judged(data, since, until)


@pytest.mark.parametrize("seed", range(60, 90))
def test_writing_agrees(seed):
    data = generated(Random(seed))  # noqa: S311 -- the same every time
    again = write(read(data).events, name="Alle")
    assert judged(again, date(2026, 1, 1), date(2027, 6, 1)) == previewed(
        data, date(2026, 1, 1), date(2027, 6, 1)
    )
    assert read(again).events == tuple(read(write(read(again).events, name="Alle")).events)
