"""With 150 organisations the admin takes few queries: for whoever serves one, five or all, and for the office."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.access import provisioning
from network.models import Access, Organisation, OrganisationPage, Stewardship
from network.moderation.setup import ensure_workflow
from portal.models import User
from tests import builders
from tests.access.daily_views import daily_views
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db

MANY = 150
MOST = 60


@pytest.fixture
def crowd(tree: builders.SiteTree) -> list[OrganisationPage]:
    """Return the pages of 150 organisations, each with its group and collection."""
    pages = [
        builders.organisation_page(tree.directory, title=f"Verein {number:03}") for number in range(MANY)
    ]
    for access in Access.objects.select_related("collection")[:30]:
        picture(collection=access.collection, organisation_id=access.organisation_id)
    return pages


def acting_for(number: int) -> User:
    """Return a person who acts for so many organisations."""
    person = builders.user()
    entries = Organisation.objects.filter(pages__isnull=False).order_by("pk")[:number]
    Stewardship.objects.bulk_create(Stewardship(user=person, organisation=entry) for entry in entries)
    provisioning.ensure_members_group()
    return person


@pytest.mark.parametrize("number", [1, 5, MANY, "office"])
def test_every_view_of_the_day_takes_few_queries(tree, crowd, number):
    person = builders.office() if number == "office" else acting_for(number)
    ensure_workflow()
    client = Client()
    client.force_login(person)
    for name, url in daily_views(tree.directory, crowd[0], is_office=number == "office").items():
        client.get(url)  # what a process learns once
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        leads_on = (name == "explorer" and number == 1) or (name == "first page" and number != "office")
        assert answer.status_code == (302 if leads_on else 200), name
        assert len(queries) <= MOST, (name, len(queries))


def test_the_editor_takes_as_many_queries_for_much_as_for_little(tree, client):
    """However many areas, addresses and topics stand in the draft."""
    page = builders.organisation_page(tree.directory)
    client.force_login(builders.steward(page.organisation))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    taken = []
    for number in (2, 12):
        for row in range(number):
            place = builders.region(f"14{number}{row:02}", f"Kreis {number} {row}")
            builders.served_area(page, place)
            builders.address(page, place)
            builders.topic_of(page, builders.topic(f"Thema {number} {row}"))
        for _time in range(2):  # the second one has a history
            OrganisationPage.objects.get(pk=page.pk).save_revision()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[1] <= MOST
