"""Lists say who takes part in which alliance, since when, in which role, and whose money it has."""

from network.models import Funding, Membership, Organisation
from network.records import public_record
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
