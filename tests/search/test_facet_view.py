"""Filters with counts: chosen values and the most frequent first."""

from collections.abc import Mapping

import pytest
from django.utils import timezone

from network.region_table import RegionRow, RegionTable
from search import facet_view
from search.facet_labels import FACET_KINDS, FacetKind
from search.facet_view import facets_of, region_facet
from search.query import SearchRequest
from search.service import SearchResult
from tests.builders import language


def region(key, name, parent=None, label=None):
    """Return a region of the table."""
    kind, _colon, code = key.partition(":")
    return RegionRow(key, code, kind, name, label or name, "", (), parent, None, None, 0)


TABLE = RegionTable(
    {
        row.key: row
        for row in (
            region("state:14", "Sachsen"),
            region("state:15", "Sachsen-Anhalt"),
            region("district:14524", "Zwickau", "state:14", "Landkreis Zwickau"),
            region("district:14625", "Bautzen", "state:14", "Landkreis Bautzen"),
            region("district:14713", "Leipzig", "state:14", "Stadt Leipzig"),
            region("district:15001", "Dessau", "state:15", "Stadt Dessau"),
            region("municipality:14524330", "Zwickau", "district:14524"),
            region("municipality:14524300", "Werdau", "district:14524"),
            region("municipality:14713000", "Leipzig", "district:14713"),
        )
    }
)
COUNTS = {
    "state:14": 9,
    "district:14524": 5,
    "district:14625": 1,
    "district:14713": 3,
    "municipality:14524330": 2,
    "municipality:14524300": 3,
    "municipality:14713000": 3,
}


@pytest.fixture(autouse=True)
def english():
    """Read in English, whose words stand in the code."""
    with language("en"):
        yield


def result(open_count=None, **facets: Mapping[str, int]):
    """Return an answer with these counts."""
    return SearchResult(SearchRequest(now=timezone.now()), 9, (), facets, open_count, "none", 0.0)


def areas(*selected, counts=COUNTS):
    """Return the filter of areas as lines: `*` marks chosen ones, `-` disabled ones."""
    facet = region_facet(result(region=counts), selected, TABLE)

    def line(value):
        mark = "*" if value.selected else "-" if value.disabled else ""
        below = " ".join(line(child) for child in value.children)
        return f"{mark}{value.label} {value.count}" + (f" [{below}]" if below else "")

    return [line(value) for value in (*facet.values, *facet.more_values)]


class TestAreas:
    def test_the_districts_of_states_with_results_stand_by_their_counts(self):
        assert areas() == ["Landkreis Zwickau 5", "Stadt Leipzig 3", "Landkreis Bautzen 1"]

    def test_a_district_without_results_cannot_be_chosen(self):
        assert areas(counts={"district:14524": 5})[1:] == ["-Landkreis Bautzen 0", "-Stadt Leipzig 0"]

    def test_a_chosen_district_stands_first_with_its_towns(self):
        assert areas("district:14524")[0] == "*Landkreis Zwickau 5 [Werdau 3 Zwickau 2]"

    def test_a_chosen_town_opens_its_district(self):
        assert areas("municipality:14524330")[0] == "Landkreis Zwickau 5 [Werdau 3 *Zwickau 2]"

    def test_a_city_that_is_its_district_has_no_town_below_it(self):
        assert areas("district:14713")[0] == "*Stadt Leipzig 3"

    def test_what_is_chosen_can_be_taken_back_without_results(self):
        found = areas("municipality:14524300", "district:15001", counts={})
        assert found == ["-Landkreis Zwickau 0 [*Werdau 0]", "*Stadt Dessau 0"]

    def test_seven_are_shown_and_all_chosen_ones(self):
        rows = {f"district:1{n:04}": region(f"district:1{n:04}", f"D{n}", "state:14") for n in range(12)}
        table = RegionTable({**TABLE.rows, **rows})
        facet = region_facet(result(region={"district:10001": 1}), list(rows)[:9], table)
        assert len(facet.values) == 9
        assert all(value.selected for value in facet.values)
        assert len(facet.more_values) == 6

    def test_values_are_keys_of_addresses(self):
        facet = region_facet(result(region=COUNTS), (), TABLE)
        assert (facet.key, facet.values[0].key) == ("region", "14524")


class TestFilters:
    @pytest.fixture(autouse=True)
    def one_kind(self, monkeypatch):
        """Show one filter with three labels."""
        labels = {"a": "Zug", "b": "bahn", "c": "Amsel", "d": "Dohle"}
        monkeypatch.setattr(
            facet_view, "FACET_KINDS", (FacetKind("topic", "thema", "Topic", lambda: labels, shown=2),)
        )

    def values(self, counts, selected=(), open_count=None, open_now=False):
        """Return the values of the filter: those shown, those folded."""
        found = facets_of(result(open_count, topic=counts), {"topic": frozenset(selected)}, open_now)
        facet = next(facet for facet in found if facet.key == "thema")
        return [value.label for value in facet.values], [value.label for value in facet.more_values]

    def test_the_most_frequent_stand_first_then_by_name(self):
        assert self.values({"a": 1, "b": 3, "c": 3}) == (["Amsel", "bahn"], ["Zug"])

    def test_chosen_ones_stand_before_all(self):
        assert self.values({"a": 1, "b": 3, "c": 3}, ["a"]) == (["Zug", "Amsel"], ["bahn"])

    def test_values_that_nobody_has_are_left_out_unless_chosen(self):
        assert self.values({"b": 1}, ["d"]) == (["Dohle", "bahn"], [])

    def test_all_chosen_ones_are_shown(self):
        assert self.values({"a": 1, "b": 1, "c": 1}, ["a", "b", "c"])[0] == ["Amsel", "bahn", "Zug"]

    def test_counts_of_what_has_no_label_are_not_shown(self):
        assert self.values({"gone": 4, "a": 1}) == (["Zug"], [])

    def test_a_filter_without_values_is_left_out(self):
        assert [facet.key for facet in facets_of(result(topic={}), {}, open_now=False)] == ["jetzt"]

    def test_reachable_now_counts_and_is_disabled_at_nobody(self):
        for count, chosen, disabled in (
            (2, False, False),
            (0, False, True),
            (0, True, False),
            (None, False, True),
        ):
            value = facets_of(result(count), {}, open_now=chosen)[0].values[0]
            assert (value.count, value.selected, value.disabled) == (count or 0, chosen, disabled)


def test_every_filter_has_a_parameter_of_its_own():
    assert len({kind.parameter for kind in FACET_KINDS}) == len(FACET_KINDS)
