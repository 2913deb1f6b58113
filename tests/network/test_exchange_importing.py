"""A list is imported as a whole or not at all, finds what is there, and can be repeated without a change."""

from unittest import mock

from django.db import connection
from wagtail.models import ModelLogEntry, Page, ReferenceIndex

from network import shielding
from network.exchange.planning import Planner
from network.exchange.writing import Writer
from network.models import ActorPage, DirectoryPage, Goal, Membership, Organisation, Topic
from portal import changes
from tests import builders
from tests.network.exchange_lists import (
    ALLIANCE,
    GOOD,
    Importing,
    entry,
    page,
    places_of_problems,
    put,
    run,
    state,
)

BAD = {"id": "schlecht", "name": "Schlecht", "postcode": "?"}


class TestWholeOrNothing(Importing):
    def test_ground_is_laid_where_there_is_none(self):
        DirectoryPage.objects.all().delete()
        put(GOOD)
        assert page("gut").get_parent().specific == DirectoryPage.objects.get()

    def test_nothing_is_written_when_one_row_is_bad(self):
        before = Page.objects.count()
        report = run(GOOD, BAD)
        assert not report.written
        assert places_of_problems(report) == [(2, "postcode")]
        assert (Organisation.objects.count(), Page.objects.count()) == (0, before)

    def test_partial_writes_the_good_rows(self):
        report = run(GOOD, BAD, partial=True)
        assert report.written
        assert report.created == ["Gut"]
        assert places_of_problems(report) == [(2, "postcode")]
        assert set(Organisation.objects.values_list("register_id", flat=True)) == {"gut"}

    def test_dry_run_says_everything_and_writes_nothing(self):
        put(GOOD)
        topics, pages = Topic.objects.count(), Page.objects.count()
        changed = GOOD | {"summary": "Neu.", "topics": ["Neues Thema"]}
        report = run(changed, BAD, {"name": "Neu"}, dry_run=True, create_topics=True)
        assert not report.written
        assert report.created == ["Neu"]
        assert report.updated == [("Gut", ("summary", "topics"))]
        assert report.new_topics == ["Neues Thema"]
        assert places_of_problems(report) == [(2, "postcode")]
        assert (Topic.objects.count(), Page.objects.count()) == (topics, pages)
        assert page("gut").summary == ""

    def test_dry_run_on_an_empty_portal_leaves_it_empty(self):
        DirectoryPage.objects.all().delete()
        assert run(GOOD, dry_run=True).created == ["Gut"]
        assert not DirectoryPage.objects.exists()

    def test_dry_run_asks_the_database_for_nothing_but_reads(self):
        put(GOOD)
        generation = changes.generation()
        run(GOOD | {"summary": "Neu."}, {"name": "Neu"}, dry_run=True)
        assert changes.generation() == generation

    def test_problems_while_writing_undo_everything(self):
        put(GOOD | {"summary": "Da."})
        page("gut").save_revision().publish()
        ActorPage.objects.update(summary="")  # Wagtail publishes no page without what it asks for
        rows = (GOOD | {"street": "Gasse 1"}, {"id": "neu", "name": "Neu"})
        report = run(*rows)
        assert places_of_problems(report) == [(1, "")]
        assert not Organisation.objects.filter(register_id="neu").exists()
        report = run(*rows, partial=True)
        assert (report.created, report.updated) == (["Neu"], [])
        assert not page("gut").addresses.get().street

    def test_a_row_whose_page_is_refused_leaves_nothing(self):
        put(ALLIANCE, GOOD | {"summary": "Da."}, {"id": "da", "name": "Da"})
        page("gut").save_revision().publish()
        ActorPage.objects.filter(organisation__register_id="gut").update(summary="")
        before = state("gut")
        logged = ModelLogEntry.objects.count()
        changed = {"short_name": "G", "founded": "1990", "name": "Besser", "former_names": ["Alt"]}
        refused = GOOD | changed | {"street": "Gasse 1", "topics": ["Nie", "Doch"], "alliances": ["b"]}
        report = run(
            refused,
            {"id": "da", "name": "Da", "short_name": "D", "street": "Gasse 2", "topics": ["Doch"]},
            partial=True,
            create_topics=True,
        )
        assert places_of_problems(report) == [(1, "")]
        assert state("gut") == before
        assert ModelLogEntry.objects.count() == logged + 1
        assert not Topic.objects.filter(name="Nie").exists()
        assert report.new_topics == ["Doch"]
        assert (state("da")["short_name"], state("da")["topics"]) == ("D", ["doch"])
        assert report.updated == [("Da", ("short_name", "street", "topics"))]

    def test_page_that_somebody_works_on_is_left_alone(self):
        put(GOOD)
        found = page("gut")
        found.summary = "Entwurf."
        found.save_revision()
        assert places_of_problems(run(GOOD | {"street": "Gasse 1"})) == [(1, "")]
        assert put(GOOD).unchanged == 1
        assert put(GOOD | {"short_name": "G"}).updated == [("Gut", ("short_name",))]

    def test_page_taken_offline_stays_offline(self):
        put(GOOD)
        page("gut").unpublish()
        assert places_of_problems(run(GOOD | {"street": "Gasse 1"})) == [(1, "")]
        assert not page("gut").live

    def test_external_entries_get_no_page(self):
        Organisation.objects.create(register_id="fern", name="Fern", is_external=True)
        assert places_of_problems(run({"id": "fern", "name": "Fern", "summary": "x"})) == [(1, "")]
        assert put({"id": "fern", "name": "Fern", "short_name": "F"}).updated == [("Fern", ("short_name",))]


class TestFinding(Importing):
    def test_by_id_or_by_name_and_town(self):
        put(GOOD)
        assert put(GOOD).unchanged == 1
        assert put({"name": "GUT", "municipality": "Zwickau, Stadt"}).updated == [
            ("GUT", ("municipality", "name"))
        ]
        assert put({"name": "Gut", "municipality": "Pirna"}).created == ["Gut"]
        assert Organisation.objects.count() == 2

    def test_rows_without_id_are_found_again(self):
        rows = [
            {"name": "Feuerwehr", "municipality": town, "district": "14522"}
            for town in ("", "Kleinweltwitz", "Großweltwitz")
        ]
        assert len(put(*rows[1:]).created) == 2
        assert put(*rows[1:]).unchanged == 2
        assert places_of_problems(run(rows[0])) == [(1, "name")]
        put(rows[0] | {"id": "f"})
        assert put(*rows).unchanged == 3

    def test_name_in_another_script_is_a_name(self):
        put({"name": "مركز"}, {"name": "بيت"})
        assert put({"name": "بيت"}, {"name": "مركز"}).unchanged == 2

    def test_name_alone_finds_the_only_one(self):
        put(GOOD)
        assert put({"name": "Gut"}).unchanged == 1
        put({"id": "zwei", "name": "Gut", "municipality": "Pirna"})
        assert places_of_problems(run({"name": "Gut"})) == [(1, "name")]

    def test_same_name_and_town_under_two_ids_are_two(self):
        put(GOOD, GOOD | {"id": "zwei"})
        assert Organisation.objects.filter(name="Gut").count() == 2
        assert places_of_problems(run({"name": "Gut", "municipality": "Zwickau"})) == [(1, "name")]

    def test_id_for_one_that_had_none_is_asked_about(self):
        put({"name": "Gut", "municipality": "Zwickau"})
        assert places_of_problems(run(GOOD)) == [(1, "id")]

    def test_same_row_twice_is_a_problem_with_the_first_line(self):
        report = run(
            GOOD, {"name": "Anders"}, GOOD, {"name": "Gut", "municipality": "Zwickau"}, {"name": "anders"}
        )
        assert places_of_problems(report) == [(3, "id"), (4, "name"), (5, "name")]
        assert "1" in report.problems[0].reason

    def test_renamed_organisation_is_found_by_id(self):
        put(GOOD)
        assert put(GOOD | {"name": "Besser"}).updated == [("Besser", ("name",))]
        assert put(GOOD | {"name": "Besser"}).unchanged == 1


class TestKinds(Importing):
    def test_organisation_and_alliance_do_not_turn_into_each_other(self):
        put(GOOD, ALLIANCE)
        report = run(GOOD | {"kind": "Bündnis"}, ALLIANCE | {"kind": "Verein"})
        assert places_of_problems(report) == [(1, "kind"), (2, "kind")]
        assert put(GOOD | {"kind": "Stiftung"}).updated == [("Gut", ("kind",))]

    def test_only_alliances_have_goals(self):
        goals = {"goals": ["x"], "legal_note": "y", "partner_lines": ["z"]}
        assert places_of_problems(run(GOOD | goals)) == [
            (1, "goals"),
            (1, "legal_note"),
            (1, "partner_lines"),
        ]
        put(ALLIANCE | goals)
        assert Goal.objects.get().text == "x"

    def test_names_longer_than_their_place_must_be_known(self):
        long = "Verein " + "lang " * 40
        row = ALLIANCE | {"goals": [{"text": "x", "responsible": long.strip()}]}
        assert places_of_problems(run(row)) == [(1, "goals")]
        put(row, {"id": "v", "name": long})
        goal = Goal.objects.get()
        assert (goal.responsible, goal.responsible_text) == (entry("v"), "")
        assert put(row).unchanged == 1


class TestWhatOthersDoMeanwhile(Importing):
    """Somebody saves between the plan, which takes long and locks nothing, and the writing."""

    def meanwhile(self, act, *rows):
        """Import rows while somebody does something after they were planned."""
        write = Writer.write

        def after_the_act(writer, items):
            act()
            write(writer, items)

        with mock.patch.object(Writer, "write", after_the_act):
            return run(*rows)

    def test_an_emergency_switch_stays_on_and_other_columns_stay_as_they_are(self):
        put(GOOD)
        entry = Organisation.objects.get(register_id="gut")
        report = self.meanwhile(
            lambda: (
                shielding.shield(entry, None),
                Organisation.objects.filter(pk=entry.pk).update(register_number="VR 1"),
            ),
            GOOD | {"short_name": "G"},
        )
        assert [name for name, _columns in report.updated] == ["Gut"]
        entry.refresh_from_db()
        assert (entry.is_shielded, entry.short_name, entry.register_number) == (True, "G", "VR 1")

    def test_the_same_entry_made_by_somebody_else_stops_the_list_as_a_whole(self):
        put(GOOD)
        report = self.meanwhile(
            lambda: builders.organisation("Andere", register_id="neu"),
            {"id": "erst", "name": "Erst"},
            {"id": "neu", "name": "Neu"},
        )
        assert report.conflict
        assert not report.written
        assert not Organisation.objects.filter(register_id="erst").exists()

    def test_planning_holds_no_lock(self):
        put(GOOD)
        held = []
        plan = Planner.plan

        def watched(planner, rows):
            held.append(connection.savepoint_ids[:])
            return plan(planner, rows)

        with mock.patch.object(Planner, "plan", watched):
            before = connection.savepoint_ids[:]
            run(GOOD | {"summary": "Neu."}, {"name": "Neu"})
        assert held == [before]


class TestReferences(Importing):
    def test_what_an_import_refers_to_is_indexed_as_wagtail_does_it(self):
        put(ALLIANCE, GOOD | {"alliances": ["b"], "offers": ["Kurs: Deutsch"]})
        found = sorted(references())
        for made in (
            *ActorPage.objects.all().specific(),
            *Membership.objects.all(),
            *Organisation.objects.all(),
        ):
            ReferenceIndex.create_or_update_for_object(made)
        assert sorted(references()) == found
        assert len(found) > 3


def references():
    """Return every row of the reference index as plain values."""
    return ReferenceIndex.objects.values_list(
        "base_content_type__model",
        "content_type__model",
        "object_id",
        "to_content_type__model",
        "to_object_id",
        "model_path",
        "content_path",
        "content_path_hash",
    )


class TestAddresses(Importing):
    def test_page_that_would_stand_where_something_else_answers_gets_a_number(self):
        put({"id": "x", "name": "Einbetten"}, {"id": "y", "name": "A-Z"})
        assert page("x").slug == "einbetten-2"
