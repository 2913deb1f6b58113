"""The embedded engine: what matches, what counts, in which order, and what completes."""

import pytest

from search.engines.embedded import EmbeddedEngine
from search.types import Alternative, AnyOf, Group, Near, Plan
from tests.search.small_documents import document, engine_with, keys, word

TOWN, OTHER_TOWN, DISTRICT, STATE = "municipality:1", "municipality:2", "district:1", "state:1"
IN_TOWN = ((TOWN, (DISTRICT, STATE)),)


class TestText:
    def test_a_group_counts_its_best_alternative_once(self):
        engine = engine_with(document("a", terms=("n.s:rat", "b.s:rat")), document("b", terms=("b.s:rat",)))
        hits = engine.search(Plan(locale="de", groups=(word(("b.s:rat", 5), ("n.s:rat", 90)),))).hits
        assert [(hit.key, hit.score) for hit in hits] == [("a", 90), ("b", 5)]

    def test_groups_add_up(self):
        engine = engine_with(document("a", terms=("x",)), document("b", terms=("x", "y")))
        hits = engine.search(Plan(locale="de", groups=(word(("x", 10)), word(("y", 3))))).hits
        assert [(hit.key, hit.score) for hit in hits] == [("b", 13), ("a", 10)]

    def test_every_part_of_an_alternative_must_match(self):
        engine = engine_with(document("a", terms=("x", "z")), document("b", terms=("x",)))
        both = Group((Alternative((AnyOf(("x",)), AnyOf(("y", "z"))), 7),))
        assert keys(engine, groups=(both,)) == ["a"]

    def test_the_cut_comes_before_total_and_counts(self):
        engine = engine_with(
            document("a", terms=("x", "y"), facets={"topic": ("t",)}),
            document("b", terms=("x",), facets={"topic": ("t",)}),
        )
        groups = (word(("x", 10)), word(("y", 10)))
        result = engine.search(Plan(locale="de", groups=groups, min_score=11, count_facets=("topic",)))
        assert (result.total, result.facets) == (1, {"topic": {"t": 1}})

    def test_a_document_without_any_match_is_no_hit_even_without_a_cut(self):
        engine = engine_with(document("a", terms=("x",)), document("b"))
        assert keys(engine, groups=(word(("x", 1)),), min_score=0) == ["a"]

    def test_unknown_words_find_nothing(self):
        assert keys(engine_with(document("a", terms=("x",))), groups=(word(("nie", 1)),)) == []

    def test_the_score_of_a_browsed_document_is_zero(self):
        assert engine_with(document("a")).search(Plan(locale="de")).hits[0].score == 0


class TestSelections:
    def test_values_of_one_facet_widen_and_facets_narrow(self):
        engine = engine_with(
            document("a", facets={"topic": ("x",), "kind": ("k",)}),
            document("b", facets={"topic": ("y",), "kind": ("k",)}),
            document("c", facets={"topic": ("y",), "kind": ("l",)}),
        )
        selected = {"topic": frozenset({"x", "y"}), "kind": frozenset({"k"})}
        assert keys(engine, facets=selected) == ["a", "b"]

    def test_counts_of_a_facet_ignore_its_own_selection(self):
        engine = engine_with(
            document("a", facets={"topic": ("x",), "kind": ("k",)}),
            document("b", facets={"topic": ("y",), "kind": ("l",)}),
        )
        plan = Plan(locale="de", facets={"topic": frozenset({"x"})}, count_facets=("topic", "kind"))
        assert engine.search(plan).facets == {"topic": {"x": 1, "y": 1}, "kind": {"k": 1}}

    def test_an_empty_selection_selects_nothing_away(self):
        assert keys(engine_with(document("a")), facets={"topic": frozenset()}) == ["a"]

    def test_an_unknown_value_leaves_no_hits(self):
        engine = engine_with(document("a", facets={"topic": ("x",)}))
        assert keys(engine, facets={"topic": frozenset({"nie"})}) == []

    def test_a_region_matches_what_is_in_it_and_what_serves_an_area_around_it(self):
        engine = engine_with(
            document("seat", facets={"region": (TOWN, DISTRICT, STATE)}),
            document("around", areas=(DISTRICT,), facets={"region": (DISTRICT, STATE)}),
            document("elsewhere", facets={"region": (OTHER_TOWN, DISTRICT, STATE)}),
        )
        assert sorted(keys(engine, region=IN_TOWN)) == ["around", "seat"]
        assert sorted(keys(engine, region=((DISTRICT, (STATE,)),))) == ["around", "elsewhere", "seat"]

    def test_region_counts_leave_out_areas_that_only_contain_the_value(self):
        engine = engine_with(document("a", areas=(DISTRICT,), facets={"region": (DISTRICT, STATE)}))
        plan = Plan(locale="de", region=IN_TOWN, count_facets=("region",))
        assert engine.search(plan).facets["region"] == {DISTRICT: 1, STATE: 1}

    def test_closer_service_comes_first_whatever_the_text_scores(self):
        engine = engine_with(
            document("state", areas=(STATE,), terms=("x", "y"), facets={"region": (STATE,)}),
            document("district", areas=(DISTRICT,), terms=("x", "y"), facets={"region": (DISTRICT, STATE)}),
            document("town", terms=("x",), facets={"region": (TOWN, DISTRICT, STATE)}),
        )
        assert keys(engine, region=IN_TOWN) == ["town", "district", "state"]
        groups = (word(("x", 1)), word(("y", 2**19)))
        assert keys(engine, region=IN_TOWN, groups=groups) == ["town", "district", "state"]
        assert keys(engine, region=IN_TOWN, groups=groups, sort="title") == ["district", "state", "town"]


class TestFilters:
    def test_locale_and_type(self):
        engine = engine_with(document("a"), document("b", locale="en"), document("c", type="event"))
        assert keys(engine) == ["a", "c"]
        assert keys(engine, types=frozenset({"event", "page"})) == ["c"]

    def test_visibility_is_half_open(self):
        engine = engine_with(document("a", visible_from=10, visible_until=20))
        assert [bool(keys(engine, now=now)) for now in (9, 10, 19, 20)] == [False, True, True, False]

    def test_opening_hours_are_half_open(self):
        engine = engine_with(document("a", open_ranges=((60, 120), (300, 360))))
        minutes = (59, 60, 119, 120, 300)
        assert [bool(keys(engine, open_at=minute)) for minute in minutes] == [False, True, True, False, True]

    def test_open_hits_are_counted_under_all_selections(self):
        always = {"open_ranges": ((0, 10_080),)}
        engine = engine_with(
            document("a", facets={"kind": ("k",)}, **always),
            document("b", facets={"kind": ("l",)}, **always),
            document("c", facets={"kind": ("k",)}),
        )
        result = engine.search(Plan(locale="de", facets={"kind": frozenset({"k"})}, count_open_at=5))
        assert (result.total, result.open_count) == (2, 1)
        assert engine.search(Plan(locale="de")).open_count is None

    def test_a_radius_keeps_what_is_near_and_measures_it(self):
        engine = engine_with(
            document("here", lat=51.05, lon=13.74), document("far", lat=51.34, lon=12.37), document("nowhere")
        )
        result = engine.search(Plan(locale="de", near=Near(51.05, 13.75, 5)))
        assert [hit.key for hit in result.hits] == ["here"]
        assert result.hits[0].distance_m == pytest.approx(699, abs=1)

    def test_a_point_without_radius_only_measures(self):
        engine = engine_with(document("a", lat=51.34, lon=12.37), document("b"))
        hits = engine.search(Plan(locale="de", near=Near(51.05, 13.75))).hits
        assert [hit.distance_m is None for hit in hits] == [False, True]


class TestOrder:
    def test_titles_by_code_point_then_register_id(self):
        engine = engine_with(
            document("1", sort_title="b", register_id="r1"),
            document("2", sort_title="a", register_id="r9"),
            document("3", sort_title="a", register_id="r2"),
            document("4", sort_title="ä", register_id="r0"),
        )
        for sort in ("title", "relevance"):
            assert keys(engine, sort=sort) == ["3", "2", "1", "4"]

    def test_by_distance_with_the_unplaced_last(self):
        engine = engine_with(
            document("a"), document("b", lat=51.0, lon=13.0), document("c", lat=51.1, lon=13.0)
        )
        assert keys(engine, near=Near(51.2, 13.0), sort="distance") == ["c", "b", "a"]

    def test_by_distance_without_a_point_is_by_title(self):
        engine = engine_with(document("b", lat=51.0, lon=13.0), document("a"))
        assert keys(engine, sort="distance") == ["a", "b"]

    def test_by_latest_confirmation(self):
        engine = engine_with(
            document("a"), document("b", confirmed_on=1), document("c", confirmed_on=9), document("d")
        )
        assert keys(engine, sort="confirmed") == ["c", "b", "a", "d"]

    def test_pages_join_to_the_whole(self):
        engine = engine_with(*(document(f"{number:03}") for number in range(45)))
        pages = [keys(engine, offset=offset, limit=10) for offset in range(0, 50, 10)]
        assert [len(page) for page in pages] == [10, 10, 10, 10, 5]
        assert sum(pages, []) == keys(engine, limit=100)


class TestCompletion:
    def complete(self, engine: EmbeddedEngine, prefix: str, **changes) -> list[str]:
        """Return the keys a prefix completes to among German documents of any type."""
        arguments = {"types": frozenset(), "locale": "de", "now": 0, "limit": 10} | changes
        return [hit.key for hit in engine.complete(prefix, **arguments)]

    def test_whole_phrases_then_short_ones_then_titles(self):
        engine = engine_with(
            document("inner", completions=("der rat",)),
            document("long", completions=("rat der stadt",)),
            document("z-short", completions=("rathaus",)),
            document("a-short", completions=("rathaus",)),
            document("none", completions=("verrat",)),
        )
        assert self.complete(engine, "rat") == ["a-short", "z-short", "long", "inner"]
        assert self.complete(engine, "rat", limit=3) == ["a-short", "z-short", "long"]

    def test_a_document_appears_once_by_its_best_completion(self):
        engine = engine_with(
            document("a", completions=("rat und tat im rat", "rat")), document("b", completions=("rat x",))
        )
        assert self.complete(engine, "rat") == ["a", "b"]

    def test_a_prefix_may_run_over_words(self):
        engine = engine_with(document("a", completions=("haus der neuen wege",)))
        assert self.complete(engine, "neuen we") == ["a"]

    def test_words_begin_after_anything_but_letters_and_digits(self):
        engine = engine_with(document("a", completions=("anti-rassismus (verein)",)))
        assert [self.complete(engine, prefix) for prefix in ("rass", "verein", "(v", "-r")] == [
            ["a"],
            ["a"],
            [],
            [],
        ]

    def test_only_what_may_be_seen(self):
        engine = engine_with(
            document("a", completions=("rat",), visible_until=100),
            document("b", completions=("rat",), locale="en"),
            document("c", completions=("rat",), type="event"),
        )
        assert self.complete(engine, "rat", now=99) == ["a", "c"]
        assert self.complete(engine, "rat", now=100) == ["c"]
        assert self.complete(engine, "rat", types=frozenset({"organisation"})) == ["a"]

    def test_nothing_typed_completes_to_nothing(self):
        assert self.complete(engine_with(document("a", completions=("rat",))), "") == []
