"""What the page of an alliance shows: goals by level, members by role and district, alliances within it."""

import pytest

from network.presentation.actor import Addresses
from network.presentation.alliance import CLOTH, SHOWN_PER_GROUP, goal_groups, present_alliance
from network.records import FundingFact, GoalFact, MilestoneFact
from network.tilemap import tile_map
from tests.builders import actor_record, day, language, membership_fact

TO = Addresses("/initiativen/", {7: "/initiativen/haus/"})


@pytest.fixture(autouse=True)
def english():
    """Read in English, whose words stand in the code."""
    with language("en"):
        yield


@pytest.fixture(autouse=True)
def no_outlines(monkeypatch):
    """Draw the tile map, which needs no database."""
    monkeypatch.setattr("network.presentation.alliance.district_map", tile_map)


def shown(*members, **facts):
    """Return the view of an alliance with these members."""
    record = actor_record(type="alliance", kind="alliance", register_id="netz 1", **facts)
    return present_alliance(record, list(members), TO, 14)


def names(view):
    """Return the names of the members by group."""
    return {group.heading: [member.name for member in group.members] for group in view.member_groups}


class TestMembers:
    def test_members_stand_by_role_and_name(self):
        view = shown(
            membership_fact("Zebra"),
            membership_fact("amsel"),
            membership_fact("Gründer", kind="founding"),
            membership_fact("Partner", kind="partner"),
            membership_fact("Freunde", kind="supporter"),
            membership_fact("Gast", kind="guest"),
        )
        assert names(view) == {
            "Founding members": ["Gründer"],
            "Members": ["amsel", "Zebra"],
            "Cooperation partners": ["Partner"],
            "Supporters": ["Freunde"],
            "Guests": ["Gast"],
        }
        assert (view.member_count, view.partner_count) == (3, 1)

    def test_who_has_two_roles_counts_once(self):
        view = shown(membership_fact("Haus"), membership_fact("Haus", kind="founding"))
        assert view.member_count == 1
        assert len(view.cloth) == 1

    def test_hosts_stand_apart_from_members(self):
        view = shown(membership_fact("Träger", kind="host", other_page_id=7))
        assert [(link.label, link.url) for link in view.hosts] == [("Träger", "/initiativen/haus/")]
        assert view.member_groups == ()
        assert view.member_count == 0

    def test_dormant_members_say_so_and_former_ones_are_gone(self):
        view = shown(
            membership_fact("Ruht", status="dormant", other_seat="Zwickau", since_text="2012"),
            membership_fact("Ging", status="left"),
            membership_fact("Ausgeschlossen", status="excluded"),
        )
        assert names(view) == {"Members": ["Ruht"]}
        assert view.member_groups[0].members[0].note == "Zwickau, since 2012, Dormant"

    def test_a_municipality_is_named_as_one(self):
        view = shown(membership_fact("Zwickau", other_kind="municipality", other_seat="Zwickau"))
        assert view.member_groups[0].members[0].note == "Municipality"

    def test_since_when_is_told_as_exactly_as_it_is_known(self):
        view = shown(membership_fact("Haus", since=day("2019-01-01")))
        assert view.member_groups[0].members[0].note == "since 2019"

    def test_long_lists_lead_to_the_directory(self):
        view = shown(*(membership_fact(f"Haus {number:02}") for number in range(60)))
        group = view.member_groups[0]
        assert (len(group.members), group.total) == (SHOWN_PER_GROUP, 60)
        assert group.more_url == view.members_url == "/initiativen/?buendnis=netz+1"
        assert len(view.cloth) == CLOTH

    def test_short_lists_are_whole(self):
        view = shown(*(membership_fact(f"Haus {number:02}") for number in range(SHOWN_PER_GROUP)))
        assert view.member_groups[0].more_url == ""

    def test_nested_alliances_stand_by_themselves_once_with_role_and_page(self):
        kreis = {"other_kind": "alliance", "other_page_id": 7, "statement": "Gern dabei."}
        view = shown(
            membership_fact("Haus"),
            membership_fact("Kreis", **kreis),
            membership_fact("Kreis", kind="partner", **kreis),
            membership_fact("Land", kind="host", other_kind="alliance"),
        )
        assert names(view) == {"Members": ["Haus"]}
        (member,) = view.nested.members
        assert (member.url, member.statement) == ("/initiativen/haus/", "Gern dabei.")
        assert member.note == "Cooperation partner"
        assert view.member_count == 2
        assert shown(membership_fact("Haus")).nested is None

    def test_many_nested_alliances_are_cut_like_members(self):
        view = shown(*(membership_fact(f"Kreis {n:02}", other_kind="alliance") for n in range(60)))
        assert (len(view.nested.members), view.nested.total) == (SHOWN_PER_GROUP, 60)
        assert view.nested.more_url == view.members_url


class TestMap:
    def counts(self, view):
        """Return the districts with members, and what stands beside the map."""
        found = {one.ags: one.count for one in view.members_map.districts if one.count}
        return found, [(link.count, link.url) for link in view.members_map.elsewhere]

    def test_members_are_counted_by_district_each_once(self):
        view = shown(
            membership_fact("A", other_district="district:14524"),
            membership_fact("A", kind="founding", other_district="district:14524"),
            membership_fact("B", kind="guest", other_district="district:14524"),
            membership_fact("C", other_kind="alliance", other_district="district:14625"),
        )
        assert self.counts(view) == ({"14524": 2, "14625": 1}, [])

    def test_hosts_and_former_members_are_not_counted(self):
        view = shown(
            membership_fact("A", other_district="district:14524"),
            membership_fact("T", kind="host", other_district="district:14524"),
            membership_fact("G", status="left", other_district="district:14524"),
        )
        assert self.counts(view) == ({"14524": 1}, [])

    def test_a_district_leads_to_the_members_there(self):
        view = shown(membership_fact("A", other_district="district:14524"))
        urls = {one.ags: one.url for one in view.members_map.districts}
        assert urls["14524"] == "/initiativen/?buendnis=netz+1&region=14524"

    def test_the_rest_is_counted_beside_the_map(self):
        view = shown(
            membership_fact("A", other_district="district:14524"),
            membership_fact("B", other_district="district:16077"),
            membership_fact("C"),
        )
        assert self.counts(view) == ({"14524": 1}, [(2, "/initiativen/?buendnis=netz+1")])

    def test_without_any_district_there_is_no_map(self):
        assert shown(membership_fact("C")).members_map is None
        assert shown().members_map is None


class TestGoals:
    def tree(self, *levels):
        """Return the levels of a tree of goals as nested lists."""

        def nested(goals):
            return [(goal.title, nested(goal.children)) for group in goals for goal in group.goals]

        names = {"l": "leitziel", "m": "mittlerziel", "x": "measure"}
        return nested(goal_groups(GoalFact(names[word[0]], word, "", "") for word in levels))

    def test_measures_stand_below_goals_and_goals_below_the_guiding_goal(self):
        assert self.tree("l", "m1", "x1", "x2", "m2") == [
            ("l", [("m1", [("x1", []), ("x2", [])]), ("m2", [])])
        ]

    def test_goals_without_a_guiding_one_stand_alone(self):
        assert self.tree("m1", "x1", "l") == [("m1", [("x1", [])]), ("l", [])]
        assert self.tree("x1", "m1") == [("x1", []), ("m1", [])]
        assert self.tree("l", "x1") == [("l", [("x1", [])])]
        assert self.tree() == []

    def test_levels_are_told_apart_and_called_as_funding_rules_call_them(self):
        levels = ("leitziel", "mittlerziel", "measure", "mittlerziel")
        (main,) = goal_groups(GoalFact(level, "A", "text", "Büro") for level in levels)
        assert (main.level, main.label) == ("main", "Guiding goal (Leitziel)")
        (goal,) = main.goals
        assert (goal.responsible, goal.text) == ("Büro", "text")
        (middle,) = goal.children
        assert (middle.level, middle.label) == ("middle", "Intermediate goals (Mittlerziele)")
        (measures,) = middle.goals[0].children
        assert (measures.level, measures.label) == ("measure", "Measure")

    def test_levels_that_alternate_are_headed_each_time(self):
        found = goal_groups(GoalFact(level, "", "t", "") for level in ("mittlerziel", "leitziel", "leitziel"))
        assert [group.label for group in found] == [
            "Intermediate goal (Mittlerziel)",
            "Guiding goals (Leitziele)",
        ]


class TestFacts:
    def test_the_newest_focus_comes_first(self):
        view = shown(focus=(MilestoneFact(2024, "a"), MilestoneFact(2026, "b")))
        assert [one.when for one in view.focus] == ["2026", "2024"]

    def test_funding_says_from_whom_and_when(self):
        view = shown(
            fundings=(
                FundingFact("Programm", "Land", "Stelle", day("2024-01-01"), day("2026-01-01")),
                FundingFact("", "Stiftung", "", None, None),
            )
        )
        assert [(one.funder, one.purpose, one.period) for one in view.fundings] == [
            ("Programm, Land", "Stelle", "2024–2025"),
            ("Stiftung", "", ""),
        ]

    def test_the_year_of_its_founding_and_its_legal_note(self):
        view = shown(founded="2012-03-14", legal_note="No fee.", partner_lines=("Vereine",))
        assert (view.since_label, view.legal_note, view.partner_lines) == ("2012", "No fee.", ("Vereine",))

    def test_equal_facts_give_equal_views(self):
        record = actor_record(kind="alliance")
        members = [membership_fact(other_district="district:14524"), membership_fact("B")]
        views = [present_alliance(record, members, TO, 14) for _number in range(2)]
        assert hash(views[0]) == hash(views[1])
