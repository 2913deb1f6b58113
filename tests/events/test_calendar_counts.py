"""The numbers beside filters: those that the lists have, under all other conditions."""

import random
from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.calendar import counts
from events.calendar.asked import understand
from events.calendar.facets import filters_of
from events.calendar.filter_kinds import FILTER_KINDS
from events.calendar.selection import dates
from events.choices import Access, AttendanceMode, Cost, EventKind
from events.models import Event
from network.choices import TargetGroup
from network.models import Organisation
from network.region_table import region_table
from portal import content_cache
from portal.disclosure import Audience, Precision
from portal.http import page_cache
from tests import builders
from tests.events.feed_builders import NOW, at

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture(autouse=True)
def calendar():
    """Return a portal with a calendar, at a moment in March."""
    tree = builders.site_tree()
    builders.locale("en")
    builders.calendar_page(tree.home)
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield tree


def asked(query: str = ""):
    """Return a question."""
    return understand("/termine/", QueryDict(query))


def numbers(query: str = "") -> dict[str, dict[str, int]]:
    """Return the numbers that the form of the list shows, by filter and value."""
    question = asked(query)
    form = filters_of(question, counts.ahead(question, NOW), 0)
    found = {}
    for facet in form.facets:
        values = [*facet.values, *facet.more_values]
        found[facet.key] = {one.key: one.count for one in values}
        found[facet.key] |= {below.key: below.count for one in values for below in one.children}
    return found


def test_dates_are_counted_not_events():
    builders.event("Reihe", at(3, 10), rule="FREQ=WEEKLY;COUNT=5", kind="workshop")
    builders.event("Film", at(3, 10), kind="film")
    builders.event("Vorbei", at(3, 3), kind="rally")
    builders.event("Entwurf", at(3, 10), kind="exhibition", live=False)
    builders.event("Gerade", at(3, 4, 12), hours=3, kind="festival")
    assert numbers()["art"] == {"workshop": 5, "film": 1, "festival": 1}


def test_a_filter_ignores_what_it_has_chosen_itself_and_no_other():
    topic = builders.topic("Demokratie")
    builders.event("A", at(3, 10), kind="film", attendance_mode="online", topics=[topic])
    builders.event("B", at(3, 11), kind="workshop", attendance_mode="online")
    builders.event("C", at(3, 12), kind="workshop", topics=[topic])
    found = numbers("art=film&teilnahme=online")
    assert found["art"] == {"film": 1, "workshop": 1}
    assert found["teilnahme"] == {"online": 1}
    assert found["thema"] == {topic.slug: 1}
    assert numbers("art=film&art=workshop")["teilnahme"] == {"online": 2, "on_site": 1}


def test_what_finds_nothing_is_left_out_unless_it_is_chosen():
    builders.event("A", at(3, 10), kind="film")
    found = numbers("art=workshop&q=gibtesnicht")
    assert found["art"] == {"workshop": 0}
    assert "teilnahme" not in found


def test_frequent_values_stand_first_and_chosen_ones_before_them():
    for slug, many in (("Antirassismus", 1), ("Bildung", 3), ("Chor", 2)):
        topic = builders.topic(slug)
        for number in range(many):
            builders.event(f"{slug} {number}", at(3, 10), topics=[topic])
    assert [*numbers()["thema"].values()] == [3, 2, 1]
    assert [*numbers("thema=antirassismus")["thema"].values()] == [1, 3, 2]


def test_the_days_chosen_and_the_days_shown_narrow_the_numbers():
    builders.event("Reihe", at(3, 10), rule="FREQ=WEEKLY;COUNT=5", kind="workshop")
    assert numbers("von=2026-03-17&bis=2026-03-24")["art"] == {"workshop": 2}
    text = Client().get("/en/termine/2026-04/").content.decode()
    assert 'value="workshop"><span>Workshop</span><span class="num">1</span>' in text.replace("\u00ad", "")


def test_long_dates_and_those_over_the_end_of_a_month_are_counted_once():
    builders.event("Ausstellung", date(2025, 11, 1), ends_on=date(2026, 5, 1), kind="exhibition")
    builders.event("Lang", date(2026, 3, 2), ends_on=date(2026, 5, 1), kind="exhibition")
    builders.event("Lager", date(2026, 2, 27), ends_on=date(2026, 3, 2), kind="workshop")
    builders.event("April", at(4, 1), kind="film")
    question = asked()
    found = counts.counts_of(question, counts.on_days(question, FIRST, LAST)).of("art")
    assert found == {"exhibition": 2, "workshop": 1}


def a_calendar(dice: random.Random) -> None:
    """Write forty events with everything that filters look at, some of it hidden."""
    district = builders.region("14524", "Landkreis Zwickau")
    towns = [
        builders.region(f"145243{n}0", f"Ort {n}", parent=district, lat=50.7, lon=12.4) for n in range(3)
    ]
    other = builders.region("14521", "Erzgebirgskreis")
    houses = [
        builders.venue(f"Haus {n}", region=town, lat=50.7 + n / 5, lon=12.4, access=["wheelchair"])
        for n, town in enumerate([*towns, other, None])
    ]
    entries = [builders.organisation(f"Verein {n}", register_id=f"v{n}") for n in range(3)]
    alliances = [builders.organisation(f"Netz {n}", kind="alliance", register_id=f"n{n}") for n in range(2)]
    topics = [builders.topic(name) for name in ("Demokratie", "Chor")]
    for number in range(40):
        event = builders.event(
            f"Termin {number % 7}",
            at(3, dice.randint(1, 31), dice.randint(6, 20)),
            hours=dice.choice([1, 30]),
            rule=dice.choice(["", "", "FREQ=WEEKLY;COUNT=4"]),
            kind=dice.choice(list(EventKind.values)[:4]),
            attendance_mode=dice.choice(AttendanceMode.values),
            cost=dice.choice(Cost.values),
            venue=dice.choice([*houses, None]),
            region=dice.choice([*towns, other, None]),
            place_disclosure=dice.choice(list(Audience)),
            place_precision=dice.choice(list(Precision)),
            organiser=dice.choice([*entries, None]),
            organiser_text="Stadt",
            alliance=dice.choice([*alliances, None]),
            access=dice.sample(Access.values, dice.randint(0, 2)),
            target_groups=dice.sample(TargetGroup.values[:4], dice.randint(0, 2)),
            languages=dice.sample(["de", "en", "uk"], dice.randint(0, 2)),
            topics=dice.sample(topics, dice.randint(0, 2)),
        )
        if dice.random() < 0.3:
            event.co_organisers.create(organisation=dice.choice([*entries, *alliances]))
    Organisation.objects.filter(register_id="v1").update(is_shielded=True)
    builders.drain()
    content_cache.clear()


def a_query(dice: random.Random) -> str:
    """Return a question that may ask anything."""
    pairs = []
    for kind in FILTER_KINDS:
        labels = list(kind.labels())
        if labels and dice.random() < 0.25:
            pairs += [f"{kind.parameter}={key}" for key in dice.sample(labels, min(len(labels), 2))]
    pairs += dice.sample(
        [
            "region=14524",
            "region=14524310",
            "region=14521",
            "kostenfrei=1",
            "q=termin+3",
            "ort=Ort+0&umkreis=25",
        ],
        dice.randint(0, 2),
    )
    return "&".join(pairs + dice.sample(["von=2026-03-10", "bis=2026-03-20"], dice.randint(0, 1)))


STRETCHES = {
    "ahead": (lambda one: counts.ahead(one, NOW), lambda rows: rows.not_over(NOW)),
    "past": (lambda one: counts.past(one, NOW), lambda rows: rows.past(NOW)),
    "month": (lambda one: counts.on_days(one, FIRST, LAST), lambda rows: rows.on_days(FIRST, LAST)),
}


@pytest.mark.parametrize("seed", range(3))
def test_every_number_is_that_of_the_list_it_leads_to(seed):
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    a_calendar(dice)
    seen = 0
    for _number in range(12):
        question = asked(a_query(dice))
        for name, (stretch, listed) in STRETCHES.items():
            found = counts.counts_of(question, stretch(question))
            assert found.total == listed(dates(question)).count(), (name, question)
            for parameter in ("region", *(kind.parameter for kind in FILTER_KINDS)):
                known = found.of(parameter)
                for key in dice.sample(possible(parameter), min(3, len(possible(parameter)))):
                    if parameter == "veranstalter" and key not in question.chosen.get(parameter, ()):
                        continue
                    rows = listed(dates(with_value(question, parameter, key)))
                    assert known.get(key, 0) == rows.count(), (name, parameter, key, question)
                    seen += known.get(key, 0)
    assert seen > 100


def possible(parameter: str) -> list[str]:
    """Return the values a filter may have."""
    if parameter == "region":
        return sorted(region_table().rows)
    return sorted(next(kind for kind in FILTER_KINDS if kind.parameter == parameter).labels())


def with_value(question, parameter: str, key: str):
    """Return a question in which a filter has one value alone."""
    if parameter == "region":
        return replace(question, regions=(key,))
    return replace(question, chosen={**question.chosen, parameter: frozenset({key})})


@pytest.mark.parametrize("path", ["", "2026-03/", "?art=film&q=reihe", "?ort=Zwickau"])
def test_numbers_cost_no_query_once_they_are_known(path):
    builders.places()
    for number in range(5):
        builders.event(f"Reihe {number}", at(3, 10), rule="FREQ=WEEKLY;COUNT=5", kind="film")
    builders.drain()
    client, found = Client(), []
    for _number in range(2):
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/termine/{path}").status_code == 200
        found.append([one["sql"] for one in queries])
    assert len(found[1]) <= 10, found[1]
    assert not [sql for sql in found[1] if "GROUP BY" in sql and "first_day" not in sql]


def test_numbers_follow_content_and_the_clock():
    builders.event("Heute", at(3, 4, 15), hours=1, kind="film")
    assert numbers()["art"] == {"film": 1}
    builders.event("Morgen", at(3, 5), kind="film")
    builders.drain()
    assert numbers()["art"] == {"film": 2}
    later = NOW + timedelta(hours=5)
    with mock.patch("django.utils.timezone.now", return_value=later):
        question = asked()
        assert counts.counts_of(question, counts.ahead(question, later)).of("art") == {"film": 1}


def test_an_empty_calendar_has_no_filters():
    assert Event.objects.count() == 0
    assert numbers() == {}
