"""What people with a saved search are told: what is new for them, once, and nothing that nobody may see."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from events.addresses import event_path
from events.models import CoOrganiser, Event, EventCalendarPage
from network.models import ActorTopic, OrganisationPage, Topic
from network.region_table import region_table
from portal import changes, content_cache, outbox
from portal.disclosure import Audience
from portal.models import OutgoingMail
from search import service
from search.models import SearchDocument
from search.store import refresh_statistics
from search.subscriptions import mails, telling
from search.subscriptions.filters import read_back
from search.subscriptions.models import SavedSearch
from search.subscriptions.sources import Item, Shown, Source, sources
from search.subscriptions.telling import BERLIN, last_monday, tell
from tests import builders

# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=1)


class Telling(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        cls.asylum, cls.housing = builders.topic("Asyl", label_en="Asylum"), builders.topic("Wohnen")
        cls.werdau = cls.entry("Haus Werdau", cls.places.werdau)
        cls.bautzen = cls.entry("Treff Bautzen", cls.places.bautzen)
        builders.drain()
        refresh_statistics()
        SearchDocument.objects.update(
            appeared_at=NOW - timedelta(days=90), changed_at=NOW - timedelta(days=90)
        )

    @classmethod
    def entry(cls, name, place, **fields) -> OrganisationPage:
        """Publish an organisation that works on asylum."""
        entry = builders.organisation(name, seat=place)
        page = builders.organisation_page(cls.tree.directory, entry, summary="Wir helfen.", **fields)
        builders.topic_of(page, cls.asylum)
        return page

    def dated(self, page, appeared, changed=None):
        """Let an entry have appeared and changed at these moments."""
        rows = SearchDocument.objects.filter(page_id=page.pk)
        assert rows.update(appeared_at=appeared, changed_at=changed or appeared) == 1

    def saved(self, query="thema=asyl", since=BEFORE, **fields) -> SavedSearch:
        """Return a confirmed saved search that wants to hear at once and was told everything up to a moment."""
        number = SavedSearch.objects.count()
        defaults = {
            "email": f"p{number}@example.org",
            "query": query,
            "language": "de",
            "rhythm": "at_once",
            "confirmed_at": since,
            "looked_until": since,
        }
        return SavedSearch.objects.create(**{**defaults, **fields})

    def bodies(self) -> list[str]:
        """Return the text of every mail, the oldest first."""
        return list(OutgoingMail.objects.order_by("created_at").values_list("body", flat=True))


class TestNews(Telling):
    def test_something_new_is_told_with_its_public_facts(self):
        saved = self.saved(language="en")
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        assert tell(NOW).mails == 1
        letter = OutgoingMail.objects.get()
        assert letter.recipient == saved.email
        assert letter.subject == "1 piece of news in your saved search"
        assert letter.body.index("New:") < letter.body.index("* Haus Werdau (Werdau")
        assert "Wir helfen." in letter.body
        assert "/en/initiativen/haus-werdau/" in letter.body
        assert "/en/initiativen/?thema=asyl" in letter.body
        assert "Topic: Asylum" in letter.body
        assert "Treff Bautzen" not in letter.body
        assert letter.unsubscribe_url in letter.body
        assert "/en/abo/verwalten/" in letter.body

    def test_the_subject_gives_nothing_of_the_search_away(self):
        self.saved("thema=asyl&q=haus")
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        tell(NOW)
        subject = OutgoingMail.objects.get().subject.casefold()
        assert "asyl" not in subject
        assert "haus" not in subject

    def test_a_change_is_told_as_a_change(self):
        self.saved(language="en")
        self.dated(self.werdau, NOW - timedelta(days=90), NOW - timedelta(minutes=5))
        tell(NOW)
        (body,) = self.bodies()
        assert "Changed:" in body
        assert "New:" not in body

    def test_what_was_told_is_not_told_again(self):
        saved = self.saved()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        assert [tell(NOW).mails, tell(NOW).mails, tell(NOW + timedelta(hours=1)).mails] == [1, 0, 0]
        saved.refresh_from_db()
        assert saved.looked_until == saved.last_sent_at == NOW
        self.dated(self.werdau, NOW - timedelta(days=90), NOW + timedelta(hours=1))
        assert tell(NOW + timedelta(hours=2)).mails == 1

    def test_a_change_at_the_moment_of_the_round_is_told_once(self):
        self.saved()
        self.dated(self.werdau, NOW)
        assert (tell(NOW).mails, tell(NOW + timedelta(minutes=5)).mails) == (1, 0)

    def test_only_what_the_filter_finds_is_told(self):
        for query, told in (
            ("region=14524", 1),
            ("region=14625", 0),
            ("q=werdau", 1),
            ("q=haus", 1),
            ("thema=wohnen", 0),
            ("ort=municipality:14524300&umkreis=10", 1),
            ("ort=municipality:14625020&umkreis=10", 0),
            ("", 1),
        ):
            SavedSearch.objects.all().delete()
            self.saved(query)
            self.dated(self.werdau, NOW - timedelta(minutes=5))
            with self.subTest(query=query):
                assert tell(NOW).mails == told

    def test_an_entry_that_changed_and_no_longer_fits_is_not_mentioned(self):
        self.saved()
        ActorTopic.objects.filter(content_object_id=self.werdau.pk).delete()
        changes.record_ids([("wagtailcore.page", self.werdau.pk)])
        builders.drain()
        self.dated(self.werdau, NOW - timedelta(days=9), NOW - timedelta(minutes=5))
        assert tell(NOW).mails == 0

    def test_an_entry_that_is_gone_is_not_mentioned(self):
        self.saved()
        for page, leave in ((self.werdau, type(self.werdau).unpublish), (self.bautzen, builders.restrict)):
            self.dated(page, NOW - timedelta(minutes=5))
            leave(page)  # not worked in yet: only the check against the database knows
            with self.subTest(page=page.title):
                assert tell(NOW).mails == 0
            SavedSearch.objects.update(looked_until=BEFORE)
        builders.drain()
        assert tell(NOW + timedelta(days=1)).mails == 0
        assert not OutgoingMail.objects.exists()

    def test_a_tombstone_is_no_news(self):
        self.saved()
        self.werdau.unpublish()
        builders.drain()
        assert SearchDocument.objects.filter(deleted=True).exists()
        assert tell(NOW + timedelta(days=400)).mails == 0

    def test_long_news_are_cut_and_say_so(self):
        self.saved(language="en")
        for page in (self.werdau, self.bautzen):
            self.dated(page, NOW - timedelta(minutes=5))
        with mock.patch.object(mails, "MOST_ITEMS", 1):
            tell(NOW)
        (body,) = self.bodies()
        assert "and 1 more" in body
        assert "Treff Bautzen" not in body

    def test_nobody_who_did_not_confirm_gets_anything(self):
        self.saved(confirmed_at=None, looked_until=None)
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        assert tell(NOW).looked_at == 0

    def test_who_starts_later_hears_of_what_comes_later(self):
        self.saved(since=NOW - timedelta(minutes=1))
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        assert tell(NOW).mails == 0


class TestRhythm(Telling):
    def test_the_week_begins_on_monday_at_six_in_berlin(self):
        for moment, monday in (
            ("2026-11-25T12:00", "2026-11-23T06:00"),
            ("2026-11-23T06:00", "2026-11-23T06:00"),
            ("2026-11-23T05:59", "2026-11-16T06:00"),
            ("2026-10-26T05:59", "2026-10-19T06:00"),  # the clocks went back the night before
            ("2026-03-29T12:00", "2026-03-23T06:00"),
            ("2026-03-30T06:00", "2026-03-30T06:00"),
        ):
            local = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
            with self.subTest(moment=moment):
                assert last_monday(local.astimezone(UTC)) == datetime.fromisoformat(monday).replace(
                    tzinfo=BERLIN
                )

    def test_weekly_mails_come_on_mondays_with_everything_of_the_week(self):
        self.saved(rhythm="weekly", since=last_monday(NOW) + timedelta(hours=1))
        self.dated(self.werdau, NOW)
        monday = last_monday(NOW) + timedelta(days=7)
        rounds = [
            NOW,
            monday - timedelta(minutes=1),
            monday,
            monday + timedelta(hours=1),
            monday + timedelta(days=2),
        ]
        assert [tell(moment).mails for moment in rounds] == [0, 0, 1, 0, 0]

    def test_a_monday_that_was_missed_is_made_up_for(self):
        self.saved(rhythm="weekly", since=last_monday(NOW) - timedelta(days=1))
        self.dated(self.werdau, last_monday(NOW) - timedelta(hours=1))
        assert tell(NOW).mails == 1

    def test_what_changed_again_before_a_late_round_is_still_new(self):
        self.saved(rhythm="weekly", language="en", since=last_monday(NOW) - timedelta(days=1))
        self.dated(self.werdau, last_monday(NOW) - timedelta(hours=1), last_monday(NOW) + timedelta(hours=1))
        tell(NOW)
        (body,) = self.bodies()
        assert "New:" in body

    def test_while_nothing_changes_nobody_is_looked_at(self):
        self.saved()
        with self.assertNumQueries(5 + len(list(sources))):
            assert tell(NOW).looked_at == 0

    def test_after_most_of_a_year_without_news_comes_a_sign_of_life_with_new_links(self):
        saved = self.saved(since=NOW - timedelta(days=329), query="thema=wohnen")
        assert [tell(NOW + timedelta(days=day)).signs_of_life for day in (0, 2, 3, 300)] == [0, 1, 0, 0]
        letter = OutgoingMail.objects.get()
        assert letter.key.startswith(saved.key_prefix)
        assert letter.unsubscribe_url in letter.body


class TestFaultyFilters(Telling):
    def test_a_lost_topic_is_told_once_and_nothing_else_is_sent(self):
        saved = self.saved("thema=wohnen&region=14524", language="en")
        Topic.objects.filter(slug="wohnen").delete()
        builders.drain()
        for hours in range(3):
            self.dated(self.werdau, NOW - timedelta(days=9), NOW + timedelta(hours=hours, minutes=-5))
            tell(NOW + timedelta(hours=hours))
        letter = OutgoingMail.objects.get()
        assert letter.subject == "Your saved search no longer works"
        with builders.language("en"):
            assert "\n".join(read_back(saved.query, region_table()).notes) in letter.body
        assert "Haus Werdau" not in letter.body
        saved.refresh_from_db()
        assert saved.faulty_since == NOW

    def test_a_topic_that_comes_back_revives_the_search(self):
        saved = self.saved("thema=pflege")
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        tell(NOW)
        builders.topic("Pflege")
        changes.record_ids([("network.seed", "1")])
        builders.drain()
        self.dated(self.werdau, NOW - timedelta(days=9), NOW + timedelta(minutes=5))
        tell(NOW + timedelta(hours=1))
        saved.refresh_from_db()
        assert saved.faulty_since is None

    def test_a_filter_that_lost_one_of_two_topics_goes_on_and_says_so(self):
        self.saved("thema=asyl&thema=wohnen", language="en")
        Topic.objects.filter(slug="wohnen").delete()
        builders.drain()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        tell(NOW)
        (body,) = self.bodies()
        assert "Haus Werdau" in body
        assert "wohnen" in body


class TestCosts(Telling):
    def queries_for(self, people):
        """Return how many queries and searches a round costs in which nobody is told anything."""
        SavedSearch.objects.all().delete()
        for number in range(people):
            self.saved(
                "thema=wohnen" if number % 2 else "region=14625", language="de" if number % 3 else "en"
            )
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        tell(BEFORE)
        with (
            mock.patch.object(service.room, "search", wraps=service.room.search) as searches,
            CaptureQueriesContext(connection) as queries,
        ):
            assert tell(NOW).looked_at == people
        return len(queries), searches.call_count

    def test_three_and_thirty_people_cost_the_same_where_there_is_nothing_to_tell(self):
        self.queries_for(3)
        assert self.queries_for(3) == self.queries_for(30)
        assert self.queries_for(30)[1] == 2

    def test_each_mail_costs_the_same(self):
        counts = []
        for people in (3, 30):
            SavedSearch.objects.all().delete()
            for number in range(people):
                self.saved(email=f"q{people}-{number}@example.org")
            self.dated(self.werdau, NOW - timedelta(minutes=5))
            with CaptureQueriesContext(connection) as queries:
                assert tell(NOW).mails == people
            counts.append(len(queries))
        assert counts[1] - counts[0] <= 27 * 5  # begin, mark, mail, read back, end

    def test_a_round_is_bounded_and_the_next_goes_on(self):
        for number in range(5):
            self.saved(since=BEFORE - timedelta(minutes=number))
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        assert [tell(NOW, batch=2).mails for _round in range(4)] == [2, 2, 1, 0]
        assert len(set(OutgoingMail.objects.values_list("recipient", flat=True))) == 5


class TestDates(Telling):
    """The calendar beside the directory, in the same mail."""

    def event(self, title="Begegnungsfest", days=3, **fields):
        """Publish an event about asylum in Werdau so many days from now, and let the search know."""
        start = (NOW + timedelta(days=days)).replace(tzinfo=None)
        host = self.werdau.organisation
        where = {"organiser": host, "region": self.places.werdau}
        made = builders.event(title, start, topics=[self.asylum], **where, **fields)
        builders.drain()
        return made

    def setUp(self) -> None:
        builders.calendar_page(self.tree.home)
        self.enterContext(mock.patch("django.utils.timezone.now", lambda: NOW))

    def test_a_new_date_is_told_with_when_where_and_whose(self):
        made = self.event()
        self.saved(language="en")
        assert tell(NOW).mails == 1
        (body,) = self.bodies()
        assert body.index("DATES") < body.index("New:") < body.index("* Begegnungsfest (")
        assert "Werdau, Haus Werdau)" in body
        assert f"/en{event_path(made.slug, made.short_id)}" in body
        assert tell(NOW).mails == 0

    def test_a_date_that_is_called_off_is_told_as_a_change_that_says_so(self):
        made = self.event(status="cancelled", status_note="Krank")
        SearchDocument.objects.filter(event_id=made.pk).update(appeared_at=NOW - timedelta(days=5))
        self.saved(language="en")
        assert tell(NOW).mails == 1
        (body,) = self.bodies()
        assert body.index("Changed:") < body.index("* Begegnungsfest (Cancelled")

    def test_only_dates_that_fit_are_public_and_not_over_are_told(self):
        for query, letters in (
            ("", 1),
            ("thema=asyl", 1),
            ("region=14524", 1),
            ("q=begegnung", 1),
            ("thema=wohnen", 0),
            ("region=14625", 0),
            ("q=bewerbung", 0),
            ("thema=asyl&angebot=counselling", 0),
        ):
            with self.subTest(query=query):
                SavedSearch.objects.all().delete()
                Event.objects.all().delete()
                SearchDocument.objects.filter(type="event").delete()
                self.event()
                self.event("Begegnung als Entwurf", live=False)
                self.event("Begegnung von gestern", days=-1)
                self.saved(query)
                assert tell(NOW).mails == letters
                assert "Entwurf" not in "".join(self.bodies())
                assert "gestern" not in "".join(self.bodies())

    def test_whoever_follows_an_alliance_is_told_of_what_takes_place_in_its_name_or_at_its_invitation(self):
        alliance = builders.alliance_page(self.tree.alliances).organisation
        builders.membership(self.werdau, alliance)
        builders.drain()
        SearchDocument.objects.update(changed_at=NOW - timedelta(days=90))
        self.event("Fest des Mitglieds")
        self.event("Fest im Namen", alliance=alliance)
        joint = self.event("Fest der Einladung")
        CoOrganiser.objects.create(event=joint, organisation=alliance)
        changes.record(joint)
        builders.drain()
        self.saved(f"buendnis={alliance.register_id}")
        assert tell(NOW).mails == 1
        (body,) = self.bodies()
        assert ("Fest im Namen" in body, "Fest der Einladung" in body) == (True, True)
        assert "Fest des Mitglieds" not in body

    def test_a_mail_about_a_date_tells_nothing_that_is_for_registrants_or_nobody(self):
        house = builders.venue("Quibohaus", street="Quibogasse 7", town="Werdau", postcode="08412")
        for audience in (Audience.REGISTRANTS, Audience.OFFICE, Audience.NOBODY):
            self.event(
                venue=house,
                place_disclosure=audience,
                attendance_mode="hybrid",
                online_url="https://quibo.example.org/raum",
                online_disclosure=audience,
            )
        self.saved("thema=asyl"), self.saved("")
        assert tell(NOW).mails == 2
        for body in self.bodies():
            assert body.count("* Begegnungsfest") == 3
            assert "quibo" not in body.casefold()

    def test_without_a_public_calendar_nobody_is_told_of_dates(self):
        self.event()
        self.saved()
        EventCalendarPage.objects.update(live=False)
        content_cache.clear()
        assert tell(NOW).mails == 0

    def test_more_dates_cost_no_more_questions(self):
        self.saved()
        self.event()
        assert tell(NOW).mails == 1
        counts = []
        for many in (2, 12):
            for number in range(many):
                self.event(f"Fest {many} {number}")
            SavedSearch.objects.update(looked_until=BEFORE)
            OutgoingMail.objects.all().delete()
            with CaptureQueriesContext(connection) as queries:
                assert tell(NOW).mails == 1
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestSources(Telling):
    def test_another_app_adds_its_kind_to_the_same_mail(self):
        at = NOW - timedelta(minutes=2)
        item = Item("date:1", at, at, lambda: Shown("Begegnungsfest", "/termine/fest/", ("Werdau",)))
        asked = []

        def find(filters, since, until):
            asked.append((sorted(one.query for one in filters), since, until))
            return {one.query: [item] for one in filters if "asyl" in one.query}

        with mock.patch.dict(sources._entries):
            sources.register("dates", Source("Termine", lambda until: at, find))
            self.saved(), self.saved("thema=wohnen"), self.saved()
            assert tell(NOW).mails == 2
        assert asked == [(["thema=asyl", "thema=wohnen"], BEFORE, NOW)]
        assert "TERMINE" in self.bodies()[0]
        assert "* Begegnungsfest (Werdau)" in self.bodies()[0]

    def test_two_languages_get_their_own_words(self):
        self.saved(language="de"), self.saved(language="en")
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        tell(NOW)
        assert sorted("ORGANISATIONS AND ALLIANCES" in body for body in self.bodies()) == [False, True]
        addresses = {"/en/initiativen/haus-werdau/" in body for body in self.bodies()}
        assert addresses == {True, False}


class TestRepeating(Telling):
    def test_a_round_that_dies_between_mark_and_mail_loses_nothing(self):
        saved = self.saved()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        with mock.patch.object(outbox, "queue", side_effect=MemoryError), self.assertRaises(MemoryError):
            tell(NOW)
        saved.refresh_from_db()
        assert saved.looked_until == BEFORE
        assert tell(NOW + timedelta(minutes=5)).mails == 1

    def test_a_round_that_dies_half_way_goes_on_where_it_was(self):
        for _number in range(4):
            self.saved()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        real, calls = outbox.queue, []

        def queue(*args, **kwargs):
            calls.append(args)
            if len(calls) == 3:
                raise SystemExit
            return real(*args, **kwargs)

        with mock.patch.object(outbox, "queue", side_effect=queue), self.assertRaises(SystemExit):
            tell(NOW)
        assert OutgoingMail.objects.count() == 2
        assert tell(NOW + timedelta(minutes=5)).mails == 2
        assert sorted(OutgoingMail.objects.values_list("recipient", flat=True)) == [
            f"p{number}@example.org" for number in range(4)
        ]

    def test_two_rounds_at_once_write_one_mail(self):
        self.saved()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        stale = list(telling.due(NOW))
        assert tell(NOW).mails == 1
        with mock.patch.object(telling, "due", return_value=stale):
            assert tell(NOW + timedelta(minutes=1)).mails == 0
        assert OutgoingMail.objects.count() == 1

    def test_whoever_leaves_during_a_round_gets_nothing(self):
        saved = self.saved()
        self.dated(self.werdau, NOW - timedelta(minutes=5))
        stale = list(telling.due(NOW))
        saved.delete()
        with mock.patch.object(telling, "due", return_value=stale):
            assert tell(NOW).mails == 0
        assert not OutgoingMail.objects.exists()
