"""Events in the site search: found by both engines alike, the next date first, none that is over, none elsewhere."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event, RegistrationSettings, SeatCount
from portal import changes
from portal.http import page_cache
from search import service
from search.engine_room import room
from search.indexing import fill_new_index
from search.knowledge import knowledge
from search.query import TYPES, SearchRequest
from search.store import refresh_statistics
from search.suggesting import suggestions
from tests import builders
from tests.search.in_step import assert_in_step
from tests.search.towns import Network, network, titles

EVENTS = frozenset({"event"})


def evening(days: int) -> datetime:
    """Return an evening on the wall so many days from today."""
    return datetime.combine(timezone.localdate() + timedelta(days=days), datetime.min.time()).replace(hour=19)


def work_in() -> None:
    """Work in everything that waits, and count words again."""
    while builders.drain():
        pass
    refresh_statistics()


class SiteSearch(TestCase):
    network: Network

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = network()
        builders.calendar_page(cls.network.tree.home)
        cls.host = cls.network.pages["Haus Zwickau"].organisation
        house = builders.venue("Weberei", town="Zwickau", region=cls.network.places.zwickau)
        for title, days in (("Lesung im Mai", 30), ("Lesung im Garten", 2), ("Lesung am Fluss", 9)):
            builders.event(title, evening(days), organiser=cls.host, venue=house)
        builders.event("Lesung von gestern", evening(-1), organiser=cls.host)
        builders.event("Lesung als Entwurf", evening(3), organiser=cls.host, live=False)
        work_in()

    def shown(self, query: str, prefix: str = ""):
        """Return what the site search shows, made anew."""
        page_cache.store.clear()
        response = self.client.get(f"{prefix}/suche/{query}")
        assert response.status_code == 200
        return response.context["listing"]


class TestResults(SiteSearch):
    def test_a_row_says_that_there_is_no_seat_left_as_long_as_that_is_so(self):
        full = Event.objects.get(title="Lesung im Garten")
        settings = {"is_enabled": True, "has_waiting_list": False, "capacity": 3}
        RegistrationSettings.objects.create(event=full, **settings)
        for taken, badges in ((2, []), (3, ["Ausgebucht"]), (2, [])):
            SeatCount.objects.update_or_create(event=full, key="", defaults={"taken": taken})
            changes.record(full)
            work_in()
            listing = self.shown("?q=lesung")
            rows = dict(zip(titles(listing), listing.entries, strict=True))
            assert [badge.label for badge in rows["Lesung im Garten"].badges] == badges
            assert not rows["Lesung am Fluss"].badges

    def test_only_what_is_public_and_not_over_is_found_the_next_date_first(self):
        assert titles(self.shown("?q=lesung")) == ["Lesung im Garten", "Lesung am Fluss", "Lesung im Mai"]

    def test_a_row_says_when_where_and_who_and_leads_to_the_event(self):
        row = self.shown("?q=garten+lesung&art=event", "/en").entries[0]
        assert row.type_label == "Dates"
        when, place, host = row.meta
        assert evening(2).strftime("%B %Y") in when and "19:00" in when
        assert (place, host) == ("Zwickau", "Haus Zwickau")
        assert row.date.iso == evening(2).date().isoformat()
        page = self.client.get(row.url)
        assert page.status_code == 200
        assert "Lesung im Garten" in page.content.decode()

    def test_they_are_a_kind_of_content_to_choose(self):
        assert {entry.type_label for entry in self.shown("?q=haus&art=event", "/en").entries} == {"Dates"}
        assert self.shown("?q=lesung&art=organisation").total == 0

    def test_a_withdrawn_event_is_not_found_even_before_the_journal_is_worked_in(self):
        Event.objects.filter(title="Lesung im Garten").update(live=False)
        assert titles(self.shown("?q=lesung")) == ["Lesung am Fluss", "Lesung im Mai"]

    def test_a_word_that_only_events_know_is_not_corrected(self):
        builders.event("Beratnug", evening(5), organiser=self.host)
        work_in()
        assert self.shown("?q=beratnug").corrected is None
        listing = self.client.get("/initiativen/?q=beratnug").context["listing"]
        assert listing.corrected.corrected.casefold() == "beratung"

    def test_as_many_queries_for_twenty_as_for_two(self):
        for number in range(20):
            builders.event(f"Vollversammlung {number}", evening(number + 1), organiser=self.host)
        for number in range(2):
            builders.event(f"Kegelabend {number}", evening(number + 1), organiser=self.host)
        work_in()
        self.shown("?q=kegelabend")
        self.shown("?q=vollversammlung")
        counts = []
        for word, total in (("kegelabend", 2), ("vollversammlung", 20)):
            with CaptureQueriesContext(connection) as queries:
                assert len(self.shown(f"?q={word}").entries) == total
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 6


class TestElsewhere(SiteSearch):
    def test_the_directory_has_none_and_reads_words_as_if_there_were_none(self):
        listing = self.client.get("/initiativen/?q=lesung").context["listing"]
        assert not [title for title in titles(listing) if title.startswith("Lesung")]
        assert self.client.get("/initiativen/").context["listing"].total == len(self.network.pages)
        assert not knowledge().vocabulary.knows("lesung")
        assert knowledge(of_everything=True).vocabulary.knows("lesung")

    def test_without_events_there_is_one_knowledge(self):
        Event.objects.all().delete()
        work_in()
        assert knowledge(of_everything=True) is knowledge()

    def test_suggestions_name_what_is_to_come_after_organisations(self):
        found = suggestions("les", of_everything=True)
        assert {one.label for one in found} == {"Lesung im Garten", "Lesung am Fluss", "Lesung im Mai"}
        assert all(one.kind == "event" and one.note for one in found)
        assert all(self.client.get(one.url).status_code == 200 for one in found)
        assert suggestions("les") == []
        assert len(self.client.get("/suche/vorschlaege/?q=les").json()["suggestions"]) == 3
        assert self.client.get("/api/v1/suggestions/?q=les").json()["data"] == []


@pytest.mark.elasticsearch
class TestBothEngines:
    @pytest.fixture
    def corpus(self, elastic_settings, transactional_db):
        """Fill both engines with a small network and a hundred events."""
        made = network()
        builders.calendar_page(made.tree.home)
        topic = builders.topic("Demokratie")
        kinds = ("Lesung", "Filmabend", "Demokratiecafé", "Stadtrundgang")
        towns = (made.places.werdau, made.places.zwickau, made.places.bautzen)
        for number in range(40):
            builders.event(
                f"{kinds[number % 4]} {number % 7}",
                evening(1 + (number * 11) % 23),
                region=towns[number % 3],
                topics=[topic] if number % 2 else [],
                place_precision=("exact", "municipality", "district")[number % 3],
            )
        work_in()
        fill_new_index()
        room.indices.refresh()

    def test_they_answer_alike_in_order_too(self, corpus):
        now = timezone.now()
        last = now + timedelta(days=40)
        questions = (
            "",
            "lesung",
            "film",
            "demokratie",
            "rundgang zwickau",
            "beratung",
            "werdau café",
            "termin",
        )
        requests = [
            replace(SearchRequest(moment, q), types=types, page_size=100, sort=sort)
            for q in questions
            for moment in (now, now + timedelta(days=9), last)
            for types in (frozenset(), EVENTS, TYPES)
            for sort in ("relevance", "title")
        ]
        requests += [SearchRequest(now, regions=("district:14524",), types=EVENTS)]
        for request in requests:
            ours, theirs = (service.search(request, engine=name) for name in ("embedded", "elastic"))
            assert [(hit.key, hit.score) for hit in ours.found] == [
                (hit.key, hit.score) for hit in theirs.found
            ]
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
        assert service.search(replace(requests[0], now=last, types=EVENTS)).total == 0
        assert service.search(SearchRequest(now, "lesung", types=EVENTS)).total == 10

    def test_among_equals_the_next_date_is_first(self, corpus):
        for engine in ("embedded", "elastic"):
            found = service.search(
                SearchRequest(timezone.now(), "filmabend", types=EVENTS), engine=engine
            ).found
            starts = [hit.shown["dates"][0]["start"] for hit in found]
            assert len(starts) == 10
            assert starts == sorted(starts)

    def test_table_index_and_engines_stay_in_step(self, corpus):
        Event.objects.filter(title__startswith="Lesung").first().delete()
        Event.objects.filter(title__startswith="Filmabend").first().unpublish()
        builders.drain()
        room.indices.refresh()
        assert_in_step()
