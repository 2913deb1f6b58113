"""At the second of its end a thing is gone from everything that lists it; its page stays and says so.

The day is that on which clocks in Berlin go forward: it has 23 hours. Both engines and the mails about saved searches
have theirs in `tests/search/test_publication_search.py`.
"""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse

from network.models import Stewardship
from portal.deadlines.letters import ask
from portal.deadlines.moments import end_of
from portal.models import OutgoingMail
from publications.ending.desk import ends_part
from publications.searchable import sources
from tests import builders
from tests.publications.postings_pages import SECOND, deadline, lists, posting

LAST_DAY, END = date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)
BEFORE = END - SECOND


def text_of(response):
    """Return what an answer says, as it is read."""
    content = response.getvalue() if response.streaming else response.content
    return content.decode().replace("\r\n ", "").replace("\u00ad", "").replace("&shy;", "")


def rows(part):
    """Return how many rows stand under each heading."""
    return [len(looks) for _words, looks in part.context["groups"]]


def test_the_last_day_is_meant_as_berlin_means_it():
    assert end_of(LAST_DAY) == END


class TestTheSecond(TestCase):
    """A job and a deadline that end, and one of each that ends later."""

    @classmethod
    def setUpTestData(cls) -> None:
        tree = builders.site_tree()
        lists(tree.home)
        places, topic = builders.places(), builders.topic("Flucht")
        cls.home = builders.organisation_page(tree.directory, builders.organisation("Haus der Vielfalt"))
        for title, until in (("Endende", END), ("Spätere", END + timedelta(days=9))):
            workplaces = [{"region": places.zwickau}]
            posting(cls.home, f"{title} Stelle", ends_at=until, topics=[topic], workplaces=workplaces)
            deadline(cls.home, f"{title} Frist", ends_at=until, topics=[topic], regions=[places.zwickau])
        with mock.patch("django.utils.timezone.now", return_value=BEFORE):
            while builders.drain():
                pass

    def outputs(self):
        """Return every address that lists postings or deadlines."""
        home = self.home.url
        return [
            "/", "/en/", home, "/stellen/", "/stellen/?ansicht=karte", "/stellen/?thema=flucht", "/stellen/?q=Stelle",
            "/stellen/?region=14524", "/stellen/?sortierung=neu", "/stellen/stellen.atom", "/stellen/stellen.ics",
            "/fristen/",
            "/suche/?q=Stelle", "/suche/?q=Frist&art=deadline", "/en/suche/?q=Frist", "/suche/vorschlaege/?q=stelle",
            "/suche/vorschlaege/?q=frist",
            "/en/stellen/", "/en/stellen/stellen.ics", "/en/fristen/fristen.atom",
            "/fristen/?ansicht=karte", "/fristen/?ort=Zwickau", "/suche/?q=Stelle&region=14524&art=job",
            "/fristen/fristen.atom", "/fristen/fristen.ics", "/sitemap.xml", reverse("topic", args=["flucht"]),
            reverse("region", args=["landkreis-zwickau"]), f"{home}spaetere-stelle/", f"{home}spaetere-frist/",
        ]  # fmt: skip

    def get(self, url, now, **options):
        """Return the answer of an address at a moment."""
        with mock.patch("django.utils.timezone.now", return_value=now):
            return self.client.get(url, **options)

    def names(self, url, now):
        """Return which of the ending and the later ones an address names at a moment."""
        answer = self.get(url, now)
        assert answer.status_code == 200, url
        text = text_of(answer)
        return ("Endende" in text or "endende-" in text), ("Spätere" in text or "spaetere-" in text)

    def test_it_is_in_every_list_until_the_second_of_its_end(self):
        for url in self.outputs():
            assert self.names(url, BEFORE) == (True, True), url
            assert self.names(url, END) == (False, True), url

    def test_counts_go_down_with_it(self):
        for now, total in ((BEFORE, 2), (END, 1)):
            for url in ("/stellen/", "/fristen/"):
                listing = self.get(url, now).context["listing"]
                assert listing.total == len(listing.entries) == total
                counts = {value.key: value.count for facet in listing.facets for value in facet.values}
                assert counts["flucht"] == counts["14524"] == total
            districts = self.get("/stellen/?ansicht=karte", now).context["listing"].map.districts
            assert {district.count for district in districts if district.ags == "14524"} == {total}

    def test_an_answer_kept_before_is_not_given_after(self):
        for url in ("/stellen/", "/suche/?q=Stelle", "/suche/vorschlaege/?q=stelle"):
            known = {"If-None-Match": self.get(url, BEFORE)["ETag"]}
            assert self.get(url, BEFORE, headers=known).status_code == 304, url
            assert self.get(url, END, headers=known).status_code == 200, url

    def test_its_page_stays_says_so_and_is_closed_to_search_engines(self):
        for slug in ("endende-stelle", "endende-frist"):
            for now, robots in ((BEFORE, ""), (END, "noindex")):
                answer = self.get(f"{self.home.url}{slug}/", now)
                assert answer.status_code == 200
                assert answer.context["meta"].robots == robots
                assert bool(answer.context["over"]) is bool(robots)
                assert ("JobPosting" in text_of(answer)) is (not robots and "stelle" in slug)
                view = answer.context["view"]
                assert bool(view.previous or view.following) is not bool(robots)

    def test_the_desk_asks_until_the_end_and_then_knows_it_as_over(self):
        person = builders.user()
        Stewardship.objects.create(user=person, organisation=self.home.organisation)
        before = ends_part(person, self.home.organisation, BEFORE)
        after = ends_part(person, self.home.organisation, END)
        assert (before.count, rows(before)) == (2, [2, 2])
        assert (after.count, rows(after)) == (0, [2, 2])

    def test_nobody_is_asked_once_it_is_over(self):
        Stewardship.objects.create(user=builders.user(), organisation=self.home.organisation)
        ask(END)
        assert not OutgoingMail.objects.exists()
        ask(BEFORE)
        assert OutgoingMail.objects.count() == 2

    def test_the_search_is_told_the_same_second(self):
        ends = {found.title: found.visible_until for source in sources for found in source(None)}
        assert ends["Endende Stelle"] == ends["Endende Frist"] == END
