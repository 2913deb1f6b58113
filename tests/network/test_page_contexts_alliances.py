"""The pages of alliances and their list: members of the day, nested alliances, goals, the map."""

import re
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network import page_contexts
from network.models import Goal
from network.presentation.cards import INNER_SHOWN
from portal.disclosure import Audience, Precision
from portal.http.page_cache import store
from tests import builders
from tests.network.shown_pages import Network


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
