"""Who fits a need: a union of signs, near before far, reachable before shut, the same from both engines."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase

from network.models import DirectoryPage, Region
from network.region_table import region_table
from portal import changes
from search.indexing import fill_new_index
from search.signpost.doors import WAYS
from search.signpost.finding import find
from search.signpost.helping import HELPING
from search.signpost.partnering import PARTNERING
from search.signpost.place import place_of
from search.signpost.plan import plan_of
from search.signpost.seeking import SEEKING
from search.store import refresh_statistics
from tests import builders

MONDAY_TEN = datetime(2026, 11, 30, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
SUNDAY_NIGHT = datetime(2026, 11, 29, 23, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def network():
    """Build organisations that fit by one sign or another; return the tree."""
    tree, places = builders.site_tree(), builders.places()
    for name in ("Sprache lernen", "Armut und Schulden", "Wohnen", "Musik"):
        builders.topic(name)

    def member(title, seat, topic="", offers=(), summary="Wir sind da.", **fields):
        entry = builders.organisation(title, seat=seat, register_id=title.lower())
        page = builders.organisation_page(tree.directory, entry, summary=summary, **fields)
        if topic:
            builders.topic_of(page, builders.Topic.objects.get(name=topic))
        for kind, offer in offers:
            builders.offer(page, offer, kind=kind)
        return page

    member("Thema Werdau", places.werdau, "Sprache lernen")
    open_page = member("Offen Zwickau", places.zwickau, "Sprache lernen")
    builders.opening_hours(open_page, 0, "09:00", "12:00")
    member("Titel Zwickau", places.zwickau, offers=[("course", "Deutschkurs am Abend")])
    member("Nur Kurs Zwickau", places.zwickau, offers=[("course", "Töpfern")])
    member("Fern Bautzen", places.bautzen, "Sprache lernen")
    member("Online Chemnitz", places.leipzig, "Sprache lernen", reach=["online"])
    member("Landesweit Leipzig", places.leipzig, "Sprache lernen", reach=["statewide"])
    member("Musik Zwickau", places.zwickau, "Musik")
    member("Raum Zwickau", places.zwickau, offers=[("room", "Saal im Hinterhaus")])
    member("Beendet Zwickau", places.zwickau).offers.create(kind="room", title="Alter Saal", status="ended")
    while builders.drain():
        pass
    refresh_statistics()
    return tree


def titles(need, where="", now=SUNDAY_NIGHT):
    """Return the titles of those who fit, in order."""
    table = region_table()
    place = place_of(where, table) if where else None
    return [one.found.title for one in find(need, place, table, now, embedded=True).fitting]


class Finding(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        network()

    def test_a_topic_or_a_title_is_enough_a_kind_of_offer_alone_is_not(self):
        found = titles(SEEKING.need("deutsch"), "Zwickau")
        wide = {"Landesweit Leipzig", "Online Chemnitz"}
        assert set(found) == {"Thema Werdau", "Offen Zwickau", "Titel Zwickau", *wide}

    def test_where_an_offer_is_asked_for_it_is_enough_while_it_can_be_had(self):
        assert titles(PARTNERING.need("raum"))[0] == "Raum Zwickau"
        assert "Beendet Zwickau" not in titles(PARTNERING.need("raum"))

    def test_near_comes_before_far_and_those_who_come_everywhere_last(self):
        found = titles(SEEKING.need("deutsch"), "08056")
        assert found[-1] == "Landesweit Leipzig"
        assert "Fern Bautzen" not in found

    def test_whoever_can_be_reached_now_comes_first(self):
        need = SEEKING.need("deutsch")
        assert titles(need, "Werdau", MONDAY_TEN)[0] == "Offen Zwickau"
        table = region_table()
        fitting = find(need, place_of("Werdau", table), table, MONDAY_TEN, embedded=True).fitting
        assert [one.is_open for one in fitting] == [True, *[False] * 4]

    def test_where_there_are_too_few_the_search_goes_further(self):
        table = region_table()
        need = SEEKING.need("deutsch")
        near = find(need, place_of("Zwickau", table), table, SUNDAY_NIGHT, embedded=True)
        far = find(need, place_of("Bautzen", table), table, SUNDAY_NIGHT, embedded=True)
        assert (near.scope, far.scope) == ("here", "everywhere")
        assert far.fitting[0].found.title == "Fern Bautzen"
        assert "Thema Werdau" in {one.found.title for one in far.fitting}

    def test_who_works_online_is_offered_everywhere_after_those_nearby_and_before_those_far_away(self):
        found = titles(SEEKING.need("deutsch"), "Bautzen")
        assert found.index("Fern Bautzen") < found.index("Online Chemnitz") < found.index("Titel Zwickau")
        for where in ("Zwickau", "08056", "Leipzig"):
            with self.subTest(where=where):
                assert "Online Chemnitz" in titles(SEEKING.need("deutsch"), where)

    def test_at_night_those_who_can_be_reached_further_away_are_named(self):
        table = region_table()
        need = SEEKING.need("dringend")
        local, far = (
            self.shelter("Nah Bautzen", "09:00", "12:00"),
            self.shelter("Weit Zwickau", "20:00", "23:59"),
        )
        builders.drain()
        place = place_of("Bautzen", table)
        night = find(need, place, table, SUNDAY_NIGHT, embedded=True)
        assert night.nobody_now
        assert [one.found.title for one in night.far] == [far.title]
        assert local.title in {one.found.title for one in night.fitting}
        morning = find(need, place, table, MONDAY_TEN, embedded=True)
        assert (morning.nobody_now, list(morning.far)) == (False, [])
        assert not find(need, None, table, SUNDAY_NIGHT, embedded=True).nobody_now
        assert not find(need, place, table, SUNDAY_NIGHT, embedded=True, day=2).nobody_now
        assert not find(SEEKING.need("deutsch"), place, table, SUNDAY_NIGHT, embedded=True).nobody_now

    def shelter(self, title, start, end):
        """Return the page of a shelter in the town of its name, open every day."""
        seat = Region.objects.get(name=title.split()[1], kind="municipality")
        entry = builders.organisation(title, seat=seat, register_id=title.lower())
        page = builders.organisation_page(DirectoryPage.objects.get(), entry)
        builders.offer(page, "Aufnahme", kind="emergency")
        if seat.name == "Bautzen":
            for number in range(3):
                other = builders.organisation(f"Ohne Zeiten {number}", seat=seat)
                builders.offer(
                    builders.organisation_page(DirectoryPage.objects.get(), other), "Hilfe", kind="emergency"
                )
        for day in range(7):
            builders.opening_hours(page, day, start, end)
        return page

    def test_private_pages_are_not_found_even_before_the_journal_is_worked_in(self):
        page = builders.OrganisationPage.objects.get(title="Offen Zwickau")
        assert "Offen Zwickau" in titles(SEEKING.need("deutsch"))
        builders.restrict(page)
        assert "Offen Zwickau" not in titles(SEEKING.need("deutsch"))

    def test_queries_do_not_depend_on_how_many_fit(self):
        table = region_table()
        place = place_of("Zwickau", table)
        for need, queries in ((SEEKING.need("deutsch"), 4), (HELPING.need("natur"), 1)):
            find(need, place, table, SUNDAY_NIGHT, embedded=True)
            with self.subTest(need=need.key), changes.reading_once(), self.assertNumQueries(queries):
                find(need, place, table, SUNDAY_NIGHT, embedded=True)


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_both_engines_find_the_same_for_every_need(elastic_settings, settle):
    network()
    fill_new_index()
    assert settle() == "elastic"
    from search.engine_room import room  # noqa: PLC0415 - after the settings of the test

    table = region_table()
    key = "district:14524"
    for way in WAYS:
        for need in way.needs:
            for region in ((key, table.ancestors(key)), None):
                plan = plan_of(need, region, None, SUNDAY_NIGHT)
                answers = [room.search(plan, engine) for engine in ("embedded", "elastic")]
                hits = [[(hit.key, hit.score) for hit in answer.hits] for answer in answers]
                assert hits[0] == hits[1], (way.key, need.key, region)
    found = room.search(plan_of(SEEKING.need("deutsch"), None, None, SUNDAY_NIGHT), "elastic")
    assert len(found.hits) == 6
