"""The pages of organisations and alliances: what they show, to whom, until when."""

import re
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network import page_contexts
from network.models import Goal
from network.opening import all_turns, minute_of_week, next_turn
from network.presentation.cards import INNER_SHOWN
from network.records.load import actor_pages
from portal.disclosure import Audience, Precision
from portal.http.page_cache import store
from portal.models import PortalSettings
from tests import builders
from tests.portal.pictures import picture

BERLIN = ZoneInfo("Europe/Berlin")


class Network(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.places = builders.places()
        builders.locale("en")
        cls.settings_of_site = PortalSettings.objects.create(
            site=cls.tree.site, office_email="buero@example.org", office_name="Büro"
        )

    def setUp(self):
        builders.drain()

    def page(self, title="Haus", **fields):
        """Return the page of an organisation that sits in the town of Werdau."""
        entry = builders.organisation(title, seat=self.places.werdau, **fields)
        return builders.organisation_page(self.tree.directory, entry)

    def shown(self, page, prefix=""):
        """Return the answer to the page's address."""
        path = page.get_url()
        response = self.client.get(path if path.startswith("/en/") else prefix + path)
        assert response.status_code == 200
        return response

    def record(self, page, prefix=""):
        """Return the view that a page shows."""
        return self.shown(page, prefix).context["record"]


class TestOrganisation(Network):
    def test_alliances_are_linked_where_everybody_may_see_them(self):
        page = self.page()
        shown, private = (
            builders.alliance_page(self.tree.alliances, title=name) for name in ("Netz", "Kreis")
        )
        builders.restrict(private)
        draft = builders.alliance_page(self.tree.alliances, title="Entwurf", live=False)
        for alliance in (shown, private, draft):
            builders.membership(page, alliance)
        found = {one.name: one.url for one in self.record(page).memberships}
        names = {other.title: other.organisation.name for other in (shown, private, draft)}
        assert found == {names["Netz"]: "/buendnisse/netz/", names["Kreis"]: "", names["Entwurf"]: ""}

    def test_the_office_stands_in_where_there_is_no_contact(self):
        page = self.page()
        assert self.record(page).office.email == "buero@example.org"
        builders.contact(page)
        assert self.record(page).office is None

    def test_a_protected_organisation_is_reached_through_the_office(self):
        page = self.page(is_shielded=True)
        builders.contact(page, "geheim@example.org")
        view = self.record(page)
        assert (view.is_protected, view.contacts, view.vcard_url) == (True, (), "")
        assert view.office.name == "Büro"

    def test_without_a_known_office_nobody_is_named(self):
        self.settings_of_site.office_email = ""
        self.settings_of_site.save()
        assert self.record(self.page()).office is None

    def test_an_entry_is_stale_as_the_office_decides(self):
        page = self.page()
        page.confirmed_on = timezone.localdate() - timedelta(days=200)
        page.save()
        assert not self.record(page).is_stale
        self.settings_of_site.stale_after_months = 6
        self.settings_of_site.save()
        assert self.record(page).is_stale

    def test_e_mail_addresses_are_readable_but_not_in_the_source(self):
        page = self.page()
        builders.contact(page, "haus@example.org")
        response = self.shown(page)
        assert b"haus@example.org" not in response.content
        assert b"&#" in response.content

    def test_links_to_report_an_error_and_to_the_card(self):
        page = self.page()
        view = self.record(page)
        for url in (view.report_url, view.vcard_url):
            assert self.client.get(url).status_code == 200
        assert self.record(page, "/en").report_url.startswith("/en/id/")

    def test_what_changes_is_seen_at_once(self):
        page = self.page()
        assert self.record(page).contacts == ()
        builders.contact(page, "neu@example.org")
        assert [one.value for one in self.record(page).contacts] == ["neu@example.org"]
        page.organisation.is_shielded = True
        page.organisation.save()
        assert self.record(page).contacts == ()


class TestPictureForSharing(Network):
    def shared(self, page):
        """Return the picture that the head of a page names, None for the portal's own."""
        response = self.shown(page)
        assert response.content.count(b'property="og:image"') == 1
        return response.context["meta"].image

    def test_the_logo_stands_for_an_organisation_as_a_whole(self):
        page = self.page()
        page.logo = picture(size=(400, 200))
        page.save()
        image = self.shared(page)
        assert image.url.startswith("http://localhost:8000/media/")
        assert (image.width, image.height) == (400, 200)

    def test_a_picture_chosen_for_sharing_comes_first(self):
        page = self.page()
        page.logo, page.social_image = picture(size=(400, 200)), picture()
        page.save()
        image = self.shared(page)
        assert (image.width, image.height) == (1200, 630)

    def test_logos_that_are_not_public_and_those_of_protected_organisations_are_not_shown(self):
        inner, protected, bare = self.page("Intern"), self.page("Schutz", is_shielded=True), self.page("Ohne")
        inner.logo, protected.logo = picture(disclosure="members"), picture()
        inner.save()
        protected.save()
        for page in (inner, protected, bare):
            with self.subTest(page=page.title):
                assert self.shared(page) is None
                assert b"/static/portal/share.png" in self.shown(page).content

    def test_a_logo_costs_no_query_once_it_is_known(self):
        page = self.page()
        page.logo = picture(size=(400, 200))
        page.save()
        builders.drain()
        self.shown(page)
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            self.shown(page)
        asked = [query["sql"] for query in captured if "rendition" in query["sql"].lower()]
        assert len(asked) <= 1, asked  # the smaller one beside the name


class TestHowLongAnAnswerHolds(Network):
    def hold(self, page, now):
        """Return until when the answer of a page holds that is asked at a moment."""
        request = RequestFactory().get("/")
        with mock.patch("network.page_contexts.timezone.now", return_value=now):
            page_contexts.shown_record(actor_pages([page.pk]).get().specific, request)
        return getattr(request, "expires_at", None)

    def test_until_the_next_minute_at_which_somebody_opens_or_closes(self):
        page = self.page()
        builders.opening_hours(page, 0, "09:00", "12:00")
        monday = datetime(2026, 3, 9, tzinfo=BERLIN)
        for asked, expected in ((8, 9), (9, 12), (11, 12), (12, 7 * 24 + 9), (20, 7 * 24 + 9)):
            with self.subTest(asked=asked):
                end = self.hold(page, monday + timedelta(hours=asked))
                assert end == monday + timedelta(hours=expected)

    def test_without_hours_it_does_not_end(self):
        assert self.hold(self.page(), timezone.now()) is None

    def test_a_clock_that_is_put_forward_opens_by_the_wall(self):
        # On 29 March 2026 the night has no hour from two to three.
        saturday = datetime(2026, 3, 28, 20, tzinfo=BERLIN)
        turn = next_turn([6 * 1440 + 9 * 60], saturday)
        assert turn == datetime(2026, 3, 29, 9, tzinfo=BERLIN)
        assert turn - saturday.astimezone(ZoneInfo("UTC")) == timedelta(hours=12)

    def test_a_clock_that_is_put_back_counts_the_hour_twice(self):
        first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
        assert minute_of_week(first) == minute_of_week(second) == 6 * 1440 + 150
        assert first.astimezone(ZoneInfo("UTC")) < second.astimezone(ZoneInfo("UTC"))
        assert next_turn([6 * 1440 + 9 * 60], second) == datetime(2026, 10, 25, 9, tzinfo=BERLIN)

    def test_seconds_do_not_count(self):
        now = datetime(2026, 3, 9, 8, 59, 59, 999, tzinfo=BERLIN)
        assert next_turn([9 * 60], now) == datetime(2026, 3, 9, 9, tzinfo=BERLIN)

    def test_every_hour_of_the_network_is_a_turn(self):
        page = self.page()
        builders.opening_hours(page, 0, "09:00", "12:00")
        builders.opening_hours(page, 6, "18:00", "00:00")
        assert all_turns() == {540, 720, 6 * 1440 + 18 * 60, 0}


class TestAlliance(Network):
    def setUp(self):
        self.alliance = builders.alliance_page(self.tree.alliances, title="Netz")
        super().setUp()

    def names(self, day=None):
        """Return the names of the members on a day, today if none is given."""
        day = day or timezone.localdate()
        with mock.patch("network.page_contexts.timezone.localdate", return_value=day):
            return [fact.other_name for fact in page_contexts.members_of(self.alliance.organisation_id)]

    def test_members_are_those_of_the_day(self):
        builders.membership(
            self.page("Haus"),
            self.alliance,
            since=builders.day("2026-03-10"),
            until=builders.day("2026-03-20"),
        )
        expected = {"2026-03-09": [], "2026-03-10": ["Haus"], "2026-03-19": ["Haus"], "2026-03-20": []}
        for day, names in expected.items():
            with self.subTest(day=day):
                assert self.names(builders.day(day)) == names

    def test_an_undated_membership_always_holds(self):
        builders.membership(self.page("Haus"), self.alliance)
        assert self.names(builders.day("1990-01-01")) == ["Haus"]

    def test_who_left_and_who_is_not_listed_is_not_named(self):
        for status in ("active", "dormant", "left", "excluded"):
            builders.membership(builders.organisation(f"Mitglied {status}"), self.alliance, status=status)
        for status in ("proposed", "dissolved", "merged"):
            builders.membership(builders.organisation(status, status=status), self.alliance)
        assert self.names() == ["Mitglied active", "Mitglied dormant"]

    def test_a_member_that_hides_its_place_is_told_by_its_district(self):
        for name, fields in (
            ("offen", {}),
            ("Ort", {"precision": Precision.MUNICIPALITY}),
            ("Kreis", {"precision": Precision.DISTRICT}),
            ("niemand", {"disclosure": Audience.NOBODY}),
        ):
            page = self.page(name)
            builders.address(page, self.places.werdau, **fields)
            builders.membership(page, self.alliance)
        builders.membership(self.page("bedroht", is_shielded=True), self.alliance)
        seats = {
            fact.other_name: fact.other_seat
            for fact in page_contexts.members_of(self.alliance.organisation_id)
        }
        hidden = dict.fromkeys(("Kreis", "niemand", "bedroht"), "Zwickau")
        assert seats == {"offen": "Werdau", "Ort": "Werdau", **hidden}

    def test_a_draft_hides_its_place_too(self):
        page = self.page("Entwurf")
        builders.address(page, self.places.werdau, precision=Precision.DISTRICT)
        page.unpublish()
        builders.membership(page, self.alliance)
        assert page_contexts.members_of(self.alliance.organisation_id)[0].other_seat == "Zwickau"

    def test_nested_alliances_link_to_each_other(self):
        inner = builders.alliance_page(self.tree.alliances, title="Ortsgruppe")
        builders.membership(inner, self.alliance)
        builders.drain()
        member = self.record(self.alliance).nested.members[0]
        assert member.url == "/buendnisse/ortsgruppe/"
        assert self.record(inner).memberships[0].url == "/buendnisse/netz/"
        for page in (self.alliance, inner):
            assert self.shown(page).content.count(b'id="nesting"') == 1

    def test_members_are_on_the_map_as_coarse_as_their_place_may_be_told(self):
        for name, fields in (("offen", {}), ("niemand", {"disclosure": Audience.NOBODY})):
            page = self.page(name)
            builders.address(page, self.places.werdau, **fields)
            builders.membership(page, self.alliance)
        builders.membership(self.page("bedroht", is_shielded=True), self.alliance)
        builders.membership(builders.organisation("Ortlos"), self.alliance)
        builders.drain()
        response = self.shown(self.alliance)
        tilemap = response.context["record"].members_map
        assert {one.ags: one.count for one in tilemap.districts if one.count} == {"14524": 3}
        assert [link.count for link in tilemap.elsewhere] == [1]
        link = b'href="/initiativen/?buendnis=%s&amp;region=14524"'
        assert response.content.count(link % self.alliance.organisation.register_id.encode()) == 2

    def test_goals_are_headed_by_their_level(self):
        for number, level in enumerate(("leitziel", "mittlerziel", "measure")):
            Goal.objects.create(page=self.alliance, level=level, text=f"Ziel {number}", sort_order=number)
        builders.drain()
        text = self.shown(self.alliance, "/en").content.decode()
        for heading in (
            '<h3 class="goal-level">Guiding goal (Leitziel)</h3>',
            '<h4 class="goal-level">Intermediate goal (Mittlerziel)</h4>',
            '<p class="goal-level">Measure</p>',
        ):
            assert heading in text

    def test_a_page_costs_the_same_with_3_and_with_30_members_and_nested_alliances(self):
        counted = []
        self.shown(self.alliance)
        for number in (3, 30):
            for index in range(number):
                builders.membership(self.page(f"Haus {number} {index}"), self.alliance)
                inner = builders.organisation(f"Kreis {number} {index}", kind="alliance")
                builders.membership(builders.alliance_page(self.tree.alliances, inner), self.alliance)
            builders.drain()
            store.clear()
            with CaptureQueriesContext(connection) as captured:
                self.shown(self.alliance)
            counted.append(len(captured))
        assert counted[0] == counted[1]

    def test_hosts_are_named_in_the_head(self):
        builders.membership(self.page("Träger"), self.alliance, kind="host")
        assert [link.label for link in self.record(self.alliance).hosts] == ["Träger"]

    def test_a_member_with_two_roles_counts_once_everywhere(self):
        page = self.page()
        for kind in ("founding", "member"):
            builders.membership(page, self.alliance, kind=kind)
        assert self.record(self.alliance).member_count == 1
        assert self.client.get("/buendnisse/").context["cards"][0].member_count == 1


class TestAlliances(Network):
    def cards(self, path="/buendnisse/"):
        """Return the cards on the list of alliances."""
        return self.client.get(path).context["cards"]

    def test_only_listed_public_alliances_have_a_card(self):
        for title in ("Zoo", "Ähre", "Birke"):
            builders.alliance_page(self.tree.alliances, title=title)
        builders.restrict(builders.alliance_page(self.tree.alliances, title="Privat"))
        builders.alliance_page(self.tree.alliances, title="Entwurf", live=False)
        for status in ("proposed", "dissolved", "merged"):
            entry = builders.organisation(status, kind="alliance", status=status)
            builders.alliance_page(self.tree.alliances, entry)
        builders.drain()
        assert [card.name for card in self.cards()] == ["Ähre", "Birke", "Zoo"]

    def test_a_card_shows_four_tiles_and_how_many_members(self):
        alliance = builders.alliance_page(self.tree.alliances)
        for number in range(5):
            builders.membership(
                self.page(f"Haus {number}"), alliance, kind="member" if number else "founding"
            )
        builders.membership(self.page("Partner"), alliance, kind="partner")
        builders.membership(self.page("Ging"), alliance, status="left")
        builders.drain()
        card = self.cards()[0]
        assert (card.member_count, len(card.tiles)) == (5, 4)

    def test_cards_say_what_is_part_of_what(self):
        outer, inner = (builders.alliance_page(self.tree.alliances, title=name) for name in ("Land", "Ort"))
        unlisted = builders.organisation("Verbund ohne Seite", kind="alliance")
        gone = builders.organisation("Gestern", kind="alliance")
        for kind in ("founding", "member"):
            builders.membership(inner, outer, kind=kind)
        builders.membership(inner, unlisted)
        builders.membership(inner, gone, status="left")
        builders.membership(self.page("Haus"), outer)
        builders.drain()
        by_name = {card.name: card for card in self.cards()}
        assert [(link.label, link.url) for link in by_name["Ort"].parents] == [
            ("Land", "/buendnisse/land/"),
            ("Verbund ohne Seite", ""),
        ]
        assert [(link.label, link.url) for link in by_name["Land"].inner] == [("Ort", "/buendnisse/ort/")]
        assert by_name["Land"].parents == by_name["Ort"].inner == ()
        text = self.client.get("/en/buendnisse/").content.decode()
        assert re.search(r'Part of\s+<span lang="de"><a href="/en/buendnisse/land/">Land</a></span>,', text)
        assert re.search(r'Within it:\s+<span lang="de"><a href="/en/buendnisse/ort/">Ort</a></span>', text)

    def test_a_card_names_some_of_many_alliances_within(self):
        outer = builders.alliance_page(self.tree.alliances, title="Land")
        for number in range(INNER_SHOWN + 3):
            builders.membership(builders.organisation(f"Kreis {number:02}", kind="alliance"), outer)
        builders.drain()
        (card,) = self.cards()
        assert [link.label for link in card.inner] == [f"Kreis {number:02}" for number in range(INNER_SHOWN)]
        assert card.inner_more == 3

    def test_a_list_costs_the_same_with_3_and_with_30_nested_alliances(self):
        outer = builders.alliance_page(self.tree.alliances, title="Land")
        counted = []
        self.cards()
        for number in (3, 30):
            for index in range(number):
                builders.membership(
                    builders.alliance_page(self.tree.alliances, title=f"Kreis {number} {index}"), outer
                )
            builders.drain()
            store.clear()
            with CaptureQueriesContext(connection) as captured:
                assert len(self.cards()) > number
            counted.append(len(captured))
        assert counted[0] == counted[1]

    def test_an_alliance_without_members_shows_its_own_tile(self):
        builders.alliance_page(self.tree.alliances)
        builders.drain()
        card = self.cards()[0]
        assert (card.member_count, set(card.tiles)) == (0, {card.tint})

    def test_in_english_every_alliance_is_listed_in_english_where_it_can(self):
        first = builders.alliance_page(self.tree.alliances, title="Netz", summary="Wir helfen.")
        builders.alliance_page(self.tree.alliances, title="Kreis", summary="Wir beraten.")
        builders.drain()
        assert [card.name for card in self.cards("/en/buendnisse/")] == ["Kreis", "Netz"]
        builders.translated(first, "en", title="Web", summary="We help.")
        builders.drain()
        cards = self.cards("/en/buendnisse/")
        assert [(card.name, card.summary, card.lang) for card in cards] == [
            ("Kreis", "Wir beraten.", "de"),
            ("Web", "We help.", ""),
        ]
        for card in cards:
            assert self.client.get(card.url).status_code == 200
        assert [card.name for card in self.cards()] == ["Kreis", "Netz"]


class TestTranslations(Network):
    def test_an_english_page_shows_its_prose_and_the_facts_of_its_source(self):
        page = self.page("Haus")
        builders.contact(page, "haus@example.org")
        builders.offer(page, "Sprachcafé")
        english = builders.translated(page, "en", title="House", summary="We help.")
        builders.drain()
        view = self.record(english)
        assert (view.name, [one.value for one in view.contacts]) == ("House", ["haus@example.org"])
        assert [one.title for one in view.offers] == ["Sprachcafé"]
        assert view.kind_label == "Initiative"

    def test_an_untranslated_page_is_shown_in_an_english_interface(self):
        page = self.page("Haus")
        builders.served_area(page, self.places.werdau)
        builders.opening_hours(page, 0, "09:00", "12:00")
        response = self.shown(page, "/en")
        assert 'lang="en"' in response.content.decode()
        assert response.context["record"].opening_hours[0].hours == "9–12 o'clock"
        assert response.context["record"].areas[0].url == "/en/regionen/werdau/"

    def test_a_change_of_a_fact_shows_on_every_translation(self):
        page = self.page("Haus")
        english = builders.translated(page, "en")
        builders.drain()
        assert self.record(english).contacts == ()
        builders.contact(page, "neu@example.org")
        assert len(self.record(english).contacts) == 1

    def test_publishing_a_translation_again_keeps_the_facts_where_they_are(self):
        page = self.page("Haus")
        builders.contact(page)
        english = builders.translated(page, "en", title="House")
        english.title = "Home"
        english.save_revision().publish()
        page.refresh_from_db()
        page.save_revision().publish()
        assert page.contact_points.count() == 1
        builders.drain()
        assert self.record(type(english).objects.get(pk=english.pk)).name == "Home"
