"""Tests which sent words may be keys of rows."""

import pytest

from portal.row_keys import is_key, keys_in


@pytest.mark.parametrize("value", ["1", "007", 12, "9" * 18])
def test_a_number_that_a_database_holds_may_be_a_key(value):
    assert is_key(value)


@pytest.mark.parametrize("value", ["", "x", "-1", "1.0", "٣", "²", " 1", "9" * 19, None])
def test_anything_else_is_none(value):
    assert not is_key(value)


def test_keys_are_given_once_in_their_order_and_at_most_so_many():
    assert keys_in(["3", "x", "1", "03", "2"]) == [3, 1, 2]
    assert keys_in(["3", "x", "1", "2"], most=2) == [3, 1]
