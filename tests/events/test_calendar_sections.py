"""The next dates on other pages, in frames of other people's pages, and in the sitemap."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from events.models import Event
from portal.sitemap import sitemap
from portal.sites import default_site
from tests import builders
from tests.events.calendar_pages import NOW, at, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_half_past_seven")]


class Scene:
    """A portal with a calendar, two organisations, an alliance, a topic and places."""

    def __init__(self) -> None:
        self.tree, self.places = builders.calendar_tree(), builders.places()
        self.topic = builders.topic("Sprache lernen")
        self.page = builders.organisation_page(
            self.tree.directory, builders.organisation("Laterne", register_id="laterne")
        )
        self.other = builders.organisation_page(
            self.tree.directory, builders.organisation("Turm", register_id="turm")
        )
        self.net = builders.alliance_page(
            self.tree.alliances, builders.organisation("Netz", register_id="netz", kind="alliance")
        )

    def event(self, title: str = "Sprachcafé", start: datetime | None = None, **fields) -> Event:
        """Return an event of the first organisation in the name of the alliance."""
        house = builders.venue("Hof", town="Werdau", region=self.places.werdau)
        given = {
            "organiser": self.page.organisation,
            "alliance": self.net.organisation,
            "topics": [self.topic],
            "venue": house,
        }
        made = builders.event(title, start or at(6), **{**given, **fields})
        builders.drain()
        return made


@pytest.fixture
def scene():
    """Return the portal."""
    return Scene()


def pages(scene: Scene) -> dict[str, str]:
    """Return the pages that show dates, with where their links lead."""
    return {
        "/en/": "/en/termine/",
        "/en/initiativen/laterne/": "/en/termine/?veranstalter=laterne",
        "/en/buendnisse/netz/": "/en/termine/?buendnis=netz",
        "/en/themen/sprache-lernen/": "/en/termine/?thema=sprache-lernen",
        "/en/regionen/landkreis-zwickau/": "/en/termine/?region=14524",
        "/en/regionen/werdau/": "/en/termine/?region=14524300",
        "/en/mitmachen/helfen/?bedarf=deutsch&ort=Werdau": "/en/termine/?region=14524&amp;thema=",
    }


def test_pages_show_the_next_dates_and_lead_to_the_rest(scene):
    scene.event()
    for path, more in pages(scene).items():
        shown = page(path)
        assert ">Sprachcafé<" in shown, path
        assert f'href="{more}' in shown, path


def test_own_dates_come_before_those_of_others_that_name_it(scene):
    for number in range(5):
        others = {"organiser": scene.other.organisation, "alliance": None}
        scene.event(f"Flut {number}", at(5), co_organisers=[scene.page.organisation], **others)
    scene.event("Eigenes", at(20))
    shown = page("/en/initiativen/laterne/")
    assert -1 < shown.find(">Eigenes<") < shown.find(">Flut ")
    assert shown.count(">Flut ") == 3
    assert ">Eigenes<" in page("/en/buendnisse/netz/")


def test_pages_without_dates_have_no_section(scene):
    scene.event("Gestern", at(3))
    scene.event("Entwurf", live=False)
    scene.event("Woanders", organiser=scene.other.organisation, alliance=None, topics=(), venue=None)
    for path in pages(scene):
        shown = page(path)
        assert "Gestern" not in shown and "Entwurf" not in shown
        assert ('id="termine"' in shown) is (path == "/en/"), path


def test_nobody_in_danger_is_shown_dates(scene):
    scene.event()
    assert "Sprachcafé" not in page("/en/mitmachen/hilfe/?bedarf=zuhause&ort=Werdau")


def test_pages_with_dates_hold_until_the_next_one_begins(scene):
    scene.event(start=datetime(2026, 3, 4, 20))
    for path in pages(scene):
        request = Client().get(path).wsgi_request
        assert request.expires_at <= datetime(2026, 3, 4, 19, 0, tzinfo=UTC), path


def test_the_sitemap_lists_what_is_not_over(scene):
    coming, past = scene.event("Kommt"), scene.event("War", at(2))
    draft = scene.event("Entwurf", live=False)
    listed = "".join(sitemap(default_site(), NOW))
    assert f"/termine/kommt-{coming.short_id}/" in listed
    assert past.short_id not in listed and draft.short_id not in listed
    assert "/termine/2026-03/" not in listed


class TestEmbedding:
    def test_the_list_may_stand_anywhere_and_sets_no_cookie(self, scene):
        scene.event()
        response = Client().get("/en/termine/einbetten/?thema=sprache-lernen&farbe=e5432d&schema=dunkel")
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response and not response.cookies
        assert response["X-Robots-Tag"] == "noindex"
        shown = response.content.decode().replace("\xad", "")
        assert ">Sprachcafé<" in shown and 'class="by-night"' in shown and "farbe-e5432d.css" in shown
        assert 'href="/en/termine/?thema=sprache-lernen"' in shown
        assert "<script" not in shown

    def test_pages_of_the_list_keep_filter_and_look(self, scene):
        for number in range(12):
            scene.event(f"Abend {number}", at(6 + number))
        shown = page("/en/termine/einbetten/?farbe=e5432d&thema=sprache-lernen")
        assert "/en/termine/einbetten/?farbe=e5432d&amp;seite=2&amp;thema=sprache-lernen" in shown

    @pytest.mark.parametrize(
        "query", ["farbe=quer", "ansicht=karte", "schema=x", "seite=-1", "seite=300", "art=%00x"]
    )
    def test_hostile_parameters_give_a_page_with_a_message(self, scene, query):
        scene.event()
        assert 'class="message warn"' in page(f"/en/termine/einbetten/?{query}")

    def test_nothing_else_of_the_calendar_may_be_framed(self, scene):
        event = scene.event()
        for path in ("/termine/", "/termine/2026-03/", f"/termine/{event.slug}-{event.short_id}/"):
            assert "frame-ancestors 'self'" in Client().get(path)["Content-Security-Policy"]

    def test_the_calendar_gives_the_line_to_copy(self, scene):
        scene.event()
        shown = page("/en/termine/?thema=sprache-lernen")
        assert "&lt;iframe" in shown and "/en/termine/einbetten/?thema=sprache-lernen" in shown
