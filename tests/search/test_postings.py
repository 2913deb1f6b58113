"""Terms of the embedded engine: rare or common, before and after a compaction."""

from search.engines.postings import COMMON, Postings

SIZE = 2 * COMMON


def test_a_term_is_found_whether_few_or_many_hold_it():
    for many in (1, COMMON - 1, COMMON, COMMON + 1):
        postings = Postings()
        postings.add({"x": list(range(many))})
        assert postings.holders(("x", "unknown")) == (1 << many) - 1


def test_documents_added_one_by_one_are_those_added_at_once():
    postings = Postings()
    for ordinal in range(SIZE):
        postings.add({"every": [ordinal], **({"some": [ordinal]} if ordinal < 3 else {})})
        assert postings.holders(("every",)) == (2 << ordinal) - 1
    assert postings.holders(("some",)) == 0b111
    assert len(postings) == 2


def test_the_dead_are_left_behind_with_the_terms_that_only_they_held():
    postings = Postings()
    postings.add({"common": list(range(SIZE)), "rare": [0, 1, 3], "gone": [0]})
    numbers = [-1, *range(SIZE - 1)]
    moved = postings.moved((1 << SIZE) - 2, numbers)
    assert moved.holders(("common",)) == (1 << SIZE - 1) - 1
    assert moved.holders(("rare",)) == 0b101
    assert len(moved) == 2
    assert len(postings) == 3
