"""What tests of the network share: a portal with nothing in it, the office signed in, two entries for one club."""

import pytest
from django.test import Client
from django.utils import timezone

from network.care import duplicates
from network.models import Organisation
from tests import builders

Pair = tuple[Organisation, Organisation]


@pytest.fixture
def tree(db: None) -> builders.SiteTree:
    """Return the pages every portal has."""
    return builders.site_tree()


@pytest.fixture
def office(client: Client, tree: builders.SiteTree) -> Client:
    """Return a browser in which the office is signed in."""
    client.force_login(builders.office("buero@example.org"))
    return client


@pytest.fixture
def pair(tree: builders.SiteTree) -> Pair:
    """Return two entries for one club, both with a page."""
    places = builders.places()
    source = builders.organisation("Kulturbuero Sued", short_name="KuBü", seat=places.zwickau)
    target = builders.organisation("Kulturbüro Süd e. V.", former_names=["Jugendhaus"])
    builders.organisation_page(tree.directory, source, languages=["de", "ar"])
    builders.organisation_page(tree.directory, target, languages=["de"])
    builders.drain()
    return source, target


@pytest.fixture
def proposed(pair: Pair) -> Pair:
    """Return the two entries as proposed to the office as duplicates."""
    duplicates.refresh(timezone.now())
    return pair
