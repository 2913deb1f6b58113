"""A series is described as people would say it, in German and English."""

from dataclasses import fields

import pytest

from events.recurrence.vocabulary import ENGLISH, GERMAN
from events.recurrence.wishes import Wish
from events.recurrence.wording import in_words
from tests.events.recurring import at, series, some_rules, whole_days

SCHOOL, PUBLIC = Wish

SAID = [
    ("2026-03-03", "FREQ=DAILY", "täglich", "every day"),
    ("2026-03-03", "FREQ=DAILY;INTERVAL=3", "alle drei Tage", "every three days"),
    ("2026-03-03", "FREQ=WEEKLY", "jeden Dienstag", "every Tuesday"),
    ("2026-03-03", "FREQ=WEEKLY;BYDAY=TU,TH", "jeden Dienstag und Donnerstag", "every Tuesday and Thursday"),
    (
        "2026-03-02",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "jeden Montag, Mittwoch und Freitag",
        "every Monday, Wednesday and Friday",
    ),
    ("2026-03-03", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "montags bis freitags", "Monday to Friday"),
    ("2026-03-03", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "täglich", "every day"),
    ("2026-03-06", "FREQ=WEEKLY;INTERVAL=2", "alle zwei Wochen am Freitag", "every two weeks on Friday"),
    (
        "2026-03-04",
        "FREQ=MONTHLY;BYDAY=1WE",
        "jeden ersten Mittwoch im Monat",
        "every first Wednesday of the month",
    ),
    (
        "2026-03-04",
        "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1",
        "jeden ersten Mittwoch im Monat",
        "every first Wednesday of the month",
    ),
    (
        "2026-03-04",
        "FREQ=MONTHLY;BYDAY=1WE,3WE",
        "jeden ersten und dritten Mittwoch im Monat",
        "every first and third Wednesday of the month",
    ),
    (
        "2026-03-27",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "am letzten Freitag im Monat",
        "on the last Friday of the month",
    ),
    (
        "2026-03-04",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE",
        "alle zwei Monate am ersten Mittwoch",
        "every two months on the first Wednesday",
    ),
    ("2026-03-15", "FREQ=MONTHLY", "jeden Monat am 15.", "every month on the 15th"),
    (
        "2026-03-01",
        "FREQ=MONTHLY;BYMONTHDAY=1,22",
        "jeden Monat am 1. und 22.",
        "every month on the 1st and 22nd",
    ),
    (
        "2026-03-31",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "am letzten Tag jedes Monats",
        "on the last day of every month",
    ),
    ("2026-11-09", "FREQ=YEARLY", "jedes Jahr am 9. November", "every year on the 9th of November"),
    (
        "2026-11-09",
        "FREQ=YEARLY;INTERVAL=15",
        "alle 15 Jahre am 9. November",
        "every 15 years on the 9th of November",
    ),
    (
        "2026-09-27",
        "FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU",
        "jedes Jahr am letzten Sonntag im September",
        "every year on the last Sunday of September",
    ),
    (
        "2026-03-03",
        "FREQ=WEEKLY;COUNT=10",
        "jeden Dienstag, insgesamt 10 Termine",
        "every Tuesday, 10 dates in all",
    ),
    (
        "2026-03-03",
        "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260630T160000Z",
        "jeden Dienstag und Donnerstag bis 30. Juni 2026",
        "every Tuesday and Thursday until 30 June 2026",
    ),
    ("2026-03-03", "FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=2", "an wiederkehrenden Tagen", "on recurring days"),
]


@pytest.mark.parametrize(("start", "rule", "german", "english"), SAID)
def test_a_rule_is_said_in_words(start, rule, german, english):
    schedule = series(f"{start} 18:00", rule)
    assert in_words(schedule) == german
    assert in_words(schedule, language="en") == english


@pytest.mark.parametrize(
    ("wishes", "german"),
    [
        ((PUBLIC, SCHOOL), "jeden Dienstag, außer in den sächsischen Schulferien und an Feiertagen"),
        ((SCHOOL,), "jeden Dienstag, außer in den sächsischen Schulferien"),
        ((PUBLIC,), "jeden Dienstag, außer an Feiertagen"),
    ],
)
def test_wishes_are_said_last(wishes, german):
    assert in_words(series("2026-03-03 18:00", "FREQ=WEEKLY"), wishes) == german


def test_single_dates_are_said():
    assert in_words(series("2026-03-03 18:00")) == ""
    picked = series("2026-03-03 18:00", extra=(at("2026-04-01 18:00"),))
    assert in_words(picked) == "an einzelnen Tagen"
    both = series("2026-03-03 18:00", "FREQ=WEEKLY", extra=(at("2026-04-01 18:00"),))
    assert in_words(both) == "jeden Dienstag und an einzelnen weiteren Tagen"


def test_whole_days_are_said_the_same():
    assert (
        in_words(whole_days("2026-03-03", "FREQ=WEEKLY;UNTIL=20260331")) == "jeden Dienstag bis 31. März 2026"
    )


@pytest.mark.parametrize(
    ("language", "said"), [("de-simple", "täglich"), ("en-GB", "every day"), ("ar", "every day")]
)
def test_other_languages_get_the_nearest_words(language, said):
    assert in_words(series("2026-03-03 18:00", "FREQ=DAILY"), language=language) == said


@pytest.mark.parametrize("language", ["de", "en"])
def test_any_rule_can_be_said(language):
    for start, rule in some_rules(200, 7):
        said = in_words(series(start.isoformat(), rule), (SCHOOL,), language)
        assert said
        assert "{" not in said


def test_languages_have_the_same_places_in_their_phrases():
    for field in fields(GERMAN):
        german, english = getattr(GERMAN, field.name), getattr(ENGLISH, field.name)
        if isinstance(german, str):
            assert german.count("{") == english.count("{"), field.name
        else:
            assert len(german) == len(english), field.name
