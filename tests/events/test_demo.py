"""The calendar of the demo: full, the same on every machine, there again where something went."""

from collections import Counter
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from events.addresses import event_path
from events.choices import EventKind
from events.demo import content
from events.models import (
    CalendarFeed,
    ChangedDate,
    Event,
    FeedItem,
    Occurrence,
    Publication,
    QueueEntry,
    RegistrationSettings,
)
from events.occurrences import differences
from events.permissions import event_rule
from network.demo import accounts
from portal.disclosure import Audience, Precision
from portal.models import User
from tests import builders


def build() -> str:
    """Run the command and return what it printed."""
    output = StringIO()
    call_command("demo", force=True, stdout=output)
    return output.getvalue()


class Demo(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.said = build()


class TestWhatThereIs(Demo):
    def test_it_is_a_full_calendar(self):
        events = Event.objects.filter(live=True)
        assert events.count() >= 400
        assert f"{Event.objects.filter(source='editor').count()} events" in self.said
        assert set(events.values_list("kind", flat=True)) == set(EventKind.values)
        assert set(events.values_list("attendance_mode", flat=True)) == {"on_site", "online", "hybrid"}
        districts = {str(code)[:5] for code in events.values_list("venue__region__code", flat=True) if code}
        assert len(districts) == 13
        assert events.exclude(alliance=None).count() > 10
        assert events.exclude(co_organisers=None).count() > 30

    def test_it_reaches_from_two_months_ago_to_a_year_ahead(self):
        now = timezone.now()
        listed = Occurrence.objects.listed()
        assert listed.past(now).count() > 200
        assert listed.filter(is_long=True).exists()
        for weeks in range(0, 48, 4):
            since = now + timedelta(weeks=weeks)
            assert listed.filter(start__gte=since, start__lt=since + timedelta(weeks=4)).count() > 50

    def test_sixty_series_differ_from_their_rules(self):
        series = Event.objects.exclude(rule="").filter(source="editor")
        assert series.count() == 60
        changed = ChangedDate.objects.filter(event__in=series)
        assert changed.values("event").distinct().count() == 60
        assert changed.exclude(starts_on=None).exists()
        assert changed.exclude(title="").exists()
        assert any(series.values_list("removed_dates", flat=True))
        assert any(series.values_list("extra_dates", flat=True))
        assert any(series.values_list("wished_away", flat=True))

    def test_two_umbrellas_have_their_parts(self):
        umbrellas = Event.objects.filter(is_programme=True).order_by("title")
        assert [(one.title, one.parts.count()) for one in umbrellas] == [
            ("Demokratietage", 12), ("Novembertage", 10),
        ]  # fmt: skip

    def test_places_are_told_in_every_way(self):
        told = Counter(Event.objects.values_list("place_disclosure", "place_precision"))
        for pair in (
            (Audience.PUBLIC, Precision.EXACT),
            (Audience.PUBLIC, Precision.MUNICIPALITY),
            (Audience.PUBLIC, Precision.DISTRICT),
            (Audience.REGISTRANTS, Precision.EXACT),
        ):
            assert told[pair] > 3, pair
        assert RegistrationSettings.objects.filter(is_enabled=True).count() >= 12

    def test_the_table_of_dates_equals_the_schedules(self):
        assert list(differences(Event.objects.filter(live=True), timezone.now())) == []

    def test_two_calendars_were_read_and_something_waits_for_every_reason(self):
        assert CalendarFeed.objects.count() == 2
        assert FeedItem.objects.count() == 10
        waiting = Counter(QueueEntry.objects.filter(settled_at=None).values_list("kind", flat=True))
        assert waiting == {"proposal": 4, "new": 2, "changed": 1, "missing": 1, "duplicate": 2, "report": 2}

    def test_nobody_is_told_to_come_to_a_shop(self):
        shop = QueueEntry.objects.get(event__title__startswith="GROSSE")
        assert shop.score > 0
        assert not shop.event.live


class TestWhoTriesIt(Demo):
    def test_pages_answer(self):
        paths = ["/termine/", "/termine/?thema=demokratiebildung", "/en/termine/"]
        for event in Event.objects.filter(live=True).order_by("pk")[::40]:
            paths.append(event_path(event.slug, event.short_id))
        for path in paths:
            with self.subTest(path=path):
                assert self.client.get(path).status_code == 200

    def test_the_office_decides_and_a_member_sees_its_own(self):
        self.client.force_login(User.objects.get(email=accounts.OFFICE))
        assert self.client.get(reverse("event_queue:list")).context["total"] == 12
        member = User.objects.get(email=accounts.STEWARD)
        own = event_rule(member, "change", Event.objects.all())
        assert own.exists()
        assert set(own.values_list("organiser__register_id", flat=True)) >= {accounts.STEWARDED}
        assert own.count() < 30
        self.client.force_login(member)
        assert self.client.get(reverse("wagtailadmin_home"), follow=True).status_code == 200


class TestAgain(Demo):
    def test_the_same_on_every_machine(self):
        event = Event.objects.get(uuid=content.permanent_id("event:series:demo-haus-sonnenuhr"))
        assert event.uid == str(content.permanent_id("event-uid:series:demo-haus-sonnenuhr"))
        assert event.short_id == content.short_id("series:demo-haus-sonnenuhr") == "43sneagxzg"

    def test_weeks_later_a_second_run_changes_nothing(self):
        before = list(Event.objects.order_by("pk").values())
        later = timezone.now() + timedelta(weeks=3)
        with mock.patch.object(timezone, "now", return_value=later):
            assert "nothing was changed" in build()
        assert list(Event.objects.order_by("pk").values()) == before

    def test_what_was_deleted_comes_back_on_its_own_day(self):
        event = Event.objects.filter(part_of__title="Demokratietage").order_by("pk")[7]
        kept = event.uuid, event.title, event.starts_on, event.short_id, event.part_of
        event.delete()
        later = timezone.now() + timedelta(weeks=3)
        with mock.patch.object(timezone, "now", return_value=later):
            assert "1 events" in build()
        again = Event.objects.get(uuid=kept[0])
        assert (again.uuid, again.title, again.starts_on, again.short_id, again.part_of) == kept
        assert Publication.objects.get(uid=again.uid).event == again
        assert QueueEntry.objects.count() == 12

    def test_removal_stops_where_others_use_a_house(self):
        house = Event.objects.filter(venue__keeper__register_id=accounts.STEWARDED).first().venue
        builders.event("Eigenes Treffen", venue=house)
        with self.assertRaisesMessage(CommandError, "Eigenes Treffen"):
            call_command("demo", remove=True)
        assert Event.objects.count() > 400
