"""Job postings and deadlines where they are listed: what leaves, what is hidden, and how many queries that takes."""

from datetime import date, timedelta
from unittest import mock

import pytest
from icalendar import Calendar

from events.ical.reading import read
from network.models import Organisation
from portal import content_cache
from portal.http import page_cache
from tests import builders
from tests.publications.postings_pages import END, NOW, SECOND, body, deadline, lists, posting, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    tree = builders.site_tree()
    lists(tree.home)
    places = builders.places()
    home = builders.organisation_page(tree.directory, builders.organisation("Haus der Vielfalt"))
    builders.contact(home, "0375 445566", kind="phone", person="Robin Muster")
    builders.address(home, street="Nordplatz 5", town="Zwickau", region=places.zwickau)
    builders.drain()
    return tree, places, home


@pytest.fixture(autouse=True)
def november():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def secret_posting(home, places):
    return posting(
        home,
        "Beratung",
        body=body("<p>Rufen Sie Robin Muster an: 0375 445566, Nordplatz 5.</p>"),
        how_to_apply="An geheim@haus.example oder Nordplatz 5.",
        contacts=[{"kind": "email", "value": "geheim@haus.example", "person": "Robin Muster"}],
        works_for="Projekt von Robin Muster",
        pay="nach Absprache, 0375 445566",
        workplaces=[{"region": places.zwickau, "name": "Nordplatz 5"}],
        interviews=[{"note": "im Nordplatz 5"}],
    )


def test_under_the_emergency_switch_nothing_leads_to_people_or_houses(client, world):
    _tree, places, home = world
    page = secret_posting(home, places)
    call = deadline(
        home,
        "Beratung bei Robin Muster",
        regions=[places.zwickau, places.saxony],
        for_whom="alle, die 0375 445566 anrufen",
    )
    Organisation.objects.filter(pk=home.organisation_id).update(is_shielded=True)
    builders.drain()
    content_cache.clear()
    page_cache.store.clear()
    for url in (
        page.url,
        "/stellen/",
        "/stellen/stellen.atom",
        "/stellen/stellen.ics",
        home.url,
        call.url,
        "/fristen/",
    ):
        text = client.get(url).content.decode().replace("\u00ad", "").replace("\r\n ", "")
        assert "Beratung" in text, url
        for secret in ("geheim", "445566", "Muster", "Nordplatz", "&#x67;&#101;"):
            assert secret not in text, (url, secret)
    assert client.get("/stellen/?q=muster").context["listing"].total == 0
    page_cache.store.clear()
    view = client.get(page.url).context["view"]
    assert view.is_protected
    assert [fact.lines for fact in view.facts if "Zwickau" in str(fact.lines)] == [["Landkreis Zwickau"]]
    # Its district holds for each of its towns, so that no town can be told from another.
    for town in (places.zwickau, places.werdau):
        assert client.get(f"/stellen/?region={town.code}").context["listing"].total == 1
    shown = client.get(call.url).context
    facts = {fact.label: fact.lines for fact in shown["view"].facts}
    assert ["Landkreis Zwickau, Sachsen"] in facts.values()
    assert shown["meta"].title == shown["breadcrumbs"][-1].label == "Beratung bei …"


def test_feeds_and_lists_name_no_contact(client, world):
    secret_posting(world[2], world[1])
    for url in ("/stellen/", "/stellen/stellen.atom"):
        text = client.get(url).content.decode()
        assert "geheim" not in text
        assert "Muster" not in text


def test_what_is_no_longer_listed_is_in_no_list(client, world):
    _tree, _places, home = world
    pages = posting(home, "Beratung"), deadline(home, "Förderung")
    assert client.get("/stellen/").context["listing"].total == 1
    Organisation.objects.filter(pk=home.organisation_id).update(status="left")
    content_cache.clear()
    page_cache.store.clear()
    assert client.get("/stellen/").context["listing"].total == 0
    assert client.get("/fristen/").context["listing"].total == 0
    for page in pages:
        answer = client.get(page.url)
        assert answer.context["meta"].robots == "noindex"
        assert b"JobPosting" not in answer.content
    assert "beratung" not in b"".join(client.get("/sitemap.xml").streaming_content).decode()


def test_a_deadline_of_the_office_stands_below_its_list(client, world):
    tree, _places, _home = world
    page = deadline(
        tree.home.get_children().get(slug="fristen").specific, "Landesprogramm", is_everywhere=True
    )
    assert page.url == "/fristen/landesprogramm/"
    assert client.get(page.url).context["view"].owner is None
    assert client.get("/fristen/?region=14524").context["listing"].total == 1
    assert client.get("/fristen/?ueberall=1").context["listing"].total == 1


def test_the_calendar_of_deadlines_has_the_last_day(client, world):
    prize = deadline(world[2], "Kleine Förderung", kind="prize", amount="500 €")
    deadline(world[2], "Mittags", ends_at=END - timedelta(hours=12))
    answer = client.get("/fristen/fristen.ics?art=prize")
    assert answer["Content-Type"].startswith("text/calendar")
    events = read(answer.content).events
    assert [(event.words.summary, event.schedule.is_all_day) for event in events] == [
        ("Kleine Förderung", True)
    ]
    assert events[0].schedule.start.date().isoformat() == "2026-12-01"
    posting(world[2], "Beratung", is_rolling=True)
    posting(world[2], "Ohne Ende", ends_at=None, is_rolling=True)
    jobs = read(client.get("/stellen/stellen.ics").content).events
    assert [event.schedule.start.date().isoformat() for event in jobs] == ["2026-12-01"]
    timed = read(client.get("/fristen/fristen.ics?q=mittags").content).events[0]
    assert timed.schedule.start.isoformat() == "2026-12-01T12:00:00"
    with mock.patch("django.utils.timezone.now", return_value=NOW + SECOND):
        prize.ends_at = END + timedelta(days=1)
        published(prize)
        later = client.get("/fristen/fristen.ics?art=prize").content
    moved = Calendar.from_ical(later).walk("VEVENT")[0]
    assert (str(moved["UID"]), moved["DTSTART"].dt) == (str(prize.translation_key), date(2026, 12, 2))
    assert moved["SEQUENCE"] > events[0].sequence
    assert moved["TRANSP"] == "TRANSPARENT"
    assert Calendar.from_ical(later).errors == []
