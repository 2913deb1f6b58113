"""How feeds answer: filters, refusals, dates and tags for programs that have them already, queries."""

import gzip
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from events.feeds import standing
from events.models import EventCalendarPage, FeedState, Publication
from network import shielding
from portal import content_cache
from portal.disclosure import Audience, Precision
from portal.http import page_cache
from tests import builders
from tests.events.feed_builders import NOW, at, body, components, fetch, path_to, series, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar_in_march")]


def later(**delta: float) -> mock._patch:
    """Let it be later."""
    return mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(**delta))


def test_a_feed_says_what_it_is():
    builders.event("Film", at(3, 10))
    response = fetch()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Disposition"] == 'inline; filename="dates.ics"'
    assert not response.cookies


def test_names_of_files_have_no_umlauts():
    event = builders.event("Müßiggang: Übung", at(3, 10))
    assert fetch(path_to(event))["Content-Disposition"] == 'inline; filename="muessiggang-uebung.ics"'
    repeated = series("Öffentlich")
    named = fetch(path_to(repeated, "2026-03-18T19:00"))["Content-Disposition"]
    assert named == 'inline; filename="oeffentlich-2026-03-18.ics"'


def test_filters_are_those_of_the_list():
    host = builders.organisation("Verein", register_id="42")
    net = builders.organisation("Netz", register_id="7", kind="alliance")
    topic = builders.topic("Asyl")
    builders.event("Film", at(3, 10), organiser=host, topics=[topic], kind="film")
    builders.event("Vortrag", at(3, 11), alliance=net, kind="talk")
    builders.event("Beides", at(4, 12), co_organisers=[host], alliance=net, cost="free", kind="tour")
    for query, found in {
        "veranstalter=42": {"Film", "Beides"},
        "buendnis=7": {"Vortrag", "Beides"},
        "buendnis=7&veranstalter=42": {"Beides"},
        "thema=asyl": {"Film"},
        "art=film,talk": {"Film", "Vortrag"},
        "kostenfrei=1": {"Beides"},
        "von=2026-04-01": {"Beides"},
        "bis=2026-03-10": {"Film"},
        "q=vortr": {"Vortrag"},
        "seite=3": {"Film", "Vortrag", "Beides"},
        "utm_source=brief": {"Film", "Vortrag", "Beides"},
        "thema=&q=+&von=%20": {"Film", "Vortrag", "Beides"},
    }.items():
        assert titles(f"feed.ics?{query}") == found, query


def test_the_order_of_filters_makes_no_other_feed():
    builders.topic("Asyl")
    assert body("feed.ics?art=film&thema=asyl&art=talk") == body("feed.ics?thema=asyl&art=talk,film&seite=2")


@pytest.mark.parametrize(
    "query",
    [
        "thema=quatsch",
        "veranstalter=quatsch",
        "veranstalter=%00",
        "thema=%00%AD",
        "region=,,%20,",
        "kostenfrei=%00",
        "von=%E2%80%8B",
        "veranstalter=42,quatsch",
        "region=99999",
        "ort=Nirgendwo",
        "von=gestern",
        "von=2026-02-30",
        "von=9999999-01-01",
        "umkreis=-1&ort=x",
        "kostenfrei=%F0%9F%98%80",
        "topic=asyl",
        "art=film&art=%27%20OR%201=1",
        "sprache=" + "x" * 5000,
        "&".join(f"art={n}" for n in range(500)),
        "q=" + "lang " * 100,
    ],
)
def test_a_filter_that_means_nothing_is_refused_in_words(query):
    builders.organisation(register_id="42")
    builders.event("Film", at(3, 10))
    response = fetch(f"feed.ics?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Film" not in response.content.decode()
    assert "/en/termine/feed.ics" in response.content.decode()


def test_who_has_no_event_yet_has_an_empty_calendar():
    builders.organisation("Neu", register_id="42")
    builders.event("Film", at(3, 10))
    assert titles("feed.ics?veranstalter=42") == titles("feed.ics?buendnis=42") == set()
    assert "Neu" in body("feed.ics?veranstalter=42").decode()


def test_a_calendar_is_below_its_page_alone(tree):
    assert Client().get("/en/initiativen/feed.ics").status_code == 404
    page = EventCalendarPage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert fetch().status_code == 404
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert fetch().status_code == 404


def test_only_reading_is_possible():
    assert Client().post("/en/termine/feed.ics").status_code == 405
    head = Client().head("/en/termine/feed.ics")
    assert (head.status_code, head.content, bool(head["ETag"])) == (200, b"", True)


def test_other_slugs_lead_to_the_event_and_unknown_ones_nowhere():
    event = series()
    assert fetch(f"alt-{event.short_id}/termin.ics")["Location"] == f"/en/termine/{path_to(event)}"
    single = builders.event("Film", at(3, 10))
    assert fetch(path_to(single, "2026-03-10T19:00"))["Location"] == f"/en/termine/{path_to(single)}"
    draft = builders.event("Entwurf", at(3, 10), live=False)
    for path in (path_to(draft), "film-2345678999/termin.ics", path_to(event, "2026-03-05T19:00")):
        assert fetch(path).status_code == 404


def test_who_has_it_already_gets_nothing():
    builders.event("Film", at(3, 10))
    first = fetch()
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = fetch(**headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    assert (
        fetch(**{"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]}).status_code == 200
    )


def test_a_compressed_feed_has_a_tag_of_its_own():
    series()
    plain, packed = fetch(), fetch(**{"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert fetch(**{"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "change", ["edit", "cancel date", "unpublish", "delete", "leaves the filter", "shield"]
)
def test_every_change_and_removal_is_a_later_date(change):
    host, other = builders.organisation(register_id="42"), builders.organisation()
    house = builders.venue("Gasometer", street="Gasse 7")
    event = series(organiser=host, venue=house)
    builders.event("Bleibt", at(3, 10), organiser=host)
    feed = "feed.ics?veranstalter=42"
    first = fetch(feed)
    with later(seconds=90):
        if change == "edit":
            event.title = "Anders"
            event.save_revision().publish()
        elif change == "cancel date":
            event.changed_dates.create(key="2026-04-15T19:00", status="cancelled")
            event.save_revision().publish()
        elif change == "unpublish":
            event.unpublish()
        elif change == "delete":
            event.delete()
        elif change == "leaves the filter":
            event.organiser = other
            event.save_revision().publish()
        else:
            shielding.shield(host, None)
        second = fetch(feed, **{"If-Modified-Since": first["Last-Modified"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert parsedate_to_datetime(second["Last-Modified"]) == NOW.replace(microsecond=0) + timedelta(
        seconds=90
    )


def test_time_alone_is_a_change_when_something_leaves_the_window():
    builders.event("Vorbei", at(2, 2))
    first = fetch()
    with later(hours=2):
        assert fetch(**{"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    with later(days=1):
        second = fetch(**{"If-Modified-Since": first["Last-Modified"]})
        assert (second.status_code, titles()) == (200, set())


def test_a_change_elsewhere_changes_nothing():
    host = builders.organisation(register_id="42")
    builders.event("Film", at(3, 10), organiser=host)
    first = fetch("feed.ics?veranstalter=42")
    with later(minutes=5):
        builders.event("Anderes", at(3, 10))
        second = fetch("feed.ics?veranstalter=42")
    assert (second["ETag"], second["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


def test_two_changes_within_a_second_have_two_dates():
    first = standing.unchanged_since("a", b"1", NOW)
    assert standing.unchanged_since("a", b"2", NOW) == first + timedelta(seconds=1)
    assert standing.unchanged_since("a", b"2", NOW + timedelta(hours=1)) == first + timedelta(seconds=1)


def test_made_up_feeds_do_not_fill_the_database(monkeypatch):
    monkeypatch.setattr(standing, "MOST_REMEMBERED", 2)
    for n in range(5):
        standing.unchanged_since(f"a{n}", b"1", NOW)
    assert FeedState.objects.count() == 2
    assert standing.unchanged_since("a4", b"1", NOW + timedelta(hours=1)) > NOW
    assert standing.forget(NOW + timedelta(days=1)) == 2


def test_the_emergency_switch_holds_in_the_next_answer():
    host = builders.organisation()
    town = builders.region("14524330", "Werdau", parent=builders.region("14524", "Zwickau"))
    house = builders.venue("Gasometer", street="Kleine Gasse 7", region=town, lat=50.7, lon=12.3)
    builders.event("Film", at(3, 10), organiser=host, venue=house)
    assert "Gasse 7" in body().decode()
    shielding.shield(host, None)
    (one,) = components()
    assert str(one["LOCATION"]) == "Zwickau"
    assert "GEO" not in one
    assert "Gasometer" not in body().decode()


@pytest.mark.parametrize("disclosure", list(Audience))
@pytest.mark.parametrize("precision", list(Precision))
def test_no_feed_tells_what_is_not_for_everybody(disclosure, precision):
    district = builders.region("14524", "Zwickau")
    town = builders.region("14524330", "Werdau", parent=district, lat=50.7123, lon=12.3456)
    house = builders.venue(
        "KANARIHAUS",
        street="KANARISTR 7",
        postcode="08412",
        town="Werdau",
        region=town,
        lat=50.7777,
        lon=12.9999,
    )
    event = series(
        changed={
            "2026-04-01T19:00": {"status": "moved_online", "online_url": "https://example.org/KANARIRAUM"},
            "2026-04-08T19:00": {"venue": house, "title": "Gast"},
        },
        venue=house,
        place_disclosure=disclosure,
        place_precision=precision,
        place_note="KANARIHOF",
        online_url="https://example.org/KANARILINK",
        online_disclosure=disclosure,
    )
    is_exact = disclosure == Audience.PUBLIC and precision == Precision.EXACT
    is_near = disclosure != Audience.NOBODY and precision != Precision.DISTRICT
    hidden = {
        **dict.fromkeys(
            ("KANARIHAUS", "KANARISTR", "KANARIHOF", "50.7777;12.9999", "08412", "GEO"), is_exact
        ),
        **dict.fromkeys(("KANARILINK", "KANARIRAUM"), disclosure == Audience.PUBLIC),
        "Werdau": is_near,
    }
    once = path_to(event, "2026-04-08T19:00"), path_to(event, "2026-04-01T19:00")
    for path in ("feed.ics", "feed.ics?von=2026-01-01", "feed.atom", "daten.json", path_to(event), *once):
        said = body(path).decode().replace("\r\n ", "")
        assert not [word for word, is_told in hidden.items() if word in said and not is_told], path
        if path.endswith(".ics") and path not in once:
            assert not [word for word, is_told in hidden.items() if word not in said and is_told]


def test_a_longer_feed_asks_no_more_queries():
    house, topic = builders.venue(), builders.topic("Asyl")

    def queries() -> int:
        content_cache.clear()
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as found:
            body()
        return len(found)

    def make(many: int) -> None:
        for n in range(many):
            series(f"Reihe {n}", venue=house, topics=[topic])

    make(3)
    builders.drain()
    body()
    few = queries()
    make(9)
    builders.drain()
    body()
    assert queries() == few


def test_a_kept_feed_asks_one_query(django_assert_num_queries):
    series()
    builders.drain()
    body()
    with django_assert_num_queries(1):
        body()


def test_publications_of_an_event_outlive_it():
    event = builders.event("Film", at(3, 10))
    event.delete()
    assert Publication.objects.get(uid=event.uid).is_gone


def test_a_single_date_may_lie_before_the_window():
    event = builders.event("Archiv", datetime(2024, 3, 10, 19))
    assert {str(one["SUMMARY"]) for one in components(path_to(event))} == {"Archiv"}
    assert titles() == set()
