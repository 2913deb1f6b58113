"""Whatever happens at the source and here, in any order: nothing fails, and reading twice is reading once."""

import random
from datetime import datetime, timedelta

import pytest

from events import occurrences, series
from events.keys import key_start
from events.models import Event, FeedItem
from events.recurrence.expand import next_keys
from tests.events.sources import NOW, exception, google, read, trusted_feed, weekly

pytestmark = pytest.mark.django_db
PUBLISHES = series.Editor(publishes=True)


def at_the_source(dice: random.Random) -> bytes:
    """Return a series as its organisation may have it today."""
    hour, count = dice.choice([17, 18, 19]), dice.randint(2, 6)
    lines = [f"LOCATION:{dice.choice(['Gasometer', 'Rathaus', ''])}"]
    body = weekly(*lines, title=dice.choice(["Café", "Treff"]), rule=f"FREQ=WEEKLY;COUNT={count}")
    body = body.replace("T190000", f"T{hour}0000").replace("T210000", f"T{hour + 2}0000")
    days = dice.sample(range(count), dice.randint(0, min(3, count)))
    more = []
    for number in days:
        day = datetime(2026, 3, 4, hour) + timedelta(weeks=number)
        key = day.strftime("%Y%m%dT%H%M%S")
        match dice.randrange(3):
            case 0:
                more.append(exception(key, "STATUS:CANCELLED"))
            case 1:
                body = body.replace("\nRRULE", f"\nEXDATE;TZID=Europe/Berlin:{key}\nRRULE")
            case 2:
                moved = (day + timedelta(hours=dice.choice([0, 1, 26]))).strftime("%Y%m%dT%H%M%S")
                more.append(
                    exception(key, f"DTSTART;TZID=Europe/Berlin:{moved}", "DURATION:PT2H", title="Anders")
                )
    return google(body, *more)


def here(event: Event, dice: random.Random) -> None:
    """Let an editor do something to it."""
    draft = event.get_latest_revision_as_object()
    keys = next_keys(draft.schedule, draft.schedule.start, 6)
    if not keys:
        return
    key = series.key_text(dice.choice(keys), draft.is_all_day)
    match dice.randrange(5):
        case 0:
            series.cancel_date(event, key, "Krank", PUBLISHES)
        case 1:
            series.remove_date(event, key, PUBLISHES)
        case 2:
            start = key_start(key) + timedelta(hours=3)
            series.move_date(event, key, (start, start + timedelta(hours=2)), "", PUBLISHES)
        case 3:
            start = draft.schedule.start + timedelta(hours=1)
            series.shift_all(event, start, start + timedelta(hours=2), PUBLISHES)
        case 4:
            draft.title = "Von hier"
            draft.save_revision().publish()


@pytest.mark.parametrize("seed", [*range(10), 23, 28])
def test_source_and_editors_in_any_order(seed):
    dice = random.Random(seed)  # noqa: S311 - a game
    source = trusted_feed()
    read(source, google(weekly()), NOW)
    for _step in range(4):
        body = at_the_source(dice)
        for time in range(2):
            FeedItem.objects.update(content_digest="")
            report = read(source, body + b"\r\n" * time, NOW)
            assert not report.count("failed")
            assert time == 0 or not report.count("changed", "new")
            assert not list(occurrences.differences(Event.objects.all(), NOW))
        for _edit in range(dice.randint(0, 2)):
            here(Event.objects.get(), dice)
    assert Event.objects.count() == 1
