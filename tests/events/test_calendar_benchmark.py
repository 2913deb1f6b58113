"""The calendar that is measured is what publishing would write, and everything that is measured of it answers."""

import json
import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone

from events import occurrences, publishing
from events.models import ChangedDate, Event, FeedItem, Occurrence, Publication, QueueEntry
from tests.benchmarks.calendar import probe, writing
from tests.benchmarks.calendar.composing import Composer
from tests.benchmarks.calendar.filling import fill, world_around
from tests.benchmarks.calendar.measuring import Figure
from tests.benchmarks.generate import generate
from tests.benchmarks.tables import MISSED, calendar_lines

EVENTS, ORGANISATIONS, IMPORTED = 60, 30, 10


class CalendarBenchmarkTests(TestCase):
    """A tiny calendar beside a few organisations."""

    @classmethod
    def setUpTestData(cls) -> None:
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "organisations.jsonl"
            listed.write_text("\n".join(map(json.dumps, generate(ORGANISATIONS))), encoding="utf-8")
            call_command("import_organisations", str(listed), "--create-topics", stdout=StringIO())
        cls.holds = fill(EVENTS)

    def test_a_fifth_are_series_and_no_date_is_wrong(self):
        self.assertEqual(
            (self.holds["events"], self.holds["series"], self.holds["wrong"]), (EVENTS, EVENTS // 5, 0)
        )
        self.assertEqual(self.holds["dates"], Occurrence.objects.listed().count())
        self.assertTrue(ChangedDate.objects.exists())
        out = StringIO()
        call_command("check_occurrences", stdout=out)
        self.assertEqual(out.getvalue(), f"{EVENTS} published events, no difference.\n")

    def test_publishing_would_write_the_same(self):
        stamps = list(Publication.objects.order_by("pk").values())
        self.assertEqual(len(stamps), EVENTS)
        for event in Event.objects.order_by("pk"):
            self.assertEqual(occurrences.rebuild(event), 0)
            publishing.after_change(event)
            self.assertEqual(event.live_revision.as_object().title, event.title)
        self.assertEqual(list(Publication.objects.order_by("pk").values()), stamps)
        self.assertFalse(QueueEntry.objects.exists())

    def test_the_same_seed_gives_the_same_events(self):
        world = world_around(timezone.now())
        first, second = (
            [(event.uid, event.title, event.starts_on, event.rule) for event in Composer(world).events(count)]
            for count in (10, 20)
        )
        self.assertEqual(first, second[:10])

    def test_what_is_found_out_inside_answers(self):
        facts = probe.facts()
        self.assertEqual(facts["feed_events"], EVENTS // 20)
        self.assertEqual(facts["paths"].keys(), facts["queries"].keys())
        client = Client(headers={"host": "localhost"})
        for name, path in facts["paths"].items():
            if name != "bare view":
                with self.subTest(name):
                    self.assertEqual(client.get(path).status_code, 200)

    def test_writing_is_measured_and_leaves_the_dates_right(self):
        found = writing.times()
        self.assertTrue(all(spent["ms"] > 0 for spent in found.values()))
        self.assertEqual(list(occurrences.differences(Event.objects.all(), timezone.now())), [])

    def test_the_imported_calendar_is_new_then_changed_then_known(self):
        with tempfile.TemporaryDirectory() as folder:
            feeds = writing.write_feeds(folder, IMPORTED)
            said = []
            for version in ("new", "changed", "changed"):
                out = StringIO()
                whose = ("--organisation", feeds["organisation"], "--publish")
                call_command("import_calendar", feeds[version], *whose, stdout=out)
                said.append(out.getvalue().splitlines()[-1])
        self.assertEqual(said, ["10 neu.", "10 geändert.", "10 unverändert."])
        self.assertEqual(FeedItem.objects.count(), IMPORTED)
        self.assertEqual(list(occurrences.differences(Event.objects.all(), timezone.now())), [])


def test_what_took_too_long_is_marked():
    figures = [Figure("quick", "ms", 5, 4, 10), Figure("slow", "s", 21, None, 20), Figure("free", "s", 99)]
    page = {"p50": 1, "p95": 1, "per_second": 1, "raw": 1, "compressed": 1, "cpu_ms": 1}
    lines = calendar_lines(
        {
            "events": 1,
            "series": 0,
            "dates": 1,
            "fill_s": None,
            "pages": {"bare view": page, "month": {**page, "is_within": False}},
            "queries": {"bare view": {"first": 1, "later": 1}, "month": {"first": 9, "later": 8}},
            "figures": [{**vars(figure), "is_within": figure.is_within} for figure in figures],
            "uses_partial_index": True,
            "plan": "SEARCH",
            "feed_bytes": {"raw": 1, "compressed": 1},
            "memory_mib": 1,
        }
    )
    marked = [line.split()[0] for line in lines if line.endswith(MISSED)]
    assert marked == ["month", "slow"]
