"""The steps of the signpost: doors, needs, place, answer; in two languages, without script, giving nobody away."""

import itertools
import re
from html.parser import HTMLParser
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from network.models import OrganisationPage
from network.shielding import shield
from portal import registries
from portal.http import page_cache
from portal.models import PortalSettings
from portal.registries import Section
from search.engine_room import NotReady, room
from search.signpost.doors import WAYS
from search.store import refresh_statistics
from tests import builders

from .test_hostile import VALUES

PATHS = [f"/mitmachen/{way.key}/" for way in WAYS]
PARAMETERS = ("bedarf", "ort", "region", "seite", "utm_source")
BUDGET = 24


class Signpost(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        PortalSettings.objects.create(
            site=cls.tree.site, office_email="buero@example.org", office_name="Büro"
        )
        for name in ("Sprache lernen", "Schutz vor Gewalt"):
            builders.topic(name, slug="gewaltschutz" if "Gewalt" in name else "sprache-lernen")
        cls.house = cls.member("Haus Zwickau", cls.places.zwickau, "sprache-lernen")
        builders.offer(cls.house, "Sprachcafé am Dienstag", kind="meeting_place")
        builders.offer(cls.house, "Töpfern", kind="culture")
        builders.contact(cls.house, "geheim-im-haus@example.org", disclosure="members")
        cls.choir = cls.member("Chor Werdau", cls.places.werdau, "sprache-lernen")
        builders.contact(cls.choir, "chor@example.org")
        cls.shelter = cls.member("Zuflucht", cls.places.bautzen, "gewaltschutz")
        while builders.drain():
            pass
        refresh_statistics()

    @classmethod
    def member(cls, title, seat, topic) -> OrganisationPage:
        """Return the page of an organisation with a topic."""
        entry = builders.organisation(title, seat=seat, register_id=title.lower())
        page = builders.organisation_page(cls.tree.directory, entry, summary=f"{title}: Deutsch und mehr.")
        builders.topic_of(page, builders.Topic.objects.get(slug=topic))
        return page

    def get(self, address):
        """Fetch an address anew; return the answer."""
        page_cache.store.clear()
        response = self.client.get(address)
        assert response.status_code == 200, (response.status_code, address[:100])
        return response

    def answer(self, query, way="helfen", prefix=""):
        """Return what stands at the end of the steps."""
        return self.get(f"{prefix}/mitmachen/{way}/?{query}").context["answer"]


def names(matches):
    """Return the titles of matches."""
    return ["".join(part.text for part in match.entry.title_segments) for match in matches]


class TestSteps(Signpost):
    def test_three_doors_lead_to_needs_each_to_the_place_that_to_the_answer(self):
        doors = self.get("/mitmachen/").context["doors"]
        assert [door.url for door in doors] == PATHS
        for way, door in zip(WAYS, doors, strict=True):
            choices = self.get(door.url).context["choices"]
            assert len(choices) == len(way.needs)
            step = self.get(choices[0].url).context["place_step"]
            assert (
                self.get(f"{step.action}?bedarf={step.need}&ort=Zwickau").context["answer"].place == "Zwickau"
            )
            assert self.get(step.everywhere.url).context["answer"].place == "Sachsen"

    def test_every_need_has_an_answer_in_both_languages(self):
        for way, prefix in itertools.product(WAYS, ("", "/en")):
            for need in way.needs:
                with self.subTest(way=way.key, need=need.key, prefix=prefix):
                    assert self.answer(f"bedarf={need.key}&ort=08056", way.key, prefix).place == "Zwickau"

    def test_an_empty_place_means_everywhere(self):
        everywhere = self.answer("bedarf=deutsch&ort=")
        assert everywhere.share_url == self.answer("bedarf=deutsch&region=14").share_url
        assert set(names(everywhere.others)) == {"Haus Zwickau", "Chor Werdau"}

    def test_without_a_home_state_everywhere_still_has_an_answer(self):
        with self.settings(HOME_STATE="99"):
            assert set(names(self.answer("bedarf=deutsch&ort=").others)) == {"Haus Zwickau", "Chor Werdau"}

    def test_an_unknown_place_is_asked_for_again_with_what_was_typed(self):
        for query, typed in (("ort=Atlantis", "Atlantis"), ("ort=00000", "00000"), ("region=99999", "")):
            with self.subTest(query=query):
                response = self.get(f"/en/mitmachen/helfen/?bedarf=deutsch&{query}")
                step = response.context["place_step"]
                assert (step.value, bool(step.error)) == (typed, True)
                assert 'aria-invalid="true"' in response.content.decode()

    def test_an_unknown_need_shows_the_choice_with_a_word(self):
        response = self.get("/mitmachen/helfen/?bedarf=zauberei&ort=Zwickau")
        assert [message.level for message in response.context["messages"]] == ["warn"]
        assert response.context["choices"][0].url.endswith("&region=14524330")

    def test_a_place_given_before_the_need_goes_along_as_an_area(self):
        choices = self.get("/mitmachen/helfen/?ort=08056").context["choices"]
        assert choices[0].url == "/mitmachen/helfen/?bedarf=deutsch&region=14524330"
        assert self.get(choices[0].url).context["answer"].place == "Zwickau"


class TestAnswer(Signpost):
    def test_those_who_fit_are_shown_with_reasons_offers_and_ways(self):
        found = self.answer("bedarf=deutsch&ort=08056", prefix="/en")
        assert names(found.others) == ["Haus Zwickau", "Chor Werdau"]
        house, choir = found.others
        assert [offer.label for offer in house.offers] == ["Sprachcafé am Dienstag"]
        assert house.offers[0].url.startswith("/en/initiativen/haus-zwickau/#angebot-")
        assert house.why == ("Sprache lernen",)
        assert house.ways.relay_url == f"/en/id/{self.house.organisation.uuid}/nachricht/"
        assert (choir.ways.email, choir.ways.relay_url) == ("chor@example.org", "")

    def test_without_an_office_only_those_with_an_address_of_their_own_are_written_to(self):
        self.office_is_gone()
        house, *_others = self.answer("bedarf=deutsch&ort=08056").others
        assert house.ways.relay_url
        builders.ContactPoint.objects.filter(page=self.house).update(disclosure="nobody")
        builders.changes.record_ids([("wagtailcore.page", self.house.pk)])
        builders.drain()
        assert not self.answer("bedarf=deutsch&ort=08056").others[0].ways.relay_url

    def office_is_gone(self):
        """Take the office's address away."""
        PortalSettings.objects.update(office_email="")
        builders.changes.record_ids([("portal.portalsettings", "1")])
        builders.drain()

    def test_nothing_hidden_is_shown(self):
        shield(self.choir.organisation, None)
        builders.drain()
        body = self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056").content.decode()
        assert "Chor Werdau" in body
        for secret in ("geheim-im-haus", "chor@example.org"):
            assert secret not in re.sub(r"&#(x?)([0-9a-f]+);", _plain, body)

    def test_nobody_is_said_with_the_office(self):
        found = self.answer("bedarf=natur&ort=08056")
        assert found.is_empty
        assert found.office.email == "buero@example.org"

    def test_later_apps_add_sections(self):
        asked = []

        def dates(way, need, place, now):
            asked.append((way, need.key, place.region))
            return Section(
                "components/sections/links.html", {"links": []}, heading="Nächste Termine", anchor="t"
            )

        with mock.patch.object(registries.signpost_sections, "_entries", {"dates": dates}):
            response = self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056")
        assert "Nächste Termine" in response.content.decode()
        assert asked == [("helfen", "deutsch", "municipality:14524330")]
        assert (
            "Nächste Termine" not in self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056").content.decode()
        )

    def test_while_the_search_starts_the_page_says_so_and_is_not_kept(self):
        room.reset()
        with mock.patch.object(room, "follow", side_effect=NotReady):
            found = self.answer("bedarf=deutsch&ort=08056")
            assert [message.level for message in found.messages] == ["info"]
        assert self.client.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056").context["answer"].messages == ()


def _plain(found: re.Match) -> str:
    """Return the sign of a numeric entity."""
    return chr(int(found[2], 16 if found[1] else 10))


class TestPrivacy(Signpost):
    def test_no_link_of_the_answer_but_the_languages_holds_the_postcode(self):
        for prefix in ("", "/en"):
            response = self.get(f"{prefix}/mitmachen/helfen/?bedarf=deutsch&ort=08056")
            body = response.content.decode()
            without_languages = re.sub(r'<a [^>]*hreflang="[^>]*>', "", body)
            assert "08056" not in without_languages
            assert f"{prefix}/mitmachen/helfen/?bedarf=deutsch&amp;region=14524330" in body

    def test_the_canonical_address_is_the_link_to_pass_on_and_leads_to_the_same_place(self):
        response = self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056")
        shared = response.context["answer"].share_url
        assert shared == response.context["meta"].canonical_url
        again = self.get(shared[shared.index("/mitmachen") :]).context["answer"]
        assert (again.place, again.share_url) == ("Zwickau", shared)
        assert names(again.others) == ["Haus Zwickau", "Chor Werdau"]

    def test_no_address_is_told_on(self):
        for path in ("/mitmachen/", *PATHS, "/mitmachen/helfen/?bedarf=deutsch&ort=08056"):
            assert self.get(path)["Referrer-Policy"] == "no-referrer"

    def test_the_place_is_not_logged(self):
        with self.assertLogs(level="DEBUG") as logged:
            self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056")
        lines = [line for line in logged.output if "django.db.backends" not in line]
        assert lines
        assert "08056" not in "".join(lines)

    def test_what_is_urgent_shows_numbers_first_and_gives_nobody_away(self):
        for key, query in itertools.product(("dringend", "bedroht", "zuhause"), ("", "&ort=Bautzen")):
            with self.subTest(key=key, query=query):
                response = self.get(f"/en/mitmachen/hilfe/?bedarf={key}{query}")
                body = response.content.decode()
                need = next(way for way in WAYS if way.key == "hilfe").need(key)
                assert response["Cache-Control"] == "no-store"
                for number in ("tel:112", "tel:110", "tel:116016", "tel:08001110111"):
                    assert number in body
                assert body.index("tel:112") < body.index("<h2")
                with builders.language("en"):
                    assert str(need.label) not in body
                assert body.count("data-exit") == 2
                assert "<mark>" not in body

    def test_what_is_not_urgent_shows_no_numbers_and_may_be_kept(self):
        response = self.get("/mitmachen/helfen/?bedarf=deutsch&ort=08056")
        assert "tel:112" not in response.content.decode()
        assert response["Cache-Control"] == "no-cache"

    def test_no_cookie_is_set(self):
        for path in ("/mitmachen/", *PATHS, "/mitmachen/helfen/?bedarf=deutsch&ort=08056"):
            assert not self.get(path).cookies


class TestHistory(Signpost):
    """What a browser keeps of the steps of those who look for help, and what the page says of it."""

    def test_the_steps_of_those_who_look_for_help_take_each_other_s_place(self):
        for query in ("", "?bedarf=zuhause", "?bedarf=zuhause&ort=Zwickau", "?bedarf=bleiben&ort=Zwickau"):
            with self.subTest(query=query):
                assert "js/steps" in self.get(f"/mitmachen/hilfe/{query}").content.decode()
                assert "js/steps" not in self.get(f"/mitmachen/helfen/{query}").content.decode()
        urgent = self.get("/mitmachen/hilfe/?bedarf=zuhause&ort=Zwickau").content.decode()
        assert "data-step" in urgent
        assert "data-step" not in self.get("/mitmachen/hilfe/?bedarf=bleiben&ort=Zwickau").content.decode()

    def test_the_field_says_what_the_browser_keeps_and_is_not_filled_in_again(self):
        for need in ("dringend", "bleiben"):
            page = self.get(f"/en/mitmachen/hilfe/?bedarf={need}").content.decode()
            with self.subTest(need=need):
                assert "We store it nowhere" in page
                assert "history of your browser keeps" in page
                assert 'autocomplete="off"' in re.search(r'<input[^>]*id="place"[^>]*>', page)[0]
        other = self.get("/en/mitmachen/helfen/?bedarf=deutsch").content.decode()
        assert "history of your browser" not in other
        assert 'autocomplete="postal-code"' in other


class TestTonight(Signpost):
    def test_where_nobody_near_is_reachable_the_page_says_so_and_names_who_is_further_away(self):
        shelter = OrganisationPage.objects.get(pk=self.shelter.pk)
        builders.offer(shelter, "Aufnahme", kind="emergency")
        for day in range(7):
            builders.opening_hours(shelter, day, "00:00", "23:59")
        third = self.member("Treff Zwickau", self.places.zwickau, "sprache-lernen")
        for page in (self.house, self.choir, third):
            builders.offer(OrganisationPage.objects.get(pk=page.pk), "Nothilfe", kind="emergency")
        builders.drain()
        answer = self.answer("bedarf=dringend&ort=Zwickau", "hilfe", "/en")
        assert names(answer.far) == ["Zuflucht"]
        assert names(answer.open) == []
        assert "Haus Zwickau" in names(answer.others)
        assert "nobody around Zwickau can be reached now. Further away" in answer.tonight
        page = self.get("/en/mitmachen/hilfe/?bedarf=dringend&ort=Zwickau").content.decode()
        assert page.index("nobody around Zwickau") < page.index("Zuflucht") < page.index("Haus Zwickau")
        near = self.answer("bedarf=dringend&ort=Bautzen", "hilfe", "/en")
        assert (near.tonight, names(near.open)) == ("", ["Zuflucht"])

    def test_where_nobody_is_reachable_anywhere_the_numbers_are_named(self):
        answer = self.answer("bedarf=zuhause&ort=Zwickau", "hilfe", "/en")
        assert list(answer.far) == []
        assert "The numbers above answer at once" in answer.tonight
        for query in (
            "bedarf=zuhause&ort=",
            "bedarf=zuhause&ort=Zwickau&tag=montag",
            "bedarf=deutsch&ort=Zwickau",
        ):
            with self.subTest(query=query):
                assert self.answer(query, "hilfe", "/en").tonight == ""


class TestPlaces(Signpost):
    def test_a_misspelt_place_gets_a_way_on(self):
        context = self.get("/en/mitmachen/helfen/?bedarf=deutsch&ort=Zwikau&tag=dienstag").context
        links = [(link.label, link.url) for link in context["place_step"].similar]
        assert ("Zwickau", "/en/mitmachen/helfen/?bedarf=deutsch&region=14524330&tag=dienstag") in links
        assert self.get(links[0][1]).status_code == 200
        assert (
            list(self.get("/mitmachen/helfen/?bedarf=deutsch&ort=Atlantis").context["place_step"].similar)
            == []
        )

    def test_no_distance_is_shown_inside_a_district(self):
        for ort in ("Lkr. Zwickau", "Kreis Zwickau", "Landkreis Zwickau"):
            matches = self.answer(f"bedarf=deutsch&ort={ort}")
            with self.subTest(ort=ort):
                found = dict(zip(names(matches.others), matches.others, strict=True))
                assert not found["Chor Werdau"].entry.distance_km
        page = self.get("/mitmachen/helfen/?bedarf=deutsch&ort=Landkreis+Zwickau").content.decode()
        assert "0,0" not in page


class TestHostileParameters(Signpost):
    def test_every_parameter_takes_every_value(self):
        for (name, value), parameter in itertools.product(VALUES.items(), PARAMETERS):
            with self.subTest(value=name, parameter=parameter):
                self.get(f"/mitmachen/hilfe/?{parameter}={value}")
                self.get(f"/mitmachen/hilfe/?bedarf=deutsch&{parameter}={value}")

    def test_all_at_once_and_repeated(self):
        for name, value in VALUES.items():
            query = "&".join(f"{parameter}={value}&{parameter}=a" for parameter in PARAMETERS)
            for path in ("/mitmachen/", *PATHS, "/en/mitmachen/hilfe/"):
                with self.subTest(value=name, path=path):
                    assert b"<script>alert" not in self.get(f"{path}?{query}").content

    def test_very_many_values_are_taken(self):
        query = "&".join(f"ort=w{number}" for number in range(3_000))
        assert len(self.get(f"/mitmachen/hilfe/?bedarf=deutsch&{query}").content) < 200_000

    def test_other_doors_and_methods_are_refused(self):
        assert self.client.get("/mitmachen/zauberei/").status_code == 404
        for path in ("/mitmachen/", *PATHS):
            assert self.client.post(path, {"ort": "a"}).status_code == 405


class Controls(HTMLParser):
    """Collects forms, their fields and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {"form", "input", "script", "button"}:
            self.found.append((tag, dict(attrs)))


class TestFrame(Signpost):
    def test_the_steps_are_links_and_a_plain_form(self):
        controls = Controls()
        controls.feed(self.get("/mitmachen/helfen/?bedarf=deutsch").content.decode())
        (form,) = [attrs for tag, attrs in controls.found if tag == "form"]
        assert form.get("method", "get") == "get"
        fields = {attrs["name"]: attrs for tag, attrs in controls.found if tag == "input"}
        assert set(fields) == {"bedarf", "ort"}
        assert fields["bedarf"]["value"] == "deutsch"

    def test_search_engines_see_doors_and_needs_only(self):
        for path in ("/mitmachen/", *PATHS):
            assert "noindex" not in self.get(path).content.decode()
        for query in ("?bedarf=deutsch", "?bedarf=deutsch&ort=08056", "?bedarf=deutsch&region=14"):
            assert (
                'name="robots" content="noindex"' in self.get(f"/mitmachen/helfen/{query}").content.decode()
            )
        body = b"".join(self.client.get("/sitemap.xml")).decode()
        for path in ("/mitmachen/", "/en/mitmachen/", *PATHS):
            assert f"{path}</loc>" in body
        assert "bedarf=" not in body

    def test_the_home_page_shows_the_doors(self):
        section = self.get("/en/").context["home"]["doors"]
        assert [door.url for door in section.context["doors"]] == [f"/en{path}" for path in PATHS]

    def test_english_pages_are_english(self):
        for path in ("/en/mitmachen/", "/en/mitmachen/hilfe/", "/en/mitmachen/hilfe/?bedarf=deutsch"):
            assert '<html lang="en"' in self.get(path).content.decode()
        assert "I want to help" in self.get("/en/mitmachen/").content.decode()


class TestBudget(Signpost):
    def cost(self, path):
        """Return how many queries a page costs once it was seen, and how long it is."""
        for _number in range(3):
            page_cache.store.clear()
            with CaptureQueriesContext(connection) as queries:
                response = self.client.get(path)
        return len(queries), len(response.content)

    def test_an_answer_costs_the_same_among_two_and_forty_and_does_not_grow_beyond_a_page(self):
        paths = (
            "/mitmachen/helfen/?bedarf=deutsch&ort=08056",
            "/en/mitmachen/helfen/?bedarf=deutsch&region=14",
        )
        self.grow(2)
        few = {path: self.cost(path)[0] for path in paths}
        self.grow(12)
        full = {path: self.cost(path)[1] for path in paths}
        self.grow(40)
        for path in paths:
            with self.subTest(path=path):
                queries, size = self.cost(path)
                assert queries <= few[path] <= BUDGET
                assert size < full[path] + 1000

    def test_the_first_visit_after_a_change_costs_the_same_too(self):
        path = "/mitmachen/helfen/?bedarf=deutsch&ort=08056"
        self.client.get(path)  # the engine is built once
        counts = []
        for number in (3, 20):
            self.grow(number)
            self.client.get("/mitmachen/")
            with CaptureQueriesContext(connection) as queries:
                self.client.get(path)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= BUDGET + 20

    def test_the_other_steps_cost_next_to_nothing_however_many_there_are(self):
        paths = ("/mitmachen/", *PATHS, "/mitmachen/helfen/?bedarf=deutsch")
        self.grow(2)
        few = {path: self.cost(path) for path in paths}
        self.grow(40)
        for path in paths:
            with self.subTest(path=path):
                assert self.cost(path) == few[path]
                assert few[path][0] <= 3

    def grow(self, size):
        """Have so many more organisations that fit."""
        have = OrganisationPage.objects.filter(title__startswith="Verein").count()
        for number in range(have, size):
            page = self.member(f"Verein {number:02}", self.places.zwickau, "sprache-lernen")
            builders.offer(page, "Sprachcafé", kind="meeting_place")
            builders.opening_hours(page, number % 7)
        while builders.drain():
            pass
        refresh_statistics()
