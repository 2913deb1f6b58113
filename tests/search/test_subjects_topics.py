"""The page of a topic, and all topics."""

from unittest import mock

from django.test import TestCase

from network.models import Topic
from portal import registries
from portal.http import page_cache
from portal.registries import Section
from search.engine_room import NotReady, room
from search.subjects import topic_page
from tests import builders

from .towns import Network, network, parameters


def names(group):
    """Return the titles of a group's entries."""
    return ["".join(part.text for part in entry.title_segments) for entry in group.entries]


class Topics(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        cls.asylum, cls.music = Topic.objects.get(slug="asyl"), Topic.objects.get(slug="musik")
        Topic.objects.filter(slug="asyl").update(synonyms=["Geflüchtete"])
        cls.alliance = builders.alliance_page(cls.network.tree.alliances, title="Netz Asyl", slug="netz-asyl")
        builders.topic_of(cls.alliance, cls.asylum)
        builders.alliance_page(cls.network.tree.alliances, title="Netz Sport")
        builders.topic_of(cls.network.pages["Haus Zwickau"], cls.music)
        builders.offer(cls.network.pages["Haus Zwickau"], "Sprachcafé")
        builders.offer(cls.network.pages["Treff Bautzen"], "Kurs", kind="course")
        while builders.drain():
            pass

    def answer(self, path="/en/themen/asyl/"):
        """Return the answer to a path, made anew."""
        page_cache.store.clear()
        return self.client.get(path)

    def shown(self, path="/en/themen/asyl/"):
        """Return what a topic's page shows."""
        response = self.answer(path)
        assert response.status_code == 200
        return response.context["view"]


class TestTopic(Topics):
    def test_it_shows_who_works_on_it_and_leads_to_all_of_them(self):
        view = self.shown()
        assert sorted(names(view.groups[0])) == [
            "Haus Zwickau", "Kreisweite Hilfe", "Landesweite Stelle", "Netz Asyl", "Treff Bautzen",
        ]  # fmt: skip
        assert parameters(view.groups[0].more.url)["thema"] == ["asyl"]
        assert view.groups[0].more.url.startswith("/en/initiativen/?")
        assert view.count_label.startswith("5 ")

    def test_it_shows_the_first_only(self):
        with mock.patch.object(topic_page, "SHOWN", 2):
            view = self.shown()
        assert len(view.entries) == 2
        assert view.count_label.startswith("5 ")

    def test_what_was_confirmed_last_stands_first(self):
        page = self.network.pages["Treff Bautzen"]
        page.confirmed_on = builders.day("2026-10-01")
        page.save()
        builders.drain()
        assert names(self.shown().groups[0])[0] == "Treff Bautzen"

    def test_offers_are_counted_and_lead_into_the_directory(self):
        offers = next(group for group in self.shown().facets if group.anchor == "angebot")
        found = {link.label: (link.count, parameters(link.url)) for link in offers.links}
        assert found == {
            "Meeting place": (1, {"angebot": ["meeting_place"], "thema": ["asyl"]}),
            "Course": (1, {"angebot": ["course"], "thema": ["asyl"]}),
        }

    def test_the_map_counts_this_topic_and_leads_to_it_in_a_district(self):
        districts = {
            one.ags: (one.count, parameters(one.url)) for one in self.shown().map.districts if one.count
        }
        assert districts["14524"] == (2, {"region": ["14524"], "thema": ["asyl"]})
        assert districts["14713"][0] == 1

    def test_alliances_are_those_with_the_topic(self):
        assert [(link.label, link.url) for link in self.shown().alliances] == [
            ("Netz Asyl", "/en/buendnisse/netz-asyl/")
        ]

    def test_private_alliances_are_not_named(self):
        builders.restrict(self.alliance)
        assert self.shown().alliances == ()

    def test_topics_that_go_together_are_related(self):
        related = self.shown().related[0].links
        assert [(link.label, link.url) for link in related] == [("Music", "/en/themen/musik/")]

    def test_its_entries_lead_to_pages_of_topics(self):
        entry = next(entry for entry in self.shown().entries if entry.url.endswith("/haus-zwickau/"))
        assert {link.url for link in entry.topics} == {"/en/themen/asyl/", "/en/themen/musik/"}

    def test_a_topic_counts_its_parts(self):
        Topic.objects.filter(slug="musik").update(parent=self.asylum)
        builders.changes.record(self.music)
        builders.drain()
        view = self.shown()
        assert view.count_label.startswith("8 ")
        assert parameters(view.everything.url) == {"thema": ["asyl", "musik"]}

    def test_the_answer_holds_until_somebody_opens_or_closes(self):
        response = self.answer()
        assert response.wsgi_request.expires_at is not None

    def test_while_the_search_starts_nobody_is_shown_under_a_wrong_topic(self):
        with mock.patch.object(room, "search", side_effect=NotReady):
            view = self.shown()
        assert view.entries == ()
        assert view.messages

    def test_other_apps_add_sections(self):
        seen = []

        def dates(subject, request):
            seen.append((subject.kind, subject.key, subject.url))
            return [Section("components/sections/links.html", {"links": ()}, 10, "termine", "Sommerfest")]

        with mock.patch.dict(registries.subject_sections._entries, {"dates": dates}):
            assert "Sommerfest" in self.answer().content.decode()
        assert seen == [("topic", "asyl", "/en/themen/asyl/")]
        assert "Sommerfest" not in self.answer().content.decode()


class TestWords(Topics):
    def test_editors_words_stand_first_in_the_language_of_the_reader(self):
        builders.introduction(self.asylum, "Deutsche Worte.", heading="Asyl in Sachsen")
        view = self.shown()
        assert (view.heading, view.lead, view.prose_language.code) == (
            "Asyl in Sachsen",
            "Deutsche Worte.",
            "de",
        )
        assert 'lang="de" dir="ltr">Deutsche Worte.' in self.answer().content.decode()
        builders.introduction(self.asylum, "English words.", code="en", search_title="Asylum: where to go")
        view = self.shown()
        assert (view.heading, view.lead, view.prose_language) == ("Asylum", "English words.", None)
        assert "<title>Asylum: where to go –" in self.answer().content.decode()

    def test_the_title_says_what_there_is(self):
        title = self.answer().context["meta"].title
        assert title == "Asylum: 5 initiatives in Sachsen – Course, Meeting place"

    def test_the_address_in_the_default_language_is_the_one_that_counts(self):
        page = self.answer().content.decode()
        assert '<link rel="canonical" href="http://localhost:8000/themen/asyl/">' in page
        assert "hreflang" not in page.split("</head>")[0]
        builders.introduction(self.asylum, "English words.", code="en")
        page = self.answer().content.decode().split("</head>")[0]
        assert '<link rel="canonical" href="http://localhost:8000/en/themen/asyl/">' in page
        assert page.count("hreflang") == 3

    def test_machines_read_a_collection_about_a_term(self):
        graph = self.answer("/themen/asyl/").context["meta"].json_ld["@graph"]
        kinds = [node["@type"] for node in graph]
        assert kinds == ["Organization", "BreadcrumbList", "CollectionPage"]
        page = graph[-1]
        assert page["about"]["@type"] == "DefinedTerm"
        assert page["about"]["alternateName"] == ["Geflüchtete"]
        assert page["mainEntity"]["numberOfItems"] == 5
        assert page["mainEntity"]["itemListElement"][0]["url"].startswith("http://localhost:8000/")
        assert [step["name"] for step in graph[1]["itemListElement"]][-1] == "Asyl"

    def test_a_topic_without_anybody_is_not_for_search_engines(self):
        empty = builders.topic("Raumfahrt")
        response = self.answer("/en/themen/raumfahrt/")
        assert response.status_code == 200
        assert response.context["meta"].robots == "noindex"
        assert response.context["view"].messages
        builders.introduction(empty)
        assert self.answer("/en/themen/raumfahrt/").context["meta"].robots == ""


class TestAddresses(Topics):
    def test_other_words_lead_to_the_topic(self):
        for word in ("Asylum", "ASYL", "gefluechtete", "Geflüchtete"):
            with self.subTest(word=word):
                response = self.answer(f"/en/themen/{word}/")
                assert (response.status_code, response["Location"]) == (301, "/en/themen/asyl/")

    def test_unknown_topics_are_not_found(self):
        for word in ("gibt-es-nicht", "%00", "..", "a" * 3000, "%F0%9F%8F%B3", "{{7*7}}", "<script>"):
            with self.subTest(word=word[:20]):
                assert self.answer(f"/themen/{word}/").status_code == 404

    def test_without_a_directory_there_are_no_such_pages(self):
        self.network.tree.directory.unpublish()
        for path in ("/themen/", "/themen/asyl/", "/regionen/", "/regionen/zwickau/", "/initiativen/a-z/"):
            with self.subTest(path=path):
                assert self.answer(path).status_code == 404


class TestAllTopics(Topics):
    def groups(self):
        """Return the groups of all topics with labels and counts."""
        view = self.answer("/en/themen/").context["overview"]
        return [(group.heading, [(link.label, link.count) for link in group.links]) for group in view.groups]

    def test_topics_stand_with_their_counts(self):
        assert self.groups() == [("All topics", [("Asylum", 5), ("Music", 4)])]

    def test_parts_stand_below_what_they_are_part_of_and_those_without_anybody_apart(self):
        Topic.objects.filter(slug="musik").update(parent=self.asylum)
        builders.topic("Raumfahrt")
        builders.drain()
        assert self.groups() == [
            ("Asylum", [("Asylum", 5), ("Music", 4)]),
            ("Nobody works on these yet", [("Raumfahrt", None)]),
        ]
