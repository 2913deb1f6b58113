"""Which pages are not for everybody, told without asking for each."""

import pytest
from wagtail.models import PageViewRestriction

from portal.models import BasePage
from portal.restrictions import is_restricted
from tests import builders


@pytest.fixture
def pages(tree):
    """Return a page, one below it, and aliases of both elsewhere."""
    above = tree.standard
    below = builders.standard_page(above, "Unten")
    above.refresh_from_db()
    alias = below.create_alias(parent=tree.home, update_slug="spiegel")
    second = alias.create_alias(parent=tree.home, update_slug="spiegel-2")
    return above, below, alias, second


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def same_as_wagtail(pages):
    """Return whether each page is restricted, after comparing with Wagtail's own answer."""
    own = [is_restricted(page.path) for page in pages]
    base = [super(BasePage, page).get_view_restrictions().exists() for page in pages]
    assert own == base
    return own


def test_nothing_is_restricted_without_a_restriction(pages, django_assert_num_queries):
    assert same_as_wagtail(pages) == [False] * 4
    with django_assert_num_queries(1):
        is_restricted(pages[1].path)


def test_a_restriction_holds_below_its_page_too(pages):
    restrict(pages[0])
    assert same_as_wagtail(pages)[:2] == [True, True]


def test_an_alias_has_the_restriction_of_its_source(pages):
    restrict(pages[1])
    assert same_as_wagtail(pages) == [False, True, True, True]


def test_a_neighbour_whose_place_begins_alike_is_free(tree):
    restrict(tree.directory)
    assert is_restricted(tree.directory.path)
    assert not is_restricted(tree.alliances.path)
    assert not is_restricted(tree.home.path)


def test_pages_hand_out_wagtails_own_restrictions(pages, django_assert_num_queries):
    assert not pages[0].get_view_restrictions()
    restrict(pages[0])
    assert [row.page_id for row in pages[1].get_view_restrictions()] == [pages[0].pk]
