"""What the rows of a draft name is looked up together, and what is gone since is left out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Address, OrganisationPage, Region, ServedArea
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Return the page of an organisation."""
    return builders.organisation_page(builders.site_tree().directory)


def draft_with(page, places):
    """Return a page's draft in which it works in all of these places, and is at home in each."""
    for place in places:
        builders.served_area(page, place)
        builders.address(page, place)
    page = OrganisationPage.objects.get(pk=page.pk)
    return page.save_revision()


def test_many_rows_take_as_many_queries_as_few(page):
    page.save_revision()
    taken = []
    for number in (3, 30):
        places = [
            builders.region(f"14{number:02}{row:02}9", f"Ort {row}", kind="area") for row in range(number)
        ]
        revision = draft_with(page, places)
        with CaptureQueriesContext(connection) as queries:
            found = revision.as_object()
        taken.append(len(queries))
        assert found.served_areas.count() == len(ServedArea.objects.all())
    assert taken[0] == taken[1]


def test_a_draft_is_read_as_it_was_written(page):
    place = builders.region()
    builders.topic_of(page, builders.topic())
    builders.contact(page, "a@example.org")
    found = draft_with(page, [place]).as_object()
    assert [area.region for area in found.served_areas.all()] == [place]
    assert [row.region for row in found.addresses.all()] == [place]
    assert [row.value for row in found.contact_points.all()] == ["a@example.org"]
    assert [row.tag.name for row in found.topic_links.all()] == ["Asyl"]
    assert {row.page_id for row in found.served_areas.all()} == {page.pk}
    found.save_revision().publish()
    assert ServedArea.objects.get().region == place


def test_what_is_gone_since_is_left_out_or_named_no_more(page):
    place = builders.region()
    revision = draft_with(page, [place])
    ServedArea.objects.all().delete()
    Address.objects.all().delete()
    Region.objects.all().delete()
    found = revision.as_object()
    assert not found.served_areas.all()
    assert [(row.street, row.region) for row in found.addresses.all()] == [("Hauptstraße 1", None)]
    found.save_revision().publish()
    assert Address.objects.get().region is None
