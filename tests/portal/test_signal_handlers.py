"""Every change of the site's own content reaches the journal."""

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from portal import changes
from portal.models import NavigationSettings, PortalSettings
from tests import builders
from tests.portal.pictures import picture


@pytest.fixture
def changed(tree):
    """Return a function that tells whether the generation changed since it was last asked."""
    known = [changes.generation()]

    def ask():
        now = changes.generation()
        is_new = now != known[0]
        known[0] = now
        return is_new

    return ask


def test_settings_sites_and_locales(tree, changed):
    for model in (PortalSettings, NavigationSettings):
        model.objects.create(site=tree.site).delete()
        assert changed()
    Site.objects.get().save()
    assert changed()
    Locale.objects.create(language_code="en")
    assert changed()


def test_pages(tree, changed):
    page = builders.standard_page(tree.home, "Neu")
    assert changed()
    page.save_revision().publish()
    assert changed()
    page.unpublish()
    assert changed()
    page.move(tree.standard, "last-child")
    assert changed()
    page.delete()
    assert changed()


def test_a_draft_alone_changes_nothing_public_but_may_be_recorded(tree, changed):
    tree.standard.title = "Entwurf"
    tree.standard.save_revision()
    assert tree.standard.get_latest_revision_as_object().title == "Entwurf"


def test_restrictions_record_everything_below(tree, changed):
    page = builders.standard_page(tree.standard, "Unten")
    builders.drain()
    restriction = PageViewRestriction.objects.create(page=tree.standard, restriction_type="login")
    recorded = set(changes.PendingChange.objects.values_list("object_id", flat=True))
    assert {str(tree.standard.pk), str(page.pk)} <= recorded
    builders.drain()
    changed()
    restriction.delete()
    assert changed()


def test_pictures(tree, changed):
    image = picture()
    assert changed()
    image.credit = "Foto: Beispiel"
    image.save()
    assert changed()
