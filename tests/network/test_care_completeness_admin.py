"""The list of what is incomplete."""

from datetime import date

import pytest
from django.utils import timezone

from network.care.completeness import gaps_of
from network.models import Organisation, OrganisationPage
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(tree):
    """Return an entry that lacks nothing."""
    places = builders.places()
    page = builders.organisation_page(
        tree.directory,
        builders.organisation("Ganz", seat=places.zwickau),
        confirmed_on=timezone.localdate(),
        languages=["de"],
        target_groups=["everyone"],
        accessibility=["step_free"],
        story=[("text", "<p>" + "Wir erzählen von uns. " * 5 + "</p>")],
    )
    builders.contact(page)
    builders.address(page, places.zwickau)
    builders.offer(page)
    builders.opening_hours(page)
    builders.served_area(page, places.zwickau_district)
    builders.topic_of(page, builders.topic())
    return page


def listed(client, query=""):
    """Return the rows of the list."""
    answer = client.get(url("completeness_results") + query)
    assert answer.status_code == 200
    return list(answer.context["object_list"])


def lacks(client, name):
    """Return what the list says an entry lacks."""
    return {gap.key for entry in listed(client) if entry.name == name for gap in gaps_of(entry)}


def test_entry_that_lacks_nothing_is_complete(office, whole):
    assert lacks(office, "Ganz") == set()
    assert [row.complete for row in listed(office)] == [100]


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        ("page", lambda page: page.unpublish()),
        ("contact", lambda page: page.contact_points.update(disclosure="office")),
        ("topics", lambda page: page.topic_links.all().delete()),
        ("seat", lambda page: Organisation.objects.update(seat=None)),
        ("area", lambda page: page.served_areas.all().delete()),
        ("offers", lambda page: page.offers.all().delete()),
        ("confirmed", lambda page: OrganisationPage.objects.update(confirmed_on=date(2019, 1, 1))),
        ("confirmed", lambda page: OrganisationPage.objects.update(confirmed_on=None)),
        ("story", lambda page: OrganisationPage.objects.update(story=[])),
        ("target", lambda page: OrganisationPage.objects.update(target_groups=[])),
        ("languages", lambda page: OrganisationPage.objects.update(languages=[])),
        ("accessibility", lambda page: OrganisationPage.objects.update(accessibility=[])),
        ("address", lambda page: page.addresses.all().delete()),
        ("hours", lambda page: page.opening_hours.all().delete()),
    ],
)
def test_each_gap_is_seen(office, whole, key, spoil):
    spoil(OrganisationPage.objects.get(pk=whole.pk))
    assert lacks(office, "Ganz") == {key}
    assert [row.name for row in listed(office, f"?gap={key}")] == ["Ganz"]
    assert listed(office, "?how=complete") == []


def test_statewide_counts_as_an_area(office, whole):
    OrganisationPage.objects.get(pk=whole.pk).served_areas.all().delete()
    OrganisationPage.objects.update(reach=["statewide"])
    assert lacks(office, "Ganz") == set()


def test_only_entries_that_should_be_complete_are_listed(office, whole):
    builders.organisation("Leer")
    builders.organisation("Außerhalb", is_external=True)
    builders.organisation("Gab es", status="dissolved")
    assert [row.name for row in listed(office)] == ["Leer", "Ganz"]
    assert [row.name for row in listed(office, "?ordering=-complete")] == ["Ganz", "Leer"]
    assert [row.name for row in listed(office, "?how=essential")] == ["Leer"]
    assert [row.name for row in listed(office, "?q=gan")] == ["Ganz"]


@pytest.mark.parametrize(
    "query",
    ["?gap=weather", "?how=x", "?ordering=password", "?p=x", "?district=%00", "?kind=%27", "?export=csv"],
)
def test_hostile_filters_give_a_page(office, whole, query):
    answer = office.get(url("completeness") + query)
    assert answer.status_code in {200, 404}
    assert "text/csv" not in answer["Content-Type"]


def test_list_of_what_is_incomplete_costs_the_same_at_any_size(office, tree, django_assert_max_num_queries):
    counts = []
    for many in (3, 30):
        for number in range(many):
            builders.organisation_page(tree.directory, builders.organisation(f"Verein {many} {number}"))
        with django_assert_max_num_queries(60) as asked:
            listed(office)
        counts.append(len(asked))
    assert counts[0] == counts[1]
