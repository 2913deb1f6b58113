"""Events in the interface: the filters of the calendar, strictly, and nothing that is not for everybody."""

from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event
from network import shielding
from portal import content_cache
from portal.disclosure import Audience, Precision
from tests import builders
from tests.events.feed_builders import NOW, at, series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar():
    """Return a portal with a calendar, at a moment in March."""
    tree = builders.site_tree()
    builders.calendar_page(tree.home)
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield tree


def get(path: str = "", status: int = 200) -> dict:
    """Return the answer of the interface."""
    response = Client().get(f"/api/v1/events/{path}")
    assert response.status_code == status, response.content
    return response.json()


def titles(path: str = "") -> list[str]:
    """Return what the events of a page are called."""
    return [one["title"] for one in get(path)["data"]]


def test_events_come_soonest_first_and_without_what_is_over():
    builders.event("Später", at(5, 1))
    builders.event("Vorbei", at(3, 3))
    builders.event("Heute früh", at(3, 4, 6))
    series("Reihe", starts_on=at(2, 4).date(), rule="FREQ=WEEKLY", removed_dates=["2026-03-04T19:00"])
    builders.event("Entwurf", at(3, 10), live=False)
    assert titles() == ["Heute früh", "Reihe", "Später"]
    assert titles("?bis=2026-03-03") == ["Reihe", "Vorbei"]
    assert titles("?von=2026-05-01&bis=2026-05-01") == ["Später"]


def test_a_series_is_one_event_with_its_next_dates():
    event = series()
    (one,) = get()["data"]
    assert (one["id"], one["uid"], one["rule"]) == (event.short_id, event.uid, "FREQ=WEEKLY;COUNT=12")
    by_key = {date["key"]: date for date in one["dates"]}
    assert (by_key["2026-03-18T19:00"]["status"], by_key["2026-03-18T19:00"]["note"]) == (
        "cancelled",
        "Krank",
    )
    assert by_key["2026-03-25T19:00"]["moved"]
    assert "2026-03-11T19:00" not in by_key
    assert one["url"] == by_key["2026-03-18T19:00"]["url"].removesuffix("2026-03-18/")
    assert get(f"{event.uid}/") == get(f"{event.short_id}/") | {
        "links": {"self": f"http://localhost:8000/api/v1/events/{event.uid}/"}
    }


def test_filters_narrow_and_unknown_values_are_refused():
    host = builders.organisation("Verein", register_id="42")
    builders.organisation("Ohne Termine", register_id="43")
    builders.event("Film", at(3, 10), organiser=host, kind="film", topics=[builders.topic("Asyl")])
    builders.event("Vortrag", at(3, 11), attendance_mode="online")
    assert titles("?veranstalter=42") == titles("?thema=asyl") == titles("?art=film") == ["Film"]
    assert titles("?teilnahme=online&q=vor") == ["Vortrag"]
    assert titles("?veranstalter=43") == []
    for query in ("veranstalter=44", "thema=nein", "region=99999", "buendnis=a,b", "ort=Nirgendwo"):
        assert get(f"?{query}", 404)["status"] == 404
    for query in ("art=nein", "von=1.3.2026", "von=2026-03-02&bis=2026-03-01", "jetzt=1", "kostenfrei=ja"):
        assert get(f"?{query}", 400)["status"] == 400


def test_what_is_not_public_is_unknown():
    event = builders.event("Film", at(3, 10))
    event.unpublish()
    draft = builders.event("Entwurf", at(3, 10), live=False)
    for one in (event.short_id, event.uid, draft.short_id, "2345678999"):
        get(f"{one}/", 404)


@pytest.mark.parametrize("disclosure", list(Audience))
@pytest.mark.parametrize("precision", list(Precision))
def test_nothing_hidden_is_told(disclosure, precision):
    district = builders.region("14524", "Zwickau")
    town = builders.region("14524330", "Werdau", parent=district)
    house = builders.venue(
        "KANARIHAUS", street="KANARISTR", town="Werdau", region=town, lat=50.7777, lon=12.9
    )
    changed = {"2026-04-01T19:00": {"venue": house, "online_url": "https://example.org/KANARIRAUM"}}
    event = series(
        venue=house,
        changed=changed,
        place_note="KANARIHOF",
        place_disclosure=disclosure,
        place_precision=precision,
        online_url="https://example.org/KANARILINK",
        online_disclosure=disclosure,
    )
    is_public = disclosure == Audience.PUBLIC
    for path in ("", f"{event.short_id}/"):
        said = Client().get(f"/api/v1/events/{path}").content.decode()
        for word in ("KANARIHAUS", "KANARISTR", "KANARIHOF", "50.7777"):
            assert (word in said) is (is_public and precision == Precision.EXACT)
        for word in ("KANARILINK", "KANARIRAUM"):
            assert (word in said) is is_public


def test_the_emergency_switch_holds_in_the_next_answer():
    host = builders.organisation()
    builders.event(
        "Film", at(3, 10), organiser=host, venue=builders.venue("Gasometer"), info_url="https://a.de"
    )
    assert get()["data"][0]["place"]["name"] == "Gasometer"
    shielding.shield(host, None)
    found = get()["data"][0]
    assert (found["place"]["name"], found["info_url"], found["withholds_place"]) == (None, None, True)


def test_longer_pages_ask_no_more_queries():
    def make(many: int) -> None:
        for number in range(many):
            series(f"Reihe {number}")

    def queries() -> int:
        builders.drain()
        get()
        content_cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert len(get()["data"]) == Event.objects.count()
        return len(found)

    make(3)
    few = queries()
    make(9)
    assert queries() == few


def test_pages_follow_each_other_without_gaps():
    for number in range(5):
        builders.event(f"Termin {number}", at(3, 10))
    whole = titles()
    assert [title for page in (1, 2, 3) for title in titles(f"?anzahl=2&seite={page}")] == whole
    assert get("?anzahl=2")["pagination"]["total"] == 5
