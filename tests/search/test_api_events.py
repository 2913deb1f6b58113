"""Events in the interface: the filters of the calendar, strictly, and nothing that is not for everybody."""

from datetime import timedelta
from unittest import mock
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.curation import merging
from events.curation.merging import Wish
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
    for one in (draft.short_id, draft.uid, "2345678999"):
        get(f"{one}/", 404)
    for one in (event.short_id, event.uid):
        assert get(f"{one}/")["data"].keys() == {"id", "uid", "deleted", "merged_into", "modified"}


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


def later(**delta: float) -> mock._patch:
    """Let it be later."""
    return mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(**delta))


def changed(query: str = "", since: str = "2000-01-01T00:00:00Z") -> list[dict]:
    """Return all that changed since a moment, following the links of pages of two."""
    found, address = [], f"?modified_since={since}&anzahl=2{query}"
    while address:
        page = get(address)
        found += page["data"]
        following = page["links"]["next"]
        address = following and f"?{following.partition('?')[2]}"
    return found


def test_copies_learn_of_every_change_in_order_and_of_what_has_gone():
    events = [builders.event(name, at(3, 10 + number)) for number, name in enumerate("abcde")]
    builders.event("Vorbei", at(3, 3))
    builders.event("Entwurf", at(3, 10), live=False)
    with later(minutes=1):
        events[1].unpublish()
    with later(minutes=2):
        events[3].save_revision().publish()  # nothing is different: no version
        draft = events[0].get_latest_revision_as_object()
        draft.title = "a neu"
        draft.save_revision().publish()
    with later(minutes=3):
        found = changed()
        assert [one.get("title", "†") for one in found][-2:] == ["†", "a neu"]
        assert {one.get("title", "†") for one in found} == {"c", "d", "e", "Vorbei", "†", "a neu"}
        assert [one["modified"] for one in found] == sorted(one["modified"] for one in found)
        (gone,) = (one for one in found if "deleted" in one)
        assert gone == {
            "id": events[1].short_id,
            "uid": events[1].uid,
            "deleted": True,
            "merged_into": None,
            "modified": "2026-03-04T12:01:00+00:00",
        }
        for name in (events[1].short_id, events[1].uid):
            assert get(f"{name}/")["data"] == gone
        last = found[-1]
        assert changed(f"&after={quote(last['uid'])}", quote(last["modified"])) == []
    with later(days=89):
        assert get(f"{events[1].short_id}/")["data"]["deleted"]
    with later(days=91):
        assert len(changed()) == 5
        get(f"{events[1].short_id}/", 404)


def test_changes_of_one_moment_are_told_completely_whatever_the_size_of_pages():
    made = {builders.event(f"Termin {number}", at(3, 10)).uid for number in range(7)}
    with later(minutes=1):
        found = [one["uid"] for one in changed()]
    assert (len(found), set(found)) == (7, made)


def test_a_filter_narrows_what_is_there_and_names_what_has_gone_whatever_it_was():
    film, gone = builders.event("Film", at(3, 10), kind="film"), builders.event("Lesung", at(3, 10))
    builders.event("Wanderung", at(3, 10))
    with later(minutes=1):
        gone.unpublish()
    with later(minutes=2):
        assert {one["uid"] for one in changed("&art=film")} == {film.uid, gone.uid}
        assert {one["uid"] for one in changed("&von=2026-03-11")} == {gone.uid}


def test_the_newest_are_told_when_they_have_settled():
    builders.event("Neu", at(3, 10))
    with later(seconds=9):
        assert changed() == []
    with later(seconds=10):
        assert len(changed()) == 1


def test_what_was_merged_names_what_it_became_as_long_as_that_is_public():
    source, middle, target = (builders.event(name, at(3, 10)) for name in ("A", "B", "C"))
    for one, into in ((source, middle), (middle, target)):
        merging.merge(Event.objects.get(pk=one.pk), Event.objects.get(pk=into.pk), Wish(), None, NOW)
    with later(minutes=1):
        became = {one["uid"]: one["merged_into"] for one in changed() if "deleted" in one}
        assert became == {source.uid: target.short_id, middle.uid: target.short_id}
        Event.objects.get(pk=target.pk).unpublish()
    with later(minutes=2):
        assert {one["merged_into"] for one in changed() if "deleted" in one} == {None}


def test_of_a_deleted_event_only_the_uid_is_left():
    event = builders.event("Weg", at(3, 10))
    uid, short_id = event.uid, event.short_id
    event.delete()
    with later(minutes=1):
        (gone,) = changed()
        assert (gone["id"], gone["uid"], gone["deleted"]) == (None, uid, True)
        assert get(f"{uid}/")["data"] == gone
        get(f"{short_id}/", 404)


def test_an_event_that_comes_back_has_not_gone():
    event = builders.event("Film", at(3, 10))
    event.unpublish()
    Event.objects.get(pk=event.pk).get_latest_revision().publish()
    with later(minutes=1):
        assert [one["title"] for one in changed()] == ["Film"]
        assert get(f"{event.short_id}/")["data"]["title"] == "Film"


def test_longer_pages_of_changes_ask_no_more_queries():
    def queries(many: int) -> int:
        for number in range(many):
            series(f"Reihe {number}")
            builders.event(f"Weg {number}", at(3, 10)).unpublish()
        builders.drain()
        with later(minutes=1):
            get("?modified_since=2000-01-01T00:00:00Z")
            content_cache.clear()
            with CaptureQueriesContext(connection) as found:
                get("?modified_since=2000-01-01T00:00:00Z")
        return len(found)

    assert queries(2) == queries(9)
