"""Pages of the site itself."""

import pytest

from portal.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Über Bündnisse", "ueber-buendnisse"),
        ("Straße & Maß", "strasse-mass"),
        ("Sprecher:innenrat", "sprecher-innenrat"),
    ],
)
def test_a_page_without_slug_gets_a_german_one(tree, title, slug):
    assert tree.home.add_child(instance=StandardPage(title=title)).slug == slug


def test_a_taken_slug_is_numbered(tree):
    first, second = (tree.home.add_child(instance=StandardPage(title="Größe")) for _ in range(2))
    assert (first.slug, second.slug) == ("groesse", "groesse-2")


def test_a_chosen_slug_stays(tree):
    assert tree.home.add_child(instance=StandardPage(title="Größe", slug="mass")).slug == "mass"
