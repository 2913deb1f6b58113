"""Each member reads what is for members of the own alliances and nothing else; every level, every kind of viewer."""

from django.test import Client, TestCase

from network.records.load import actor_pages
from portal.models import User
from portal.templatetags.memo_tags import store
from search.engine_room import room
from search.store import documents_after, refresh_statistics
from tests import builders

from .canaries import Planted
from .planting import entries, plant
from .test_canary import QUERIES, readable

MEMBERS = "/mitglieder/"
# By its default a person beside a contact is for members.
FOR_MEMBERS = "person beside a public contact"


def is_for_members(what: str) -> bool:
    """Return whether a planted word is told to members of the alliances of its organisation."""
    return what == FOR_MEMBERS or " for members" in what


class TestMembers(TestCase):
    """Fetches everything that members can fetch, as people who may see more and less."""

    planted: Planted
    near: User
    alone: User
    partner: User
    office: User

    @classmethod
    def setUpTestData(cls) -> None:
        store.clear()  # other tests plant the same words for other facts
        cls.planted = plant()
        planted = cls.planted
        cls.near = builders.steward(planted.pages["municipal"].organisation)
        cls.alone = builders.steward(builders.organisation("Für sich"))
        partner = builders.organisation("Partner")
        builders.membership(partner, planted.pages["alliance"], kind="partner")
        cls.partner = builders.steward(partner)
        cls.office = builders.office()
        while builders.drain():
            pass
        refresh_statistics()

    def paths(self) -> list[str]:
        """Return every address for members; of entries that no list names the page stays at its own address."""
        found = [f"{MEMBERS}{query}" for query in QUERIES]
        words = [word for what, word in self.planted.canaries.hidden.items() if is_for_members(what)]
        found += [f"{MEMBERS}?q={word}&woertlich=1" for word in words[:4]]
        found += [f"{MEMBERS}rundmails/", f"/en{MEMBERS}"]
        named = {
            page.organisation_id for page in self.planted.pages.values() if hasattr(page, "organisation_id")
        }
        unlisted = {self.planted.pages[name].organisation_id for name in ("dissolved", "merged", "proposed")}
        for entry in entries():
            if entry.pk in named - unlisted:
                found += [f"{MEMBERS}{entry.uuid}/", f"{MEMBERS}{entry.uuid}/karte.vcf"]
        return [*found, f"/en{found[-2]}"]

    def read(self, user: User) -> dict[str, list[str]]:
        """Return what of the hidden each address tells somebody; what was asked with aside."""
        client = Client()
        client.force_login(user)
        told, hidden = {}, self.planted.canaries.hidden
        for path in self.paths():
            response = client.get(path)
            assert response.status_code in {200, 404}, path
            found = self.planted.canaries.found_in(readable(response.content).casefold())
            asked = path.rpartition("q=")[2].partition("&")[0]
            told[path] = [what for what in found if hidden[what] != asked]
        return told

    def test_a_member_of_the_alliance_is_told_what_is_for_members_and_no_more(self):
        told = self.read(self.near)
        everything = {what for found in told.values() for what in found}
        assert {what for what in everything if not is_for_members(what)} == set()
        expected = ["e-mail for members", "person for members", FOR_MEMBERS, "label for members",
                    "address for members: street", "person beside a contact for members"]  # fmt: skip
        assert set(expected) <= everything

    def test_who_is_in_no_alliance_with_them_or_its_partner_is_told_nothing(self):
        for user in (self.alone, self.partner):
            assert {path: found for path, found in self.read(user).items() if found} == {}

    def test_the_office_is_told_what_members_are(self):
        everything = {what for found in self.read(self.office).values() for what in found}
        assert "e-mail for members" in everything
        assert {what for what in everything if not is_for_members(what)} == set()

        self.check_that_nothing_stays_behind()

    def check_that_nothing_stays_behind(self) -> None:
        """Read as somebody without an account what was read by those who are told most, and what is kept."""
        public = Client()
        pages = [page.get_url() for page in actor_pages().live()]
        private = tuple(self.planted.private_paths)
        for path in ["/initiativen/", "/suche/?q=haus", *(path for path in pages if path not in private)]:
            if "eintrag-" in path or "proposed" in path:
                continue
            assert self.planted.canaries.found_in(readable(public.get(path).content)) == [], path
        assert self.planted.canaries.found_in(repr(store._texts)) == []
        room.follow()
        assert self.planted.canaries.found_in(repr(list(documents_after(-1)))) == []
