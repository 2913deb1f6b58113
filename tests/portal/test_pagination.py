"""Where a page stands among all."""

import pytest

from portal.pagination import MAX_PAGE, paginate


def shown(number, total, size=20):
    """Return a pagination in one line: the current page in brackets."""
    found = paginate(number, total, size, str)
    if found is None:
        return None
    return " ".join(f"[{item.label}]" if item.current else item.label for item in found.items)


class TestPagination:
    @pytest.mark.parametrize(
        ("number", "total", "expected"),
        [
            (1, 0, None),
            (1, 20, None),
            (1, 21, "[1] 2"),
            (2, 40, "1 [2]"),
            (1, 400, "[1] 2 … 20"),
            (2, 400, "1 [2] 3 … 20"),
            (3, 400, "1 2 [3] 4 … 20"),
            (10, 400, "1 … 9 [10] 11 … 20"),
            (20, 400, "1 … 19 [20]"),
        ],
    )
    def test_first_last_and_neighbours_are_shown(self, number, total, expected):
        assert shown(number, total) == expected

    def test_the_neighbours_are_linked(self):
        first, middle, last = (paginate(number, 60, 20, str) for number in (1, 2, 3))
        assert (first.previous_url, first.next_url) == ("", "2")
        assert (middle.previous_url, middle.next_url) == ("1", "3")
        assert (last.previous_url, last.next_url) == ("2", "")

    def test_the_current_page_and_gaps_are_no_links(self):
        found = paginate(10, 400, 20, str)
        assert [item.url for item in found.items] == ["1", "", "9", "", "11", "", "20"]
        assert [item.gap for item in found.items].count(True) == 2

    def test_just_behind_the_end_leads_back_and_further_away_does_not(self):
        assert paginate(3, 40, 20, str).previous_url == "2"
        assert paginate(99, 40, 20, str).previous_url == ""
        assert shown(99, 40) == "1 2"

    def test_there_are_no_more_pages_than_can_be_asked_for(self):
        assert paginate(1, 10**6, 20, str).pages == MAX_PAGE
