"""Links between pages in running text."""

import pytest
from wagtail.rich_text import expand_db_html

from portal import changes
from tests import builders


def link(page_id):
    return f'<a linktype="page" id="{page_id}">dort</a>'


def test_a_link_leads_to_the_page(tree):
    assert expand_db_html(link(tree.standard.pk)) == '<a href="/ueber-uns/">dort</a>'


def test_in_another_interface_it_stays_there(tree):
    with builders.language("en"):
        assert expand_db_html(link(tree.standard.pk)) == '<a href="/en/ueber-uns/">dort</a>'


@pytest.mark.parametrize("page_id", ["999999", "", "x"])
def test_a_page_that_is_gone_leaves_the_words(tree, page_id):
    assert expand_db_html(link(page_id)) == "<a>dort</a>"


def test_an_unpublished_page_leaves_the_words(tree):
    tree.standard.unpublish()
    assert expand_db_html(link(tree.standard.pk)) == "<a>dort</a>"


def test_many_links_cost_one_query_once(tree, django_assert_num_queries):
    pages = [builders.standard_page(tree.home, f"Seite {number}") for number in range(10)]
    html = "".join(link(page.pk) for page in pages)
    expand_db_html(html)
    with changes.reading_once(), django_assert_num_queries(1):
        expand_db_html(html)
