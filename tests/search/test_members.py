"""Members find each other: who is let in, the same hits as the public, and what each of them sees of whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.circles import circle_of
from network.models import ContactPoint, Membership, Stewardship
from portal.disclosure import Audience
from search.engine_room import room
from search.indexing import fill_new_index
from search.members.listing import answer
from search.members.rows import MemberRow
from tests import builders

from .towns import Network, listing, network

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    """Return the small network, in which three share an alliance and one is alone."""
    made = network()
    made.pages["Bund"] = builders.alliance_page(made.tree.alliances, slug="bund")
    for title in ("Haus Zwickau", "Chor Werdau", "Treff Bautzen"):
        builders.membership(made.pages[title], made.pages["Bund"])
    for title in ("Haus Zwickau", "Verein Hoyerswerda"):
        tell(made, title)
    while builders.drain():
        pass
    return made


def tell(made: Network, title: str) -> None:
    """Give a page a contact for everybody and one for each further audience, all of them recognisable."""
    word = title.split()[1].lower()
    page = made.pages[title]
    builders.contact(page, f"alle@{word}.example.org", person=f"Person {word}")
    for audience in (Audience.MEMBERS, Audience.OFFICE, Audience.NOBODY, Audience.REGISTRANTS):
        builders.contact(page, f"{audience}@{word}.example.org", disclosure=audience)


def steward_of(made: Network, title: str, **fields) -> Client:
    """Return the browser of somebody who acts for an organisation."""
    return signed_in(builders.steward(made.pages[title].organisation, **fields))


def signed_in(user) -> Client:
    """Return the browser of an account."""
    client = Client()
    client.force_login(user)
    return client


def rows(client: Client, query: str = "") -> dict[str, MemberRow]:
    """Return the rows of the members' directory by title."""
    response = client.get(f"/mitglieder/{query}")
    assert response.status_code == 200
    return {"".join(part.text for part in row.entry.title_segments): row for row in response.context["rows"]}


def values(row: MemberRow) -> set[str]:
    """Return whom the contacts of a row are for."""
    return {contact.value.partition("@")[0] for contact in row.contacts}


class TestTheDoor:
    def test_strangers_are_led_to_it_and_back(self, net):
        entry = net.pages["Haus Zwickau"].organisation.uuid
        for path in ("/mitglieder/", f"/mitglieder/{entry}/", f"/mitglieder/{entry}/karte.vcf"):
            for prefix in ("", "/en"):
                response = Client().get(prefix + path)
                assert response.status_code == 302
                assert response.url.startswith(f"{prefix}/konto/anmelden/")
                assert response.url.endswith(path)

    def test_who_acts_for_nobody_today_stays_outside(self, net):
        today = timezone.localdate()
        gone = builders.steward(net.pages["Chor Werdau"].organisation)
        client = signed_in(gone)
        assert client.get("/mitglieder/").status_code == 200
        Stewardship.objects.filter(user=gone).update(until=today)
        to_come = builders.steward(net.pages["Chor Werdau"].organisation, since=today + timedelta(days=1))
        of_none = builders.steward(builders.organisation(status="dissolved"))
        for browser in (client, *map(signed_in, (to_come, of_none, builders.user(), builders.editor()))):
            response = browser.get("/mitglieder/")
            assert response.status_code == 403
            assert "zwickau.example.org" not in response.content.decode()

    def test_nobody_keeps_an_answer(self, net):
        client = steward_of(net, "Chor Werdau")
        entry = net.pages["Haus Zwickau"].organisation.uuid
        for path in ("/mitglieder/", f"/mitglieder/{entry}/", f"/mitglieder/{entry}/karte.vcf"):
            response = client.get(path)
            assert response.status_code == 200
            assert response["Cache-Control"] == "no-store, private"
            assert response["X-Robots-Tag"] == "noindex"
            assert client.post(path).status_code == 405


class TestWhatIsSeen:
    def test_members_of_one_alliance_see_what_is_for_them(self, net):
        found = rows(steward_of(net, "Chor Werdau"))
        assert values(found["Haus Zwickau"]) == {"alle", "members"}
        assert values(found["Verein Hoyerswerda"]) == {"alle"}

    def test_marks_say_what_not_everybody_sees(self, net):
        shown = rows(steward_of(net, "Chor Werdau"))["Haus Zwickau"].contacts
        marks = {contact.value.partition("@")[0]: bool(contact.mark) for contact in shown}
        assert marks == {"alle": True, "members": True}  # of the one, the name of the person alone
        assert [contact.person for contact in shown if contact.value.startswith("alle")] == ["Person zwickau"]
        outside = rows(steward_of(net, "Ortlos"))["Haus Zwickau"].contacts
        assert [(contact.mark, contact.person) for contact in outside] == [("", "")]

    def test_the_alliance_and_its_members_see_each_other(self, net):
        builders.contact(net.pages["Bund"], "members@bund.example.org", disclosure=Audience.MEMBERS)
        builders.drain()
        assert values(rows(steward_of(net, "Bund"))["Haus Zwickau"]) == {"alle", "members"}
        member = rows(steward_of(net, "Chor Werdau"))
        title = net.pages["Bund"].title
        assert values(member[title]) == {"members"}
        assert values(rows(steward_of(net, "Ortlos"))[title]) == set()

    def test_guests_partners_and_former_members_are_no_members(self, net):
        alone = net.pages["Verein Hoyerswerda"]
        client = steward_of(net, "Verein Hoyerswerda")
        today = timezone.localdate()
        for fields in (
            {"kind": "guest"},
            {"kind": "partner"},
            {"kind": "supporter"},
            {"until": today},
            {"since": today + timedelta(days=1)},
            {"status": "left"},
            {"status": "excluded"},
        ):
            row = builders.membership(alone, net.pages["Bund"], **fields)
            assert values(rows(client)["Haus Zwickau"]) == {"alle"}, fields
            row.delete()
        builders.membership(alone, net.pages["Bund"], kind="founding")
        assert values(rows(client)["Haus Zwickau"]) == {"alle", "members"}

    def test_who_leaves_the_alliance_sees_nothing_at_the_next_request(self, net):
        client = steward_of(net, "Chor Werdau")
        assert values(rows(client)["Haus Zwickau"]) == {"alle", "members"}
        mine = Membership.objects.filter(organisation=net.pages["Chor Werdau"].organisation)
        mine.update(until=timezone.localdate())
        assert values(rows(client)["Haus Zwickau"]) == {"alle"}

    def test_an_alliance_that_nobody_lists_connects_nobody(self, net):
        client = steward_of(net, "Chor Werdau")
        entry = net.pages["Bund"].organisation
        type(entry).objects.filter(pk=entry.pk).update(status="dissolved")
        assert values(rows(client)["Haus Zwickau"]) == {"alle"}

    def test_what_is_for_one_alliance_only_its_members_see(self, net):
        other = builders.alliance_page(net.tree.alliances, slug="ring")
        for title in ("Haus Zwickau", "Treff Bautzen"):
            builders.membership(net.pages[title], other)
        page = net.pages["Haus Zwickau"]
        builders.contact(page, "ring@example.org", disclosure=Audience.MEMBERS, alliance=other.organisation)
        builders.contact(page, "person@example.org", person="Ringperson", alliance=other.organisation)
        builders.address(page, net.places.zwickau, street="Ringgasse 1", disclosure=Audience.MEMBERS,
                         alliance=other.organisation)  # fmt: skip
        uuid = page.organisation.uuid
        for title, sees in (("Treff Bautzen", True), ("Chor Werdau", False), ("Ortlos", False)):
            client = steward_of(net, title)
            found = rows(client)["Haus Zwickau"]
            assert ("ring" in values(found)) is sees, title
            shown = client.get(f"/mitglieder/{uuid}/").content.decode()
            assert ("Ringgasse" in shown, "Ringperson" in shown) == (sees, sees)
        office = signed_in(builders.office())
        assert "ring" in values(rows(office)["Haus Zwickau"])
        assert "ring@" not in Client().get("/initiativen/haus-zwickau/").content.decode()

    def test_the_office_sees_what_members_see_of_everybody_and_no_more(self, net):
        found = rows(signed_in(builders.office()))
        for title in ("Haus Zwickau", "Verein Hoyerswerda"):
            assert values(found[title]) == {"alle", "members"}

    def test_the_emergency_switch_hides_from_members_too(self, net):
        client = steward_of(net, "Chor Werdau")
        entry = net.pages["Haus Zwickau"].organisation
        entry.is_shielded = True
        entry.save()
        assert rows(client)["Haus Zwickau"].contacts == ()
        assert "zwickau.example.org" not in client.get(f"/mitglieder/{entry.uuid}/").content.decode()
        assert client.get(f"/mitglieder/{entry.uuid}/karte.vcf").status_code == 404

    def test_the_card_holds_what_its_reader_may_see(self, net):
        uuid = net.pages["Haus Zwickau"].organisation.uuid
        card = steward_of(net, "Chor Werdau").get(f"/mitglieder/{uuid}/karte.vcf").content.decode()
        assert "members@zwickau" in card
        assert "office@zwickau" not in card
        assert (
            "members@zwickau"
            not in steward_of(net, "Ortlos").get(f"/mitglieder/{uuid}/karte.vcf").content.decode()
        )

    def test_an_entry_says_what_is_meant_for_somebody_else_and_its_own_steward_finds_the_desk(self, net):
        uuid = net.pages["Haus Zwickau"].organisation.uuid
        own = steward_of(net, "Haus Zwickau").get(f"/en/mitglieder/{uuid}/")
        assert own.context["is_own"]
        assert len(own.context["record"].withheld) == 1
        assert "/admin/" in own.content.decode().partition('id="content"')[2]
        assert not steward_of(net, "Ortlos").get(f"/mitglieder/{uuid}/").context["has_more"]

    def test_what_has_no_public_page_is_not_found(self, net):
        client = steward_of(net, "Chor Werdau")
        draft = builders.organisation_page(net.tree.directory, live=False)
        private = builders.organisation_page(net.tree.directory)
        builders.restrict(private)
        for page in (draft, private):
            assert client.get(f"/mitglieder/{page.organisation.uuid}/").status_code == 404
        assert client.get("/mitglieder/00000000-0000-4000-8000-000000000000/").status_code == 404


class TestTheSearch:
    def test_hits_counts_and_filters_are_the_public_ones(self, net):
        client = steward_of(net, "Chor Werdau")
        for query in (
            "",
            "?q=beratung",
            "?region=14524",
            "?thema=musik&sortierung=name",
            "?ort=08056",
            "?q=xyzzy",
        ):
            public = listing(query)
            found = client.get(f"/mitglieder/{query}")
            assert found.context["listing"].total == public.total
            titles = [entry.title_segments for entry in public.entries]
            assert [row.entry.title_segments for row in found.context["rows"]] == titles
            counts = [(facet.key, [value.count for value in facet.values]) for facet in public.facets]
            mine = found.context["listing"].facets
            assert [(facet.key, [value.count for value in facet.values]) for facet in mine] == counts

    def test_nobody_is_found_by_what_only_members_see(self, net):
        for client in (steward_of(net, "Chor Werdau"), signed_in(builders.office())):
            for word in ("members@zwickau.example.org", "Person+zwickau.example"):
                query = f"?q={word}&woertlich=1"
                assert client.get(f"/mitglieder/{query}").context["listing"].total == listing(query).total

    def test_links_stay_among_members_and_lead_nowhere_outside(self, net):
        response = steward_of(net, "Chor Werdau").get("/mitglieder/?q=beratung&region=14524")
        text = response.content.decode().partition('id="content"')[2].partition("<footer")[0]
        paths = {path.partition("?")[0] for path in re.findall(r'(?:href|action)="([^"]+)"', text)}
        here = ("/mitglieder/", "/static/", "mailto:", "&#", "tel:", "#")
        outside = {path for path in paths if not path.startswith(here)}
        assert outside <= {"/"}
        assert "/suche/vorschlaege/" not in text

    def test_hostile_parameters_give_a_page(self, net):
        client = steward_of(net, "Chor Werdau")
        for query in (
            "seite=x", "seite=-1", "seite=9999999999", "q=%00", "q=" + "x" * 5000, "region=nirgends",
            "ansicht=druck", "thema=%F0%9F%98%80", "umkreis=1e9", "jetzt=2", "sortierung=;drop", "fremd=1",
            "q=%ED%A0%80",
        ):  # fmt: skip
            assert client.get(f"/mitglieder/?{query}").status_code == 200, query

    @pytest.mark.parametrize("size", [3, 30])
    def test_queries_are_as_many_for_three_as_for_thirty(self, net, size, django_assert_num_queries):
        ContactPoint.objects.all().delete()
        for _number in range(size):
            page = builders.organisation_page(net.tree.directory)
            builders.contact(page, disclosure=Audience.MEMBERS)
            builders.membership(page, net.pages["Bund"])
        while builders.drain():
            pass
        client = steward_of(net, "Chor Werdau")
        client.get("/mitglieder/?region=14524")
        client.get("/mitglieder/")
        with django_assert_num_queries(26):
            client.get("/mitglieder/")


@pytest.mark.elasticsearch
def test_both_engines_give_the_same_rows(elastic_settings, net, rf):
    fill_new_index()
    room.indices.refresh()
    user = builders.steward(net.pages["Chor Werdau"].organisation)
    circle = circle_of(user, timezone.localdate())
    for query in ("", "q=beratung", "region=14524", "thema=asyl&q=zwickau", "ort=Zwickau&umkreis=50"):
        request = rf.get(f"/mitglieder/?{query}")
        found = [answer(request, circle, engine=name) for name in ("embedded", "elastic")]
        assert found[0].rows == found[1].rows
        assert found[0].listing.total == found[1].listing.total
        assert found[0].listing.facets == found[1].listing.facets
        assert found[0].rows
