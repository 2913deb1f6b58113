"""Rules are read leniently, written strictly, and refused with a place and a remedy."""

import pytest

from events.recurrence.rules import MOST_REPETITIONS, RuleError, check_rule, read_rule
from tests.events.recurring import BERLIN, at

START = at("2026-03-03 18:00")  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("FREQ=WEEKLY;", "FREQ=WEEKLY"),
        (" rrule:freq=weekly ; byday = tu , th ;; ", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("INTERVAL=1;FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU"),
        ("FREQ=MONTHLY;BYDAY=+1TU", "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=MONTHLY;BYDAY=-1FR,TU", "FREQ=MONTHLY;BYDAY=-1FR,TU"),
        ("FREQ=WEEKLY;BYDAY=1TU", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=DAILY;BYHOUR=18;BYMINUTE=0;BYSECOND=0", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1,1", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("FREQ=DAILY;COUNT=-1", "FREQ=DAILY"),
        ("FREQ=DAILY;X-FOO=BAR", "FREQ=DAILY"),
        ("FREQ=DAILY;COUNT=3;FREQ=DAILY", "FREQ=DAILY;COUNT=3"),
        (r"FREQ=WEEKLY\;BYDAY=TU\,TH", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("FREQ=DAILY;UNTIL=20260630", "FREQ=DAILY;UNTIL=20260630T160000Z"),
        ("FREQ=DAILY;UNTIL=20260630T180000", "FREQ=DAILY;UNTIL=20260630T160000Z"),
        ("FREQ=DAILY;UNTIL=20261201T170000Z", "FREQ=DAILY;UNTIL=20261201T170000Z"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY"),
        ("FREQ=DAILY;UNTIL=20360630T160000Z", "FREQ=DAILY;UNTIL=20360630T160000Z"),
    ],
)
def test_rules_are_kept_in_one_form(text, expected):
    rule = check_rule(text, START, is_all_day=False)
    assert rule == expected
    assert check_rule(rule, START, is_all_day=False) == rule


@pytest.mark.parametrize("until", ["20260630", "20260630T235959", "20260630T215959Z"])
def test_whole_days_end_with_a_day(until):
    assert check_rule(f"FREQ=DAILY;UNTIL={until}", at("2026-03-03"), True, "") == "FREQ=DAILY;UNTIL=20260630"


def test_whole_days_have_no_time_of_the_day():
    assert check_rule("FREQ=DAILY;BYHOUR=9,12;BYMINUTE=0", at("2026-03-03"), True, "") == "FREQ=DAILY"


@pytest.mark.parametrize(("until", "kept"), [("20260630", "T180000"), ("20260630T200000Z", "T200000")])
def test_floating_series_end_without_a_zone(until, kept):
    assert check_rule(f"FREQ=DAILY;UNTIL={until}", START, False, "") == f"FREQ=DAILY;UNTIL=20260630{kept}"


def test_the_day_of_an_until_is_included():
    assert read_rule("FREQ=DAILY;UNTIL=20260630", START).until == at("2026-06-30 18:00")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "FREQ"),
        ("FREQ=", "FREQ="),
        ("nonsense", "NONSENSE"),
        ("FREQ=SECONDLY", "SECONDLY"),
        ("FREQ=MINUTELY", "MINUTELY"),
        ("FREQ=HOURLY", "HOURLY"),
        ("FREQ=FORTNIGHTLY", "FORTNIGHTLY"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=DAILY;INTERVAL=1000", "INTERVAL=1000"),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=٢", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=1.5", "INTERVAL=1.5"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0"),
        ("FREQ=DAILY;COUNT=1000000", "COUNT=1000000"),
        (f"FREQ=DAILY;COUNT={MOST_REPETITIONS + 1}", "COUNT"),
        ("FREQ=DAILY;COUNT=5;UNTIL=20270101", "COUNT and UNTIL"),
        ("FREQ=DAILY;UNTIL=20260302", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20261301", "UNTIL=20261301"),
        ("FREQ=DAILY;UNTIL=20260630T250000", "UNTIL"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL=TOMORROW"),
        ("FREQ=DAILY;UNTIL=00010101", "UNTIL"),
        ("FREQ=DAILY;BYHOUR=9,18", "BYHOUR=9,18"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR=9"),
        ("FREQ=DAILY;BYSECOND=", "BYSECOND"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "RSCALE"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        ("FREQ=WEEKLY;BYDAY=", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY=54MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH=-1"),
        ("FREQ=WEEKLY;BYMONTHDAY=13", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYYEARDAY=100", "BYYEARDAY"),
        ("FREQ=WEEKLY;BYWEEKNO=20", "BYWEEKNO"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "BYWEEKNO"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=WEEKLY;WKST=XX", "WKST=XX"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 300), "512"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY=30"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY=30"),
        ("FREQ=MONTHLY;BYMONTH=4,6,9,11;BYMONTHDAY=31", "BYMONTHDAY=31"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "BYSETPOS=6"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "BYMONTH=2"),
        ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "BYWEEKNO=53"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", "BYMONTHDAY=20"),
        ("FREQ=%(x)s;BYDAY=%s", "%"),
    ],
)
def test_other_rules_are_refused_by_name(text, named):
    with pytest.raises(RuleError) as refusal:
        check_rule(text, START, is_all_day=False)
    assert named in str(refusal.value)
    assert len(str(refusal.value)) > 30
    assert refusal.value.sentence % refusal.value.about == str(refusal.value)


def test_a_rare_rule_is_not_an_impossible_one():
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"
    assert check_rule(rule, START, is_all_day=False) == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"


@pytest.mark.parametrize("year", ["0001", "0999", "9500"])
def test_series_begin_within_the_calendar(year):
    with pytest.raises(RuleError):
        check_rule("FREQ=DAILY", at(f"{year}-03-03 18:00"), is_all_day=False, zone=BERLIN)
