"""Rows that earlier versions left without a place in their list."""

from importlib import import_module

import pytest
from django.apps import apps

from network.records import public_record
from tests import builders

number_rows = import_module("network.migrations.0007_rows_in_order").number_rows


@pytest.fixture
def page(db):
    page = builders.organisation_page(builders.site_tree().directory)
    builders.contact(page, "verloren@example.org", sort_order=None)
    builders.contact(page, "erste@example.org", sort_order=2)
    builders.contact(page, "auch-verloren@example.org", sort_order=None)
    return page


ORDER = ["erste@example.org", "verloren@example.org", "auch-verloren@example.org"]


def test_rows_without_a_place_come_last_in_records(page):
    assert [one.value for one in public_record(page).contacts] == ORDER


def test_they_are_given_one_at_the_end_and_nothing_else_moves(page):
    untouched = builders.organisation_page(page.get_parent().specific)
    builders.contact(untouched, "b@example.org", sort_order=7)
    builders.contact(untouched, "a@example.org", sort_order=9)
    number_rows(apps, None)
    rows = list(page.contact_points.order_by("sort_order").values_list("value", "sort_order"))
    assert rows == list(zip(ORDER, (2, 3, 4), strict=True))
    assert list(untouched.contact_points.order_by("pk").values_list("sort_order", flat=True)) == [7, 9]


def test_a_list_without_any_place_keeps_its_order(page):
    page.contact_points.all().update(sort_order=None)
    number_rows(apps, None)
    values = page.contact_points.order_by("sort_order").values_list("value", "sort_order")
    assert list(values) == [
        ("verloren@example.org", 0),
        ("erste@example.org", 1),
        ("auch-verloren@example.org", 2),
    ]
