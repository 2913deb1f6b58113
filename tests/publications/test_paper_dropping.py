"""What is no longer true leaves the disk."""

from datetime import date

import pytest
from django.utils import timezone

from network.records.load import actor_pages
from publications.paper import dropping
from publications.paper.entries import entry_sheet
from publications.paper.guides import guide_sheet
from tests import builders
from tests.publications import guide_pages
from tests.publications.paper_press import keep, kept_subjects

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(paper_press):
    return builders.site_tree()


def keep_entry(page):
    """Keep the file of an entry and return its name."""
    sheet = entry_sheet(actor_pages().get(pk=page.pk))
    keep(sheet)
    return sheet.subject


def keep_guide(page):
    """Keep the file of a guide and return its name."""
    sheet = guide_sheet(page, "de")
    keep(sheet)
    return sheet.subject


def test_a_publication_drops_the_file_and_those_that_tell_of_it(tree):
    pages = [builders.organisation_page(tree.directory) for _ in range(2)]
    alliance = builders.alliance_page(tree.alliances)
    builders.membership(pages[0], alliance)
    builders.drain()
    names = [keep_entry(page) for page in (*pages, alliance)]
    pages[0].save_revision().publish()
    builders.drain()
    assert kept_subjects() == [names[1]]


def test_the_emergency_switch_drops_it_from_the_disk(tree):
    page = builders.organisation_page(tree.directory)
    builders.drain()
    keep_entry(page)
    page.organisation.is_shielded = True
    page.organisation.save()
    builders.drain()
    assert kept_subjects() == []


def test_what_is_withdrawn_closed_or_deleted_leaves_the_disk(tree):
    index = guide_pages.guide_index(tree)
    guides = [guide_pages.guide(index, "", guide_pages.section()) for _ in range(4)]
    builders.drain()
    names = [keep_guide(page) for page in guides]
    guides[0].unpublish()
    builders.restrict(guides[1])
    guides[2].delete()
    builders.drain()
    assert kept_subjects() == [names[3]]


def test_a_changed_section_drops_every_guide_in_which_it_stands(tree):
    index = guide_pages.guide_index(tree)
    shared, other = guide_pages.section(), guide_pages.section()
    guides = [guide_pages.guide(index, "", *found) for found in ((shared,), (shared, other), (other,))]
    builders.drain()
    names = [keep_guide(page) for page in guides]
    shared.save_revision().publish()
    builders.drain()
    assert kept_subjects() == [names[2]]


def test_who_helps_in_a_guide_drops_it_by_a_change_of_their_own(tree):
    helper, stranger = (builders.organisation_page(tree.directory) for _ in range(2))
    offer = builders.offer(helper)
    index = guide_pages.guide_index(tree)
    with_help = guide_pages.guide(index, "", guide_pages.section("", guide_pages.contacts(offer)))
    builders.drain()
    name = keep_guide(with_help)
    stranger.save_revision().publish()
    builders.drain()
    assert kept_subjects() == [name]
    helper.save_revision().publish()
    builders.drain()
    assert kept_subjects() == []


def test_without_files_a_change_asks_nothing(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        dropping.follow([("wagtailcore.page", "1"), ("network.organisation", "1")], 1)


def test_the_daily_round_drops_what_has_passed_and_keeps_the_rest(tree, monkeypatch):
    stays = builders.organisation_page(tree.directory)
    ends = guide_pages.section(law_status_on=date(2026, 1, 1), valid_until=timezone.localdate())
    guide = guide_pages.guide(guide_pages.guide_index(tree), "", ends)
    builders.drain()
    entry = keep_entry(stays)
    keep_guide(guide)
    assert dropping.drop_outdated(timezone.now()) == "0 outdated PDFs deleted"
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert dropping.drop_outdated(tomorrow) == "1 outdated PDFs deleted"
    assert kept_subjects() == [entry]
    type(stays).objects.filter(pk=stays.pk).update(live=False)
    dropping.drop_outdated(tomorrow)
    assert kept_subjects() == []
