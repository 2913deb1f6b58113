"""Publications in the site search, suggestions and saved searches: by both engines alike, none that is over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.http import page_cache
from portal.models import OutgoingMail
from publications.models import GuideIndexPage, GuideSection, InfopostPage, JobPostingPage
from search import service
from search.engine_room import room
from search.indexing import fill_new_index
from search.knowledge import knowledge
from search.models import SavedSearch, SearchDocument, TermStatistics
from search.query import PUBLICATIONS, TYPES, SearchRequest
from search.store import refresh_statistics
from search.subscriptions.telling import tell
from search.suggesting import suggestions
from tests import builders
from tests.publications.guide_pages import chapter, guide, guide_index, section
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.kit_pages import kit
from tests.publications.postings_pages import body, deadline, lists, posting
from tests.search.in_step import assert_in_step
from tests.search.towns import Network, network, titles


def work_in() -> None:
    """Work in everything that waits, and count words again."""
    while builders.drain():
        pass
    refresh_statistics()


def publish(made: Network) -> None:
    """Publish something of every kind; among it a section in two guides, one out of date, and a job that is over."""
    lists(made.tree.home)
    house, places, now = made.pages["Haus Zwickau"], made.places, timezone.now()
    topic = builders.Topic.objects.get(slug="asyl")
    week = (now + timedelta(days=7)).replace(microsecond=0)
    posting(
        house,
        "Lotsin im Lernlabor",
        ends_at=week,
        workplaces=[{"region": places.werdau}],
        body=body("<p>Lernlabor.</p>"),
        topics=[topic],
    )
    posting(
        house, "Lotse im Lernlabor", ends_at=None, is_rolling=True, workplaces=[{"region": places.bautzen}]
    )
    posting(house, "Lernlabor von gestern", ends_at=now - timedelta(days=1))
    deadline(house, "Fonds Lernlabor", ends_at=week, regions=[places.saxony], topics=[topic])
    infopost(house, "Lernlabor eröffnet", kind="press_release", topics=[topic], places=[places.zwickau])
    news_page(made.tree.home)
    index = guide_index(made.tree)
    today = timezone.localdate()
    shared = section("Im Lernlabor helfen", ("text", "<p>Wer im Lernlabor hilft, braucht Geduld.</p>"))
    section("Helping in the Lernlabor", ("text", "<p>Patience.</p>"), language="en", original=shared)
    old = section("Lernlabor und Recht", valid_until=today - timedelta(days=1))
    guide(index, "Leitfaden Lernlabor", shared, topics=[topic])
    guide(index, "Zweiter Leitfaden", shared, old)
    work_in()


class Published(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        publish(cls.network)

    def shown(self, query: str, prefix: str = ""):
        """Return what the site search shows, made anew."""
        page_cache.store.clear()
        response = self.client.get(f"{prefix}/suche/{query}")
        assert response.status_code == 200
        return response.context["listing"]

    def row(self, title: str, query: str = "?q=lernlabor", prefix: str = ""):
        """Return the row with a title."""
        listing = self.shown(query, prefix)
        return dict(zip(titles(listing), listing.entries, strict=True))[title]


class TestResults(Published):
    def test_everything_that_is_public_and_not_over_is_found_once(self):
        assert sorted(titles(self.shown("?q=lernlabor"))) == [
            "Fonds Lernlabor",
            "Im Lernlabor helfen",
            "Leitfaden Lernlabor",
            "Lernlabor eröffnet",
            "Lernlabor und Recht",
            "Lotse im Lernlabor",
            "Lotsin im Lernlabor",
        ]

    def test_an_emergency_kit_is_found_with_its_sections(self):
        door = section("Wenn es klingelt", ("text", "<p>Nicht öffnen.</p>"))
        kit(GuideIndexPage.objects.get(), chapter("An der Tür", door), title="Notfallkoffer Ankommen")
        work_in()
        assert titles(self.shown("?q=notfallkoffer")) == ["Notfallkoffer Ankommen", "Wenn es klingelt"]
        assert titles(self.shown("?q=klingelt"))[0] == "Wenn es klingelt"

    def test_things_are_found_by_what_people_call_them(self):
        builders.organisation_page(self.network.tree.directory, title="Offene Stelle – offenes Haus")
        work_in()
        for query, expected in (
            ("offene+Stellen+Lernlabor", {"Lotsin im Lernlabor", "Lotse im Lernlabor"}),
            ("Zuschuss+Lernlabor", {"Fonds Lernlabor"}),
            ("Pressemitteilung+Lernlabor", {"Lernlabor eröffnet"}),
        ):
            with self.subTest(query=query):
                assert set(titles(self.shown(f"?q={query}"))[: len(expected)]) == expected

    def test_each_kind_can_be_chosen(self):
        kinds = {"guide": "Guides", "job": "Jobs", "deadline": "Deadlines", "infopost": "News"}
        for kind, label in kinds.items():
            listing = self.shown(f"?q=lernlabor&art={kind}", "/en")
            assert {entry.type_label for entry in listing.entries} == {label}
            assert [link.label for link in listing.types if link.current] == [label]
        assert self.shown("?q=lernlabor&art=organisation").total == 0

    def test_rows_say_until_when_who_and_where_and_lead_there(self):
        job = self.row("Lotsin im Lernlabor", prefix="/en")
        assert job.meta[0].startswith("Apply by")
        assert job.meta[1:] == ("Haus Zwickau", "Werdau")
        assert self.row("Lotse im Lernlabor", prefix="/en").meta[0] == "Applications at any time"
        fund = self.row("Fonds Lernlabor", prefix="/en")
        assert fund.date is not None and fund.meta[0].startswith("Until")
        assert self.row("Lernlabor eröffnet").date.iso == str(timezone.localdate())
        for prefix in ("", "/en"):
            for entry in self.shown("?q=lernlabor", prefix).entries:
                assert entry.url.startswith(f"{prefix}/")
                assert self.client.get(entry.url.partition("#")[0]).status_code == 200

    def test_a_section_names_its_first_guide_and_leads_to_its_place_there(self):
        row = self.row("Im Lernlabor helfen", query="?q=geduld")
        assert "Leitfaden Lernlabor" in row.meta[0]
        path, _hash, mark = row.url.partition("#")
        assert mark == "im-lernlabor-helfen"
        assert f'id="{mark}"' in self.client.get(path).content.decode()

    def test_a_section_is_shown_in_the_readers_language(self):
        listing = self.shown("?q=patience", "/en")
        assert titles(listing) == ["Helping in the Lernlabor"]
        assert "?sprache=en#" in listing.entries[0].url

    def test_what_is_out_of_date_is_found_says_so_and_stands_below_its_equals(self):
        found = titles(self.shown("?q=lernlabor&art=guide"))
        assert found.index("Lernlabor und Recht") == len(found) - 1
        assert [badge.label for badge in self.row("Lernlabor und Recht", prefix="/en").badges] == [
            "Out of date"
        ]
        guides = self.row("Zweiter Leitfaden", "?q=zweiter+leitfaden", "/en")
        assert [badge.label for badge in guides.badges] == ["With outdated parts"]
        assert not self.row("Leitfaden Lernlabor").badges

    def test_a_withdrawn_one_is_not_found_even_before_the_journal_is_worked_in(self):
        JobPostingPage.objects.filter(title="Lotsin im Lernlabor").update(live=False)
        assert "Lotsin im Lernlabor" not in titles(self.shown("?q=lernlabor"))

    def test_a_row_costs_no_query(self):
        costs = []
        for word in ("geduld", "lernlabor"):
            self.shown(f"?q={word}")
        for word in ("geduld", "lernlabor"):
            with CaptureQueriesContext(connection) as queries:
                self.shown(f"?q={word}")
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 6


class TestElsewhere(Published):
    def test_the_directory_has_none_and_reads_words_as_if_there_were_none(self):
        listing = self.client.get("/initiativen/?q=lernlabor").context["listing"]
        assert not [title for title in titles(listing) if "Lernlabor" in title]
        assert self.client.get("/initiativen/").context["listing"].total == len(self.network.pages)
        assert not knowledge().vocabulary.knows("lernlabor")
        assert knowledge(of_everything=True).vocabulary.knows("lernlabor")
        assert all(len(name) <= 12 for name in TermStatistics.objects.values_list("locale", flat=True))

    def test_suggestions_name_each_kind_beside_dates_and_never_more_than_eight(self):
        found = {one.label: one for one in suggestions("lotsin", of_everything=True)}
        assert found["Lotsin im Lernlabor"].kind == "job"
        assert self.client.get(found["Lotsin im Lernlabor"].url).status_code == 200
        (one,) = suggestions("im lernlabor h", of_everything=True)
        assert (one.kind, one.note) == ("guide", "Leitfaden Lernlabor")
        builders.calendar_page(self.network.tree.home)
        start = (timezone.localtime() + timedelta(days=2)).replace(tzinfo=None)
        for number in range(5):
            builders.event(f"Lernlabor {number}", start)
            builders.organisation_page(
                self.network.tree.directory, builders.organisation(f"Lernlabor e. V. {number}")
            )
        work_in()
        kinds = [one.kind for one in suggestions("lernlabor", of_everything=True)]
        assert kinds.count("organisation") == 5
        assert (kinds.count("event"), len(kinds)) == (1, 8)
        assert suggestions("lotsin") == []
        assert self.client.get("/api/v1/suggestions/?q=lotsin").json()["data"] == []


class TestSavedSearches(Published):
    def told(self, query: str) -> str:
        """Return what somebody with a saved search is written when everything of this test appeared just now."""
        now = timezone.now()
        SavedSearch.objects.create(
            email="suche@example.org",
            query=query,
            language="en",
            rhythm="at_once",
            confirmed_at=now - timedelta(days=1),
            looked_until=now - timedelta(hours=1),
        )
        SearchDocument.objects.filter(type__in=TYPES).update(changed_at=now - timedelta(days=9))
        tell(timezone.now())
        return "".join(OutgoingMail.objects.values_list("body", flat=True))

    def test_a_job_seeker_gets_jobs_deadlines_and_news_of_the_region_by_mail(self):
        mail = self.told("region=14524")
        for words in (
            "JOBS",
            "Lotsin im Lernlabor (Apply by",
            "DEADLINES",
            "Fonds Lernlabor",
            "NEWS",
            "eröffnet",
        ):
            assert words in mail, words
        assert "Lotse im Lernlabor" not in mail  # is in Bautzen
        assert "Lernlabor von gestern" not in mail

    def test_a_topic_narrows_them(self):
        mail = self.told("thema=asyl")
        assert "Lotsin im Lernlabor" in mail
        assert "Lotse im Lernlabor" not in mail

    def test_whoever_wants_jobs_alone_asks_for_them_at_their_list(self):
        listing = self.client.get("/en/stellen/?region=14524&umfang=full_time").context["listing"]
        ask = self.client.get(listing.feeds[0].url)
        assert list(ask.context["conditions"]) == ["Only: Jobs", "Area: Landkreis Zwickau"]
        assert ask.context["search_url"] == "/en/stellen/?region=14524"
        assert not ask.context["has_publications"]
        mail = self.told("nur=jobs&region=14524")
        assert "JOBS" in mail and "Lotsin" in mail and "/en/stellen/?region=14524" in mail
        assert "DEADLINES" not in mail and "NEWS" not in mail

    def test_whoever_follows_guides_hears_of_the_section_whose_law_changed(self):
        ask = self.client.get(self.client.get("/en/leitfaeden/").context["listing"].feeds[0].url)
        assert list(ask.context["conditions"]) == ["Only: Guides"]
        assert ask.context["search_url"] == "/en/leitfaeden/"
        before = timezone.now() - timedelta(days=9)
        SearchDocument.objects.update(changed_at=before, appeared_at=before)
        law = GuideSection.objects.get(title="Lernlabor und Recht")
        law.changes_with = "§ 4 Schulgesetz"
        law.save_revision().publish()
        work_in()
        mail = self.told("nur=guides")
        assert "Lernlabor und Recht" in mail and "/en/leitfaeden/" in mail
        assert "Im Lernlabor helfen" not in mail and "Lotsin" not in mail

    def test_nobody_hears_of_a_job_that_ended_before_the_round(self):
        JobPostingPage.objects.filter(title="Lotsin im Lernlabor").update(ends_at=timezone.now())
        page = JobPostingPage.objects.get(title="Lotsin im Lernlabor")
        SearchDocument.objects.filter(page_id=page.pk).update(visible_until=page.ends_at)
        page.save()
        work_in()
        assert "Lotsin" not in self.told("region=14524")


@pytest.mark.elasticsearch
class TestBothEngines:
    @pytest.fixture
    def corpus(self, elastic_settings, transactional_db):
        """Fill both engines with a small network and what it publishes."""
        made = network()
        publish(made)
        fill_new_index()
        room.indices.refresh()
        return made

    def test_they_answer_alike_in_order_too(self, corpus):
        now = timezone.now()
        questions = ("", "lernlabor", "stellenangebot", "leitfaden asyl", "werdau", "hilfe", "frist")
        requests = [
            replace(SearchRequest(moment, q), types=types, page_size=100, sort=sort)
            for q in questions
            for moment in (now, now + timedelta(days=8))
            for types in (frozenset(), PUBLICATIONS, frozenset({"job"}), TYPES)
            for sort in ("relevance", "title")
        ]
        requests += [
            SearchRequest(now, regions=("district:14524",), types=PUBLICATIONS),
            SearchRequest(now, facets={"topic": frozenset({"asyl"})}, types=PUBLICATIONS),
        ]
        for request in requests:
            ours, theirs = (service.search(request, engine=name) for name in ("embedded", "elastic"))
            assert [(hit.key, hit.score) for hit in ours.found] == [
                (hit.key, hit.score) for hit in theirs.found
            ]
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
        assert service.search(SearchRequest(now, "lernlabor", types=frozenset({"job"}))).total == 2

    def test_at_the_second_of_its_end_both_leave_it_out_without_any_write(self, corpus):
        row = SearchDocument.objects.get(title="Lotsin im Lernlabor")
        before = row.visible_until - timedelta(seconds=1)
        for moment, jobs, deadlines in ((before, 2, 1), (row.visible_until, 1, 0)):
            for engine in ("embedded", "elastic"):
                for kind, total in (("job", jobs), ("deadline", deadlines)):
                    asked = SearchRequest(moment, "lernlabor", types=frozenset({kind}))
                    assert service.search(asked, engine=engine).total == total
        assert SearchDocument.objects.get(pk=row.pk).seq == row.seq

    def test_table_index_and_engines_stay_in_step(self, corpus):
        JobPostingPage.objects.get(title="Lotsin im Lernlabor").unpublish()
        InfopostPage.objects.get().delete()
        while builders.drain():
            pass
        room.indices.refresh()
        assert_in_step()
