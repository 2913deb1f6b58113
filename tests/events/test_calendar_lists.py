"""The calendar's lists: every date in exactly one of them, filters, pages, hostile query strings."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.calendar import long_dates
from events.models import Event, Occurrence
from network import shielding
from network.models import DirectoryPage
from portal import content_cache
from portal.disclosure import Audience, Precision
from portal.http import page_cache
from tests import builders
from tests.events import calendar_pages
from tests.events.calendar_pages import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_half_past_seven")]


def page(path: str = "", **query: str) -> str:
    """Return the English calendar at an address below its own."""
    return calendar_pages.page(f"/en/termine/{path}", **query)


def titles(path: str = "", **query: str) -> set[str]:
    """Return which of the events a list shows."""
    shown = page(path, **query)
    return {title for title in Event.objects.values_list("title", flat=True) if f">{title}<" in shown}


def test_every_date_is_in_exactly_one_list(tree):
    builders.event("Gestern", at(3))
    builders.event("Eben vorbei", at(4, 17, 30))
    builders.event("Gerade", at(4, 19))
    builders.event("Beginnt jetzt", at(4, 19, 30))
    builders.event("Gleich", at(4, 19, 31))
    builders.event("Ohne Ende", at(4, 19, 30), hours=0)
    builders.event("Ausstellung", date(2026, 1, 1), ends_on=date(2026, 5, 1))
    shown = page()
    running = shown.partition("Running now")[2].partition("March 2026")[0]
    assert {title for title in ("Gerade", "Beginnt jetzt", "Ausstellung") if f">{title}<" in running} == {
        "Gerade",
        "Beginnt jetzt",
        "Ausstellung",
    }
    assert titles() == {"Gerade", "Beginnt jetzt", "Ausstellung", "Gleich"}
    assert titles("archiv/") == {"Gestern", "Eben vorbei", "Ohne Ende"}


def test_drafts_are_in_no_list(tree):
    builders.event("Entwurf", at(6), live=False)
    builders.event("Film", at(6))
    for path in ("", "archiv/", "2026-03/", "2026-W10/", "2026-03-06/"):
        assert "Entwurf" not in titles(path)


def test_dates_stand_below_their_day_in_order(tree):
    for title, start in (("Spät", at(6, 20)), ("Früh", at(6, 9)), ("Morgen", at(5))):
        builders.event(title, start)
    shown = page()
    order = [shown.index(words) for words in ("Tomorrow, Thursday 5", "Morgen", "Friday 6", "Früh", "Spät")]
    assert order == sorted(order)


def test_a_cancelled_date_stays_and_says_why(tree):
    builders.event("Konzert", at(6), status="cancelled", status_note="Die Sängerin ist krank.")
    shown = page()
    assert "Cancelled" in shown and "Die Sängerin ist krank." in shown and 'class="was"' in shown


def test_pages_keep_every_other_parameter(tree):
    for number in range(25):
        builders.event(f"Film {number}", at(6, 9 + number % 12), kind="film", cost="free")
    builders.event("Vortrag", at(6))
    shown = page(art="film", kostenfrei="1")
    assert 'href="/en/termine/?art=film&amp;kostenfrei=1&amp;seite=2"' in shown
    second = titles(art="film", kostenfrei="1", seite="2")
    assert len(second) == 5 and "Vortrag" not in second


def test_a_page_beyond_the_last_one_says_so(tree):
    builders.event("Film", at(6))
    assert "There is no such page." in page(seite="400")


class TestFilters:
    @pytest.fixture(autouse=True)
    def scene(self, tree):
        """Make two events that differ in everything."""
        self.places = builders.places()
        self.topic = builders.topic("Asyl")
        self.house = builders.venue(
            "Gasometer",
            town="Zwickau",
            region=self.places.zwickau,
            lat=50.72,
            lon=12.49,
            access=["step_free"],
        )
        self.host = builders.organisation("Laterne", register_id="laterne")
        self.guest = builders.organisation("Turm", register_id="turm")
        self.net = builders.organisation("Netz", register_id="netz", kind="alliance")
        builders.event(
            "Eins",
            at(6),
            organiser=self.host,
            co_organisers=[self.guest],
            alliance=self.net,
            venue=self.house,
            topics=[self.topic],
            kind="film",
            cost="free",
            languages=["ar"],
            target_groups=["families"],
            summary="Ein Abend über Grüße.",
        )
        builders.event("Zwei", at(8), attendance_mode="online", region=self.places.bautzen, cost="paid")
        builders.drain()

    @pytest.mark.parametrize(
        "query",
        [
            {"region": "14524"},
            {"region": "14524330"},
            {"region": "Zwickau"},
            {"thema": "asyl"},
            {"art": "film"},
            {"buendnis": "netz"},
            {"veranstalter": "laterne"},
            {"veranstalter": "turm"},
            {"teilnahme": "on_site"},
            {"zugang": "step_free"},
            {"kostenfrei": "1"},
            {"sprache": "ar"},
            {"zielgruppe": "families"},
            {"bis": "2026-03-07"},
            {"von": "6.3.2026", "bis": "6.3.2026"},
            {"q": "gruesse"},
            {"q": "LATERNE eins"},
            {"ort": "08056", "umkreis": "10"},
        ],
    )
    def test_one_condition_finds_one_of_them(self, query):
        assert titles(**query) == {"Eins"}

    def test_conditions_add_up(self):
        assert titles(art="film", sprache="ar", region="14524") == {"Eins"}
        assert titles(art="film", teilnahme="online") == set()

    def test_both_ways_to_take_part_find_what_is_both(self):
        builders.event("Beides", at(9), attendance_mode="hybrid")
        assert "Beides" in titles(teilnahme="online") & titles(teilnahme="on_site")

    def test_what_is_near_says_how_far_away_it_is(self):
        assert "0.0\xa0km" in page(ort="08056", umkreis="10")

    def test_a_state_or_district_as_place_filters_by_it(self):
        assert titles(ort="Landkreis Bautzen") == {"Zwei"}

    def test_active_filters_are_links_that_remove_them(self):
        shown = page(art="film", region="14524")
        assert 'class="chip on" href="/en/termine/?art=film"' in shown
        assert 'class="chip on" href="/en/termine/?region=14524"' in shown

    def test_an_empty_list_offers_ways_on(self):
        shown = page(q="segelflug", von="2026-03-05")
        assert "No date meets all of these conditions." in shown
        assert 'href="/en/termine/?q=segelflug"' in shown

    @pytest.mark.parametrize(
        ("fields", "found_by"),
        [
            ({}, {"house", "town", "district"}),
            ({"place_precision": Precision.MUNICIPALITY}, {"town", "district"}),
            ({"place_disclosure": Audience.REGISTRANTS}, {"town", "district"}),
            ({"place_precision": Precision.DISTRICT}, {"district"}),
            ({"place_disclosure": Audience.NOBODY}, set()),
        ],
    )
    def test_no_filter_tells_more_of_a_place_than_the_record(self, fields, found_by):
        """The house stands two kilometres outside of the town's own point."""
        far = builders.venue("Hof", town="Werdau", region=self.places.werdau, lat=50.76, lon=12.38)
        builders.event("Geheim", at(10), venue=far, **fields)
        builders.drain()
        hits = {
            "house": "Geheim" in titles(ort="Werdau", umkreis="300") and self._within(50.76, 12.38),
            "town": "Geheim" in titles(region="14524300"),
            "district": "Geheim" in titles(region="14524"),
        }
        assert {name for name, hit in hits.items() if hit} == found_by

    def _within(self, lat, lon):
        """Return whether a circle of half a kilometre around a point finds the event."""
        builders.postcode("99999", lat=lat, lon=lon)
        builders.drain()
        return "Geheim" in titles(ort="99999", umkreis="1")

    def test_a_protected_organiser_is_found_by_its_district_only(self):
        self.host.is_shielded = True
        self.host.save()
        builders.drain()
        content_cache.clear()
        assert titles(region="14524") == {"Eins"}
        assert titles(region="14524330") == titles(ort="08056", umkreis="3") == set()

    def test_a_protected_organiser_is_not_found_by_words_that_are_covered(self):
        builders.contact(
            builders.organisation_page(DirectoryPage.objects.get(), self.host), person="Ada Beispiel"
        )
        builders.event("Abend mit Ada Beispiel", at(10), organiser=self.host)
        shown = page(q="Beispiel")
        assert "Abend mit Ada Beispiel<" in shown
        shielding.shield(self.host, None)
        builders.drain()
        assert "Abend mit" not in page(q="Beispiel")
        assert "Abend mit …<" in page(q="Abend")


HOSTILE = [
    {"seite": "-1"},
    {"seite": "99999999999999999999"},
    {"von": "2026-02-30"},
    {"von": "9999-99-99", "bis": "\x00"},
    {"bis": "0001-01-01"},
    {"von": "2026-05-01", "bis": "2026-04-01"},
    {"region": "99999"},
    {"thema": "' OR 1=1 --", "art": "<script>"},
    {"ort": "Atlantis", "umkreis": "1e9"},
    {"umkreis": "-5", "ort": "08056"},
    {"q": "x" * 5000},
    {"q": "\ud800%00☃"},
    {"kostenfrei": "ja"},
    {"zugang": ",".join(f"k{n}" for n in range(500))},
    {"unbekannt": "1"},
    {"thema": "\x00"},
    {"region": ",, ,"},
    {"von": "\u200b"},
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["", "archiv/", "2026-03/", "2026-W10/", "2026-03-04/"])
def test_hostile_parameters_give_a_page_with_a_message(tree, path, query):
    builders.event("Film", at(6))
    response = Client().get(
        f"/en/termine/{path}", {k: v.encode("utf-8", "surrogatepass") for k, v in query.items()}
    )
    assert response.status_code == 200
    said = any(key in query for key in ("q",)) or 'class="message warn"' in response.content.decode()
    assert said
    assert "<script>alert" not in response.content.decode()


class TestBudgets:
    PATHS = (
        "",
        "archiv/",
        "2026-03/",
        "2026-W10/",
        "2026-03-06/",
        "?region=14524&art=film",
        "?ort=08056&q=haus",
    )
    MOST = {"2026-03/": 10}

    def grow(self, size):
        """Publish so many events with everything that lists show, a third of them series."""
        places = self.places
        for number in range(size):
            builders.event(
                f"Haus {number}",
                at(5 + number % 9, 9 + number % 10),
                venue=builders.venue(region=places.zwickau, lat=50.72, lon=12.49),
                topics=[self.topic],
                kind="film",
                rule="FREQ=WEEKLY;COUNT=3" if number % 3 == 0 else "",
                changed={f"2026-03-{5 + number % 9:02}T{9 + number % 10:02}:00": {"title": f"Extra {number}"}}
                if number % 3 == 0
                else {},
            )
        builders.event("Gestern", at(2))
        builders.drain()

    def cost(self, path):
        """Return the queries of a first and of a second answer after a change of content."""
        content_cache.clear()
        counts = []
        for _ in range(2):
            page_cache.store.clear()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert Client().get(f"/termine/{path}").status_code == 200
            counts.append(len(queries))
        return tuple(counts)

    def test_lists_cost_the_same_for_three_events_and_for_thirty(self, tree):
        self.places, self.topic = builders.places(), builders.topic()
        self.grow(3)
        few = {path: self.cost(path) for path in self.PATHS}
        self.grow(27)
        many = {path: self.cost(path) for path in self.PATHS}
        assert many == few
        assert all(again <= self.MOST.get(path, 12) for path, (_first, again) in many.items()), many


def test_an_answer_holds_until_the_next_date_begins_or_ends(tree):
    builders.event("Gerade", at(4, 19), hours=1)
    builders.event("Gleich", at(4, 19, 45))
    request = Client().get("/termine/").wsgi_request
    assert request.expires_at == datetime(2026, 3, 4, 18, 45, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=15)):
        assert Client().get("/termine/").wsgi_request.expires_at == datetime(2026, 3, 4, 19, 0, tzinfo=UTC)


def test_long_dates_are_told_apart(tree):
    builders.event("Ausstellung", date(2026, 1, 1), ends_on=date(2026, 5, 1))
    assert long_dates.running(NOW) == [Occurrence.objects.get(is_long=True).pk]
    assert "Ausstellung" in titles("2026-04/") and "Ausstellung" in titles("2026-03-06/")


def test_lists_are_for_search_engines_and_machines(tree):
    builders.event("Film", at(6))
    shown = page()
    assert '"@type": "ItemList"' in shown and "noindex" not in shown
    assert "noindex" in page("2026-W10/") and "noindex" not in page("2026-03/")
