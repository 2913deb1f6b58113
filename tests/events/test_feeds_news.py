"""What feed readers, programs and people who want to subscribe find."""

import json
from datetime import timedelta
from unittest import mock
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.feeds import dates_data, news
from portal import content_cache
from portal.http import page_cache
from tests import builders
from tests.events.feed_builders import NOW, at, body, fetch, series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar_in_march")]
ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def entries(path: str = "feed.atom") -> list[ElementTree.Element]:
    """Return the entries of a feed."""
    return ElementTree.fromstring(body(path)).findall(f"{ATOM}entry")  # noqa: S314 - our own


def texts(found: list[ElementTree.Element], name: str = "title") -> list[str]:
    """Return a text of each entry."""
    return [one.findtext(f"{ATOM}{name}") for one in found]


def data(path: str = "daten.json") -> dict:
    """Return a page of dates as data."""
    return json.loads(body(path))


def test_news_are_in_the_order_in_which_they_were_said():
    later = builders.event("Zuerst gesagt", at(3, 5))
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=1)):
        builders.event("Danach gesagt", at(5, 5), summary="Ein Satz & mehr <b>")
        assert texts(entries()) == ["Danach gesagt", "Zuerst gesagt"]
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=2)):
        later.status = "cancelled"
        later.save_revision().publish()
        found = entries()
    assert texts(found) == ["CANCELLED: Zuerst gesagt", "Danach gesagt"]
    assert texts(found, "id")[0] == f"urn:uuid:{later.uid}"
    assert (texts(found, "updated")[0], texts(found, "published")[0]) == (
        "2026-03-04T12:02:00Z",
        "2026-03-04T12:00:00Z",
    )
    assert "Ein Satz & mehr <b>" in texts(found, "summary")[1]


def test_topics_are_called_what_the_reader_calls_them():
    builders.event(
        start=at(3, 5), topics=(builders.topic("Flucht", label_en="Refuge"), builders.topic("Musik"))
    )
    shown = [one.attrib for one in entries()[0].findall(f"{ATOM}category")]
    assert shown == [{"term": "flucht", "label": "Refuge"}, {"term": "musik", "label": "Musik"}]


def test_dates_that_differ_are_entries_of_their_own():
    event = series()
    found = entries()
    assert texts(found, "id") == [
        f"urn:uuid:{event.uid}{part}"
        for part in ("", "#2026-03-18T19:00", "#2026-03-25T19:00", "#2026-04-01T19:00", "#2026-04-08T19:00")
    ]
    assert [title.partition(",")[0] for title in texts(found)] == [
        "Plenum",
        "CANCELLED: Plenum",
        "Plenum",
        "ONLINE: Plenum",
        "Plenum mit Gast",
    ]
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(days=22)):
        assert len(entries()) == 4  # the moved one has not ended


def test_what_has_gone_is_named_in_the_whole_feed():
    event = builders.event("Film", at(3, 10))
    event.delete()
    feed = ElementTree.fromstring(body("feed.atom"))  # noqa: S314
    assert [one.get("ref") for one in feed.findall(GONE)] == [f"urn:uuid:{event.uid}"]
    assert not ElementTree.fromstring(body("feed.atom?art=film")).findall(GONE)  # noqa: S314


def test_news_come_page_by_page(monkeypatch):
    monkeypatch.setattr(news, "PAGE_SIZE", 2)
    for n in range(5):
        builders.event(f"Film {n}", at(3, 10))
    assert [len(entries(f"feed.atom?seite={n}")) for n in (1, 2, 3, 4)] == [2, 2, 1, 0]
    feed = ElementTree.fromstring(body("feed.atom?seite=2"))  # noqa: S314
    links = {
        one.get("rel"): one.get("href").partition("/en/termine/")[2] for one in feed.findall(f"{ATOM}link")
    }
    assert (links["previous"], links["next"]) == ("feed.atom", "feed.atom?seite=3")


def test_data_has_a_date_each_in_the_words_of_schema_org():
    event = series()
    builders.event("Gestern", at(3, 3))
    found = data()
    assert found["pagination"]["total"] == 12
    by_key = {one["identifier"]: one for one in found["data"]}
    assert by_key[f"{event.uid}#2026-03-18T19:00"]["eventStatus"] == "https://schema.org/EventCancelled"
    moved = by_key[f"{event.uid}#2026-03-25T19:00"]
    assert (moved["previousStartDate"], moved["startDate"]) == (
        "2026-03-25T19:00+01:00",
        "2026-03-26T20:00+01:00",
    )
    assert moved["url"].endswith(f"/termine/{event.slug}-{event.short_id}/2026-03-25/")
    assert [one["name"] for one in data("daten.json?bis=2026-03-03")["data"]] == ["Gestern"]
    assert {one["name"] for one in data("daten.json?bis=2026-03-04")["data"]} == {"Plenum"}
    assert {one["name"] for one in data("daten.json?von=2026-03-01&bis=2026-03-04")["data"]} == {
        "Gestern",
        "Plenum",
    }


def test_data_comes_page_by_page(monkeypatch):
    monkeypatch.setattr(dates_data, "PAGE_SIZE", 5)
    series()
    first = data()
    assert (len(first["data"]), first["links"]["previous"]) == (5, None)
    assert first["links"]["next"].endswith("/daten.json?seite=2")
    last = data("daten.json?seite=3")
    assert (len(last["data"]), last["links"]["next"]) == (2, None)
    assert data("daten.json?seite=99")["data"] == []


@pytest.mark.parametrize("file", ["feed.atom", "daten.json"])
def test_hostile_parameters_are_refused_in_words(file):
    for query in ("seite=0", "seite=x", "thema=%00x", "art=%27", "von=morgen", "seite=99999999"):
        response = fetch(f"{file}?{query}")
        assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8"), query


@pytest.mark.parametrize("file", ["feed.atom", "daten.json"])
def test_who_has_it_already_gets_nothing(file):
    series()
    first = fetch(file)
    assert fetch(file, **{"If-None-Match": first["ETag"]}).status_code == 304
    assert fetch(file, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("file", ["feed.atom", "daten.json"])
def test_longer_answers_ask_no_more_queries(file):
    def queries() -> int:
        builders.drain()
        body(file)
        content_cache.clear()
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as found:
            body(file)
        return len(found)

    for n in range(3):
        series(f"Reihe {n}", rule="", extra_dates=["2026-03-18T19:00"])
    few = queries()
    for n in range(9):
        series(f"Weitere {n}", rule="", extra_dates=["2026-03-18T19:00"])
    assert queries() == few


def panel(path: str) -> str:
    """Return the part of a page that leads to its calendar."""
    page = Client().get(path).content.decode()
    return page.partition('id="abonnieren"')[2].partition("</section>")[0]


def test_lists_lead_to_the_calendar_of_their_filters():
    builders.event("Film", at(3, 10), kind="film")
    assert 'href="#abonnieren"' in Client().get("/en/termine/").content.decode()
    shown = panel("/en/termine/?art=film&seite=1")
    assert 'href="webcal://' in shown
    assert "/en/termine/feed.ics?art=film</code>" in shown
    assert "data-copy=" in shown


def test_pages_of_organisations_and_alliances_lead_to_their_calendars(tree):
    page = builders.organisation_page(tree.directory)
    alliance = builders.alliance_page(tree.alliances)
    other = builders.organisation_page(tree.directory)
    builders.event("Film", at(3, 10), organiser=page.organisation, alliance=alliance.organisation)
    path = f"/en/termine/feed.ics?veranstalter={page.organisation.register_id}"
    assert path in panel(f"/en/initiativen/{page.slug}/")
    assert f"?buendnis={alliance.organisation.register_id}" in panel(f"/en/buendnisse/{alliance.slug}/")
    assert panel(f"/en/initiativen/{other.slug}/") == ""
    found = fetch(path.removeprefix("/en/termine/"))
    assert b"SUMMARY:Film" in found.content
