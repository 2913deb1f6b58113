"""Month, week and day: one table, few dates a day, and no way beyond what there is."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from unittest import mock

import pytest

from tests import builders
from tests.events.calendar_pages import at, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(tree, at_half_past_seven):
    """Give a portal a calendar with dates from February to May, and let it be the fourth of March."""
    builders.event("Erster", at(10, month=2))
    builders.event("Letzter", at(20, month=5))


def get(part: str, status: int = 200) -> str:
    """Return a part of the English calendar."""
    return page(f"/en/termine/{part}", status)


class Cells(HTMLParser):
    """The cells of the month table by day, and how many tables and head cells there are."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tables = self.heads = 0
        self.cells: dict[str, str] = {}
        self._day = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Note tables, head cells with a scope, and the day of each cell."""
        found = dict(attrs)
        self.tables += tag == "table"
        self.heads += tag == "th" and found.get("scope") == "col"
        if tag == "td":
            self._day = ""
        if tag == "time" and found.get("class") == "d":
            self._day = found["datetime"]
            self.cells[self._day] = ""
        if tag == "table":
            self._day = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave the last cell with its table."""
        if tag == "table":
            self._day = ""

    def handle_data(self, data: str) -> None:
        """Collect the words of a cell."""
        if self._day:
            self.cells[self._day] += data


def cell(part: str, day: str) -> str:
    """Return the words of a day's cell."""
    return " ".join(Cells(get(part)).cells[day].split())


def test_a_month_is_one_table_with_caption_and_scopes():
    builders.event("Lesung", at(6))
    shown = get("2026-03/")
    found = Cells(shown)
    assert (found.tables, found.heads, len(found.cells)) == (1, 7, 31)
    assert "<caption" in shown and "Dates in March 2026" in shown


def test_links_say_their_whole_day():
    builders.event("Lesung", at(6))
    assert cell("2026-03/", "2026-03-06") == "6 19:00 Lesung, Friday, 6 March 2026"


def test_a_day_on_a_phone_says_month_and_weekday_behind_its_number():
    builders.event("Lesung", at(6))
    assert 'datetime="2026-03-06" data-day=" March, Friday">6</time>' in get("2026-03/")


def test_a_day_shows_three_dates_and_how_many_more():
    for hour in (18, 10, 12, 20, 14):
        builders.event(f"Um {hour}", at(5, hour))
    words = cell("2026-03/", "2026-03-05")
    assert [hour for hour in (10, 12, 14, 18, 20) if f"Um {hour}" in words] == [10, 12, 14]
    assert "2 more on 5 March" in words
    assert 'href="/en/termine/2026-03-05/"' in get("2026-03/")
    day = get("2026-03-05/")
    assert all(f"Um {hour}" in day for hour in (10, 12, 14, 18, 20))


def test_the_way_to_a_day_keeps_the_filters():
    for hour in range(10, 15):
        builders.event(f"Um {hour}", at(5, hour), kind="film")
    assert 'href="/en/termine/2026-03-05/?art=film"' in get("2026-03/?art=film")


def test_several_days_stand_on_each_of_them_and_nights_on_their_evening():
    builders.event("Akademie", date(2026, 3, 10), ends_on=date(2026, 3, 12))
    builders.event("Nacht", at(10, 22), hours=5)
    builders.event("Über den Monat", date(2026, 2, 27), ends_on=date(2026, 3, 2))
    cells = Cells(get("2026-03/")).cells
    assert {day[-2:] for day, words in cells.items() if "Akademie" in words} == {"10", "11", "12"}
    assert {day[-2:] for day, words in cells.items() if "Nacht" in words} == {"10"}
    assert {day[-2:] for day, words in cells.items() if "Über den Monat" in words} == {"01", "02"}


def test_a_date_with_a_title_of_its_own_shows_it():
    changed = {"2026-03-13T19:00": {"title": "Plenum mit Wahl"}}
    builders.event("Plenum", at(6), rule="FREQ=WEEKLY;COUNT=2", changed=changed)
    assert "Plenum mit Wahl" in cell("2026-03/", "2026-03-13")
    assert "Plenum mit Wahl" not in cell("2026-03/", "2026-03-06")


def test_a_moved_date_stands_on_its_new_day_only():
    changed = {"2026-03-13T19:00": {"starts_on": date(2026, 3, 17), "starts_at": at(17).time()}}
    builders.event("Plenum", at(6), rule="FREQ=WEEKLY;COUNT=2", changed=changed)
    assert "Moved" in cell("2026-03/", "2026-03-17") and "Plenum" not in cell("2026-03/", "2026-03-13")


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("2026-02/", None, "2026-03/"),
        ("2026-03/", "2026-02/", "2026-04/"),
        ("2026-05/", "2026-04/", None),
        ("2026-W07/", None, "2026-W08/"),
        ("2026-W10/", "2026-W09/", "2026-W11/"),
        ("2026-W21/", "2026-W20/", None),
        ("2026-02-10/", None, "2026-02-11/"),
        ("2026-05-20/", "2026-05-19/", None),
    ],
)
def test_ways_lead_as_far_as_there_are_dates(part, before, after):
    shown = get(part)
    links = {rel: path for path, rel in re.findall(r'href="/en/termine/([^"]+)" rel="(prev|next)"', shown)}
    assert (links.get("prev"), links.get("next")) == (before, after)


@pytest.mark.parametrize(
    "part",
    [
        "2026-01/",
        "2026-06/",
        "1999-01/",
        "9999-12/",
        "2026-W30/",
        "2025-W01/",
        "2026-06-01/",
        "2026-02-09/",
        "9999-W52/",
        "9999-12-31/",
    ],
)
def test_beyond_the_dates_there_is_nothing(part):
    get(part, status=404)


@pytest.mark.parametrize(
    "part",
    ["2026-13/", "2026-00/", "0000-01/", "2026-W54/", "2026-W00/", "2026-02-30/", "2026-3/", "2026-03-4/"],
)
def test_what_is_no_day_is_not_there(part):
    get(part, status=404)


def test_the_present_is_always_there():
    with mock.patch("django.utils.timezone.now", return_value=datetime(2027, 1, 7, 12, tzinfo=UTC)):
        for part in ("2027-01/", "2027-W01/", "2027-01-07/"):
            assert "noindex" in get(part)


def test_a_month_without_hits_is_not_for_search_engines():
    builders.event("Lesung", at(6))
    assert "noindex" not in get("2026-03/")
    assert "noindex" in get("2026-04/")
    assert "Nothing takes place in this month" in get("2026-04/")
    assert "noindex" in get("2026-03/?art=film") and "noindex" in get("2026-W10/")


def test_a_long_day_has_pages():
    for number in range(55):
        builders.event(f"Nummer {number:02}", at(5, 8 + number % 12))
    first, second = get("2026-03-05/"), get("2026-03-05/?seite=2")
    assert first.count("<h4>") == 50 and second.count("<h4>") == 5


def test_a_week_shows_some_dates_of_each_day():
    for number in range(10):
        builders.event(f"Nummer {number}", at(5, 8 + number))
    shown = get("2026-W10/")
    assert shown.count("<h4>") == 8 and "2 more on 5 March" in shown


def test_a_day_tells_apart_what_began_before():
    builders.event("Akademie", date(2026, 3, 10), ends_on=date(2026, 3, 12))
    builders.event("Lesung", at(11))
    shown = get("2026-03-11/")
    assert shown.index("Began before") < shown.index("Akademie") < shown.index("Lesung")
