"""A list is imported as a whole or not at all, finds what is there, and can be repeated without a change."""

import random
from unittest import mock

from django.db import connection
from django.test import TestCase
from wagtail.models import Page, ReferenceIndex

from network import shielding
from network.exchange.importing import Importer
from network.exchange.planning import Planner
from network.exchange.writing import Writer
from network.models import (
    ActorPage,
    DirectoryPage,
    Funding,
    Goal,
    Membership,
    Organisation,
    OrganisationPage,
    Region,
    Topic,
)
from network.records import public_record
from network.setup import set_up_portal
from portal import changes
from tests import builders
from tests.benchmarks.generate import generate
from tests.network.exchange_lists import (
    count_queries,
    csv_text,
    entry,
    page,
    places_of_problems,
    put,
    read,
    run,
    run_file,
    state,
)

GOOD = {"id": "gut", "name": "Gut", "municipality": "Zwickau", "topics": ["Sport"]}
BAD = {"id": "schlecht", "name": "Schlecht", "postcode": "?"}
ALLIANCE = {"id": "b", "name": "Bündnis", "kind": "alliance", "short_name": "BÜ"}


class Importing(TestCase):
    """A portal with its places and topics, and no organisation."""

    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        changes.drain()


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


class TestMemberships(Importing):
    def memberships(self):
        """Return what an export says of every membership."""
        return {
            row.organisation.register_id: state(row.organisation.register_id)["alliances"]
            for row in Membership.objects.select_related("organisation")
        }

    def member(self, *alliances, **cells):
        """Return a row with memberships."""
        return {"id": "m", "name": "Mitglied", "alliances": list(alliances)} | cells

    def test_alliances_may_stand_behind_their_members_and_be_named_by_id_name_or_short_name(self):
        rows = [self.member(word, id=f"m{n}", name=f"M{n}") for n, word in enumerate(("b", "BÜNDNIS", "bü"))]
        put(*rows, ALLIANCE)
        assert self.memberships() == {f"m{n}": [{"alliance": "b", "kind": "member"}] for n in range(3)}
        assert put(ALLIANCE, *rows).unchanged == 4

    def test_memberships_carry_what_the_list_says(self):
        given = {
            "alliance": "b",
            "kind": "host",
            "since": "2012",
            "until": "2020-05-01",
            "status": "left",
            "statement": "Ja.",
        }
        put(ALLIANCE, self.member(given))
        row = Membership.objects.get()
        assert (row.since.isoformat(), row.since_text, row.until.isoformat()) == (
            "2012-01-01",
            "2012",
            "2020-05-01",
        )
        assert self.memberships() == {"m": [given]}
        assert put(self.member(given)).unchanged == 1

    def test_later_lists_fill_in_what_was_not_known(self):
        put(ALLIANCE, self.member("b"))
        assert put(self.member({"alliance": "b", "since": "2012"})).updated == [("Mitglied", ("alliances",))]
        put(self.member({"alliance": "b", "since": "2012-01-01", "statement": "Ja."}))
        assert put(self.member("b")).unchanged == 1
        assert put(self.member({"alliance": "b", "kind": "member"})).unchanged == 1
        assert self.memberships() == {
            "m": [{"alliance": "b", "kind": "member", "since": "2012", "statement": "Ja."}]
        }

    def test_another_role_or_begin_is_another_membership(self):
        put(ALLIANCE, self.member({"alliance": "b", "since": "2012", "until": "2015"}))
        put(
            self.member(
                {"alliance": "b", "since": "2018"}, {"alliance": "b", "kind": "host", "since": "2018"}
            )
        )
        assert Membership.objects.count() == 3

    def test_same_membership_twice_in_a_row_is_one(self):
        put(ALLIANCE, self.member("b", "Bündnis", {"alliance": "bü", "kind": "member"}))
        assert Membership.objects.count() == 1

    def test_memberships_a_list_does_not_name_stay(self):
        put(ALLIANCE, ALLIANCE | {"id": "c", "name": "Zweites", "short_name": ""}, self.member("b"))
        put(self.member("c"))
        put(self.member())
        assert Membership.objects.count() == 2

    def test_nobody_belongs_to_itself_or_in_a_circle(self):
        second = ALLIANCE | {"id": "c", "name": "Zweites", "short_name": ""}
        assert places_of_problems(run(ALLIANCE | {"alliances": ["b"]})) == [(1, "alliances")]
        third = ALLIANCE | {"id": "d", "name": "Drittes", "short_name": "", "alliances": ["b"]}
        rows = (ALLIANCE | {"alliances": ["c"]}, second | {"alliances": ["d"]}, third)
        assert places_of_problems(run(*rows)) == [(3, "alliances")]
        report = run(*rows, partial=True)
        assert report.created == ["Bündnis", "Zweites"]
        assert report.unknown.words["alliances"] == {"d": [2]}
        put(third)
        # What was kept would close the circle; it stays kept, and is no fault of this list.
        assert put(second | {"alliances": []}).unchanged == 1
        assert list(entry("c").unmatched) == ["alliances/d"]

    def test_circle_with_what_is_there_already_is_found(self):
        put(ALLIANCE, ALLIANCE | {"id": "c", "name": "Zweites", "short_name": "", "alliances": ["b"]})
        assert places_of_problems(run(ALLIANCE | {"alliances": ["c"]})) == [(1, "alliances")]
        assert Membership.objects.count() == 1

    def test_what_is_no_alliance_has_no_members(self):
        assert places_of_problems(run(GOOD, self.member("gut"))) == [(2, "alliances")]

    def test_name_of_two_alliances_is_asked_about(self):
        put(ALLIANCE, ALLIANCE | {"id": "c", "short_name": ""})
        assert places_of_problems(run(self.member("Bündnis"))) == [(1, "alliances")]
        put(self.member("c"))

    def test_problems_of_memberships_undo_everything(self):
        report = run(ALLIANCE, GOOD, self.member("gut", "b"))
        assert not report.written
        assert not Organisation.objects.exists()
        assert run(ALLIANCE, GOOD, self.member("gut", "b"), partial=True).created == ["Bündnis", "Gut"]

    def test_unknown_alliance_is_kept_with_all_that_was_said_until_it_is_known(self):
        given = {"alliance": "Fernes Bündnis", "kind": "host", "since": "2012", "statement": "a: b\n\nc"}
        report = put(self.member(given))
        assert report.unknown.words == {"alliances": {"Fernes Bündnis": [1]}}
        assert "Fernes Bündnis" in public_record(page("m")).unmatched
        assert state("m")["alliances"] == [given]
        assert put(state("m")).unchanged == 1
        assert put(self.member()).unchanged == 1
        put({"id": "f", "name": "Fernes Bündnis", "kind": "alliance"})
        assert put(self.member()).updated == [("Mitglied", ("alliances",))]
        assert state("m")["alliances"] == [given | {"alliance": "f"}]
        assert entry("m").unmatched == {}

    def test_kept_alliance_that_the_row_names_under_its_id_is_one_membership(self):
        put(self.member("Fernes Bündnis"))
        put({"id": "f", "name": "Fernes Bündnis", "kind": "alliance"})
        put(self.member("f"))
        assert self.memberships() == {"m": [{"alliance": "f", "kind": "member"}]}
        assert entry("m").unmatched == {}

    def test_ended_and_open_memberships_are_told_apart(self):
        given = [
            {"alliance": "b", "kind": "member", "until": "2010-01-01"},
            {"alliance": "b", "kind": "member", "since": "2012-05-01"},
        ]
        put(ALLIANCE, self.member(*given))
        assert put(self.member(*given[::-1])).unchanged == 1
        assert put(self.member(given[0])).unchanged == 1
        assert put(self.member("b")).unchanged == 1
        assert places_of_problems(run(self.member({"alliance": "b", "until": "2011"}))) == [(1, "alliances")]
        put(self.member({"alliance": "b", "until": "2020-01-01"}))
        assert self.memberships()["m"][1] == given[1] | {"until": "2020-01-01"}

    def test_members_of_a_row_that_falls_out_do_not_hang_on_it(self):
        report = run(ALLIANCE | {"postcode": "?"}, self.member("b"), partial=True)
        assert report.created == ["Mitglied"]
        assert state("m")["alliances"] == [{"alliance": "b"}]

    def test_fundings_are_replaced_but_those_that_stay_keep_their_recipients(self):
        fundings = [
            {"programme": "A", "funder": "Gut", "since": "2024"},
            {"programme": "B", "funder": "Land"},
        ]
        put(ALLIANCE | {"funding": fundings}, GOOD)
        kept = Funding.objects.get(programme="A")
        kept.recipients.add(entry("gut"))
        assert (kept.funder, kept.funder_text) == (entry("gut"), "")
        assert put(ALLIANCE | {"funding": fundings[::-1]}).unchanged == 1
        put(ALLIANCE | {"funding": [fundings[0], {"programme": "C", "until": "2026-12-31"}]})
        assert set(Funding.objects.values_list("programme", flat=True)) == {"A", "C"}
        assert list(Funding.objects.get(pk=kept.pk).recipients.all()) == [entry("gut")]


class TestUnknownWords(Importing):
    ROW = {
        "id": "u", "name": "Unbekannt", "kind": "Kaffeekränzchen", "legal_form": "Hansebund",
        "topics": ["Sport", "Teichwirtschaft"], "target_groups": ["Imker"],
        "languages": ["Klingonisch", "de"],
        "accessibility": ["Hubschrauber"], "regions_served": ["Mittelerde", "14524"],
        "municipality": "Kleinweltwitz",
        "district": "Amt Weltwitz", "opening_hours": ["nach Vereinbarung", "Mo 10-12"],
        "offers": [{"title": "Rat", "kind": "Orakel", "languages": ["Elbisch"]}],
        "alliances": ["Fernes Bündnis"],
    }  # fmt: skip
    WORDS = {
        "Kaffeekränzchen", "Hansebund", "Teichwirtschaft", "Imker", "Klingonisch", "Hubschrauber",
        "Mittelerde",
        "Kleinweltwitz", "Amt Weltwitz", "nach Vereinbarung", "Orakel", "Elbisch", "Fernes Bündnis",
    }  # fmt: skip

    def test_every_one_is_listed_kept_searchable_and_exported(self):
        report = put(self.ROW)
        assert {word for words in report.unknown.words.values() for word in words} == self.WORDS
        kept = {word for words in entry("u").unmatched.values() for word in words}
        assert kept == self.WORDS
        assert set(public_record(page("u")).unmatched) == self.WORDS
        found = state("u")
        assert found["kind"] == "Kaffeekränzchen"
        assert found["topics"] == ["sport", "Teichwirtschaft"]
        assert found["offers"] == [{"title": "Rat", "kind": "Orakel", "languages": ["Elbisch"]}]
        assert found["municipality"] == "Kleinweltwitz"
        assert found["district"] == "Amt Weltwitz"

    def test_repeating_them_changes_nothing(self):
        put(self.ROW)
        assert put(self.ROW).unchanged == 1
        assert put(state("u")).unchanged == 1

    def test_word_that_became_known_finds_its_place(self):
        put(self.ROW)
        Topic.objects.create(slug="teich", name="Teichwirtschaft")
        parent = Region.objects.get(code="14522")
        Region.objects.create(kind="municipality", code="14522999", name="Kleinweltwitz", parent=parent)
        assert put(self.ROW).updated == [("Unbekannt", ("municipality", "topics"))]
        assert entry("u").seat.code == "14522999"
        assert not {"topics", "places"} & set(entry("u").unmatched)
        assert page("u").addresses.get().region.code == "14522999"
        assert put(self.ROW).unchanged == 1

    def test_word_replaced_by_a_known_one_is_forgotten(self):
        put(self.ROW)
        put(
            {
                "id": "u",
                "name": "Unbekannt",
                "kind": "Verein",
                "languages": ["de"],
                "municipality": "Pirna",
                "offers": [],
            }
        )
        kept = set(entry("u").unmatched)
        assert not {"kind", "languages", "places", "offers/kind/Rat", "offers/languages/Rat"} & kept
        assert "topics" in kept

    def test_town_that_is_kept_back_is_not_told_by_the_words(self):
        put(self.ROW | {"disclosure": {"address": "district"}})
        assert "Kleinweltwitz" not in public_record(page("u")).unmatched

    def test_create_topics_adds_them(self):
        rows = (self.ROW, {"name": "Zwei", "topics": ["teichwirtschaft!", "Sport"]})
        report = put(*rows, create_topics=True)
        assert report.new_topics == ["Teichwirtschaft"]
        assert "topics" not in report.unknown.words
        assert state("u")["topics"] == ["sport", "teichwirtschaft"]
        assert "topics" not in entry("u").unmatched
        assert put(*rows, create_topics=True).unchanged == 2

    def test_topics_of_refused_rows_are_not_made(self):
        before = set(Topic.objects.values_list("slug", flat=True))
        bad = {"name": "Schlecht", "topics": ["Nie"], "postcode": "?"}
        late = {"name": "Spät", "topics": ["Auch nie"], "goals": ["x"]}
        report = run(GOOD | {"topics": ["Doch"]}, bad, late, partial=True, create_topics=True)
        assert report.new_topics == ["Doch"]
        assert set(Topic.objects.values_list("slug", flat=True)) - before == {"doch"}
        run(GOOD | {"topics": ["Neu"]}, bad, create_topics=True)
        assert not Topic.objects.filter(name="Neu").exists()

    def test_topics_in_another_script_get_slugs_of_their_own(self):
        put({"id": "x", "name": "X", "topics": ["سلام", "بيت"]}, create_topics=True)
        assert page("x").topic_links.count() == 2


class TestHostile(Importing):
    def test_html_is_text_everywhere(self):
        attack = "<script>alert(1)</script>"
        put(
            {
                "id": "x",
                "name": attack,
                "summary": attack,
                "body": attack,
                "offers": [attack],
                "topics": [attack],
            }
        )
        assert attack not in str(page("x").story)
        assert state("x")["body"] == attack
        assert page("x").slug == "scriptalert1script"

    def test_rows_of_rubbish_are_all_named(self):
        dice = random.Random(3)  # noqa: S311 - rubbish, no secrets
        rubbish = [
            None,
            True,
            17,
            1e300,
            -1,
            "",
            "x" * 400,
            [],
            {},
            [[1]],
            [{"a": 1}],
            {"a": [1]},
            "\x00",
            "\ud800",
            "💥",
        ]
        columns = list(next(generate(1, full=True)))
        rows = [
            {"name": f"R{n}"} | {column: dice.choice(rubbish) for column in dice.sample(columns, 6)}
            for n in range(200)
        ]
        raw = read(*({key: value for key, value in row.items() if value != "\ud800"} for row in rows))
        report = Importer(partial=True).run(raw)
        assert {problem.line for problem in report.problems} <= set(range(1, 201))
        assert len(report.problems) > 100
        assert len(report.created) + len({problem.line for problem in report.problems}) == 200

    def test_lone_surrogates_of_json_are_refused(self):
        report = run_file(b'{"name": "A \\ud800"}\n{"name": "B", "body": "\\udfff"}')
        assert places_of_problems(report) == [(1, "name"), (2, "body")]

    def test_cell_of_ten_megabytes_is_named_with_its_heading(self):
        report = run_file(csv_text([["Name", "Beschreibung"], ["A", "x" * 10_000_000]]).encode())
        assert places_of_problems(report) == [(2, "body")]
        assert report.headings["body"] == "Beschreibung"

    def test_list_without_rows_does_nothing(self):
        report = run_file(b"Name;Ort\n")
        assert report.written
        assert (report.created, report.updated, report.unchanged, report.problems) == ([], [], 0, [])

    def test_thousand_problems_cost_no_more_than_thousand_rows(self):
        rows = [{"name": f"R{n}", "kind": "alliance", "alliances": [f"R{n}"]} for n in range(300)]
        assert len(run(*rows).problems) == 300


class TestManyRows(Importing):
    def test_progress_ends_with_everything(self):
        seen = []
        Importer().run(read(GOOD, {"name": "Zwei"}), lambda done, total: seen.append((done, total)))
        assert seen[-1] == (4, 4)
        assert seen == sorted(seen)

    def test_queries_do_not_grow_with_the_rows(self):
        put(*generate(90, seed=9))
        rows = [state(row["id"]) for row in generate(90, seed=9)]
        few, many = [count_queries(lambda part=part: put(*part)) for part in (rows[4:49], rows)]
        assert many == few

    def test_writing_takes_few_queries_for_each_row(self):
        small = count_queries(lambda: put(*generate(10, seed=2)))
        large = count_queries(lambda: put(*({**row, "id": f"x{row['id']}"} for row in generate(50, seed=3))))
        assert (large - small) / 40 < 10

    def test_pages_are_of_their_type_and_in_the_tree(self):
        put(*generate(60))
        assert OrganisationPage.objects.count() == 58
        assert not any(Page.find_problems())


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
