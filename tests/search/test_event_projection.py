"""Documents of events follow what is public, and the clock."""

from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from events.models import Event, EventCalendarPage
from network.models import Organisation, Region
from search import event_projection, housekeeping
from search.drift import outdated_documents, repair_documents, stale_documents
from search.event_projection import EVENT, consume
from search.models import SearchDocument
from search.passing_time import changed_since
from search.query import SearchRequest
from search.service import search
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")


def evening(days: int) -> datetime:
    """Return an evening on the wall so many days from today."""
    return datetime.combine(timezone.localdate() + timedelta(days=days), datetime.min.time()).replace(hour=19)


def at(moment: datetime):
    """Let it be another time for whoever projects."""
    return mock.patch.object(timezone, "now", return_value=moment.astimezone(ZoneInfo("UTC")))


def found(words: str, now: datetime | None = None) -> list[str]:
    """Return the titles of the events that words find, in their order."""
    request = SearchRequest(now or timezone.now(), words, types=frozenset({"event"}))
    return [hit.title for hit in search(request, engine="embedded").found]


class Documents(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.places = builders.places()
        cls.calendar = builders.calendar_page(cls.tree.home)

    def row(self, event) -> SearchDocument | None:
        """Return the document of an event after everything that waits was worked in, None without one."""
        while builders.drain():
            pass
        return SearchDocument.objects.filter(pk=f"event:{event.pk}", deleted=False).first()


class TestWhoHasADocument(Documents):
    def test_a_published_event_that_is_not_over_has_one(self):
        event = builders.event("Filmabend", evening(3))
        row = self.row(event)
        assert (row.type, row.register_id, row.page_id, row.event_id) == (
            "event",
            f"event-{event.uuid}",
            None,
            event.pk,
        )
        assert row.visible_until == event.occurrences.get().end
        assert "n.w:filmabend" in row.data["terms"].split("\n")

    def test_drafts_withdrawn_deleted_and_past_events_have_none(self):
        draft = builders.event("Entwurf", evening(3), live=False)
        gone, deleted = (builders.event(title, evening(3)) for title in ("Zurückgezogen", "Gelöscht"))
        assert self.row(draft) is None
        assert self.row(gone) and self.row(deleted)
        gone.unpublish()
        assert self.row(gone) is None
        pk = deleted.pk
        deleted.delete()
        while builders.drain():
            pass
        assert SearchDocument.objects.get(pk=f"event:{pk}").deleted
        assert self.row(builders.event("Vorbei", evening(-3))) is None

    def test_a_newer_draft_changes_nothing(self):
        event = builders.event("Filmabend", evening(3))
        before = self.row(event).seq
        event.title = "Etwas anderes"
        event.save_revision()
        assert (self.row(event).title, self.row(event).seq) == ("Filmabend", before)

    def test_without_a_calendar_that_everybody_may_see_nobody_finds_them(self):
        event = builders.event("Filmabend", evening(3))
        assert self.row(event)
        restriction = builders.restrict(self.calendar)
        assert found("Filmabend") == []  # before the journal is worked in
        assert self.row(event) is None
        restriction.delete()
        assert self.row(event)
        EventCalendarPage.objects.get().unpublish()
        assert self.row(event) is None

    def test_a_change_that_concerns_many_is_worked_in_piece_by_piece(self):
        host = builders.organisation("Gastgeber")
        events = [builders.event(start=evening(day), organiser=host) for day in range(1, 4)]
        while builders.drain():
            pass
        Organisation.objects.filter(pk=host.pk).update(name="Kulturbude")
        with mock.patch.object(event_projection, "MOST_AT_ONCE", 2):
            consume([("network.organisation", str(host.pk))], 900)
        assert "kulturbude" not in SearchDocument.objects.get(pk=f"event:{events[0].pk}").data["terms"]
        for event in events:
            assert "b.w:kulturbude" in self.row(event).data["terms"]


class TestWhatChangesIt(Documents):
    def setUp(self):
        self.house = builders.venue("Alte Weberei", town="Werdau", region=self.places.werdau)
        self.topic = builders.topic("Asyl")
        self.programme = builders.event("Demokratietage", evening(2), is_programme=True)
        self.friend = builders.organisation("Chor der Stadt")
        self.event = builders.event(
            "Filmabend",
            evening(3),
            organiser=builders.organisation("Kino am Markt"),
            venue=self.house,
            topics=[self.topic],
            co_organisers=[self.friend],
            part_of=self.programme,
        )

    def assert_found_by(self, term: str) -> None:
        assert term in self.row(self.event).data["terms"].split("\n"), term

    def test_what_it_says_and_where_it_belongs(self):
        for term in (
            "n.w:filmabend",
            "k.w:asyl",
            "k.w:demokratietage",
            "b.w:kino",
            "b.w:chor",
            "p.w:werdau",
            "t.w:vortrag",
        ):
            self.assert_found_by(term)
        assert self.row(self.event).data["facets"]["topic"] == ["asyl"]

    def test_its_house(self):
        self.house.name = "Neues Kesselhaus"
        self.house.save()
        self.assert_found_by("b.w:kesselhaus")

    def test_its_organiser_its_co_organiser_and_the_emergency_switch(self):
        for entry in (self.event.organiser, self.friend):
            entry.name = f"{entry.name} Sonnenblume"
            entry.save()
            self.assert_found_by("b.w:sonnenblume")
        assert self.row(self.event).data["lat"] is not None
        self.friend.is_shielded = True
        self.friend.save()
        terms = self.row(self.event).data["terms"]
        assert ("werdau" in terms, "weberei" in terms) == (False, False)

    def test_its_topic_region_and_programme(self):
        self.topic.name = "Bleiberecht"
        self.topic.save()
        self.assert_found_by("k.w:bleiberecht")
        district = Region.objects.get(pk=self.places.zwickau_district.pk)
        district.official_name = "Landkreis Westsachsen"
        district.save()
        self.assert_found_by("p.w:westsachsen")
        programme = Event.objects.get(pk=self.programme.pk)
        programme.title = "Lichterwoche"
        programme.save_revision().publish()
        self.assert_found_by("k.w:lichterwoche")

    def test_what_says_the_same_writes_nothing(self):
        before = self.row(self.event).seq
        self.house.save()
        Event.objects.get(pk=self.event.pk).save_revision().publish()
        assert self.row(self.event).seq == before


class TestWhatIsWithheld(Documents):
    def test_no_place_finer_than_may_be_told_and_no_link(self):
        for disclosure, precision, shown, hidden in (
            ("public", "exact", {"weberei", "werdau"}, set()),
            ("public", "municipality", {"werdau"}, {"weberei", "gartengasse"}),
            ("registrants", "exact", {"werdau"}, {"weberei", "gartengasse"}),
            ("public", "district", {"zwickau"}, {"weberei", "gartengasse", "werdau"}),
            ("nobody", "exact", set(), {"weberei", "gartengasse", "werdau", "zwickau"}),
        ):
            house = builders.venue(
                "Weberei",
                street="Gartengasse 1",
                town="Werdau",
                region=self.places.werdau,
                lat=50.7,
                lon=12.4,
            )
            event = builders.event(
                "Treffen",
                evening(3),
                venue=house,
                place_disclosure=disclosure,
                place_precision=precision,
                attendance_mode="hybrid",
                online_url="https://treffen.example.org/geheimraum",
                online_disclosure="registrants",
            )
            row = self.row(event)
            text = f"{row.data} {row.shown}".lower()
            with self.subTest(disclosure=disclosure, precision=precision):
                assert {word for word in shown if word not in text} == set()
                assert {word for word in {*hidden, "geheimraum"} if word in text} == set()
                assert (row.data["lat"] == 50.7) == (hidden == set())


class TestTheClock(Documents):
    def setUp(self):
        self.first, self.second = evening(2), evening(9)
        self.event = builders.event("Treff", self.first, extra_dates=[f"{self.second:%Y-%m-%dT%H:%M}"])
        self.ends = list(self.event.occurrences.order_by("start").values_list("end", flat=True))

    def test_its_next_date_decides_its_place(self):
        assert self.row(self.event).data["sort_title"].endswith(" treff")
        later = builders.event("Abend", evening(4))
        while builders.drain():
            pass
        order = sorted([self.event, later], key=lambda one: self.row(one).data["sort_title"])
        assert order == [self.event, later]

    def test_a_date_that_ended_gives_way_to_the_next_and_the_last_takes_the_event_along(self):
        self.row(self.event)
        mark = {(EVENT, self.event.pk)}
        assert changed_since(self.ends[0] - timedelta(seconds=1), self.ends[0]) == mark
        assert changed_since(self.ends[0], self.ends[0] + timedelta(hours=1)) == set()
        with at(self.ends[0]):
            housekeeping.project_what_time_changed(timezone.now())
        row = self.row(self.event)
        assert [one["end"] for one in row.shown["dates"]] == [self.ends[1].isoformat()]
        assert found("Treff", self.ends[1] - timedelta(seconds=1)) == ["Treff"]
        assert found("Treff", self.ends[1]) == []  # nobody has to look for that
        with at(self.ends[1]):
            housekeeping.project_what_time_changed(timezone.now())
        assert self.row(self.event) is None

    def test_a_cancelled_date_gives_way_and_shows_where_there_is_no_other(self):
        event = builders.event(
            "Runde",
            self.first,
            extra_dates=[f"{self.second:%Y-%m-%dT%H:%M}"],
            changed={f"{self.first:%Y-%m-%dT%H:%M}": {"status": "cancelled"}},
        )
        assert [one["status"] for one in self.row(event).shown["dates"]] == ["scheduled"]
        event.status = "cancelled"
        event.save_revision().publish()
        assert [one["status"] for one in self.row(event).shown["dates"]] == ["cancelled", "cancelled"]

    def test_what_runs_now_is_the_next_date(self):
        event = builders.event(
            "Ausstellung",
            timezone.localdate() - timedelta(days=3),
            ends_on=timezone.localdate() + timedelta(days=3),
        )
        assert self.row(event).shown["dates"][0]["is_all_day"] is True
        assert found("Ausstellung") == ["Ausstellung"]


class TestDrift(Documents):
    def setUp(self):
        self.event = builders.event("Filmabend", evening(3))
        self.key = f"event:{self.event.pk}"
        self.row(self.event)

    def test_nothing_differs_after_ordinary_changes(self):
        assert stale_documents() == {}
        assert outdated_documents() == {}

    def test_what_slipped_past_the_signals_is_found_and_mended(self):
        lost = builders.event("Verloren", evening(4))
        self.row(lost)
        SearchDocument.objects.filter(pk=f"event:{lost.pk}").delete()
        for change in (
            lambda: Event.objects.filter(pk=self.event.pk).update(title="Kinoabend"),
            lambda: SearchDocument.objects.filter(pk=self.key).update(title="Falsch"),
            lambda: SearchDocument.objects.filter(pk=self.key).update(visible_until=None),
            lambda: Event.objects.filter(pk=self.event.pk).update(live=False),
        ):
            change()
            assert stale_documents()[self.key] == self.event.pk
            repair_documents(stale_documents())
            assert stale_documents() == {}
        assert SearchDocument.objects.get(pk=self.key).deleted
        assert self.row(lost)

    def test_a_row_of_an_event_that_is_gone_is_mended(self):
        row = SearchDocument.objects.get(pk=self.key)
        row.key, row.event_id = "event:99999", 99999
        row.save(force_insert=True)
        assert stale_documents() == {"event:99999": 99999}
        call_command("search_check", repair=True)
        assert SearchDocument.objects.get(pk="event:99999").deleted

    def test_documents_of_another_analysis_are_made_again(self):
        SearchDocument.objects.filter(pk=self.key).update(analysis_version="older")
        assert outdated_documents() == {self.key: self.event.pk}
        repair_documents(outdated_documents())
        assert outdated_documents() == {}

    def test_one_event_that_cannot_be_read_does_not_hide_the_others(self):
        other = builders.event("Anderes", evening(4))
        self.row(other)
        Event.objects.filter(pk=other.pk).update(title="Neues")
        document = event_projection.event_document

        def failing(record, dates):
            if record.id == self.event.pk:
                raise ValueError("broken")
            return document(record, dates)

        with mock.patch.object(event_projection, "event_document", failing):
            assert set(stale_documents()) == {self.key, f"event:{other.pk}"}
