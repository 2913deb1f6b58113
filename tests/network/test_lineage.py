"""Nothing is part of itself, and a circle that is stored all the same holds nobody up."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from network.models import Region, Topic
from network.models.lineage import check_parent, lineage
from network.records.places import place_fact
from network.region_table import region_table
from search.models import SearchDocument
from tests import builders

pytestmark = pytest.mark.django_db


def chain(make):
    """Return three rows, each part of the one before."""
    first = make("Alpha")
    second = make("Beta", parent=first)
    return first, second, make("Gamma", parent=second)


def area(name, **fields):
    """Return a free area."""
    return builders.region(name.lower(), name, kind="area", **fields)


@pytest.mark.parametrize("make", [area, builders.topic])
def test_part_of_itself_is_refused_however_many_steps_away(make):
    first, second, third = chain(make)
    for parent in (first, second, third):
        first.parent = parent
        with override("en"), pytest.raises(ValidationError) as caught:
            first.full_clean()
        assert list(caught.value.message_dict) == ["parent"]
    moved = type(third).objects.get(pk=third.pk)
    moved.parent = type(third).objects.get(pk=first.pk)
    moved.full_clean()


@pytest.mark.parametrize("make", [area, builders.topic])
def test_message_names_what_is_in_the_way(make):
    first, _second, third = chain(make)
    first.parent = third
    with override("en"), pytest.raises(ValidationError, match="“Gamma” is itself part of this one"):
        first.clean()


@pytest.mark.parametrize("make", [area, builders.topic])
def test_new_row_may_hang_below_a_circle_that_is_stored(make):
    first, second, _third = chain(make)
    type(first).objects.filter(pk=first.pk).update(parent=second)
    fresh = type(first)(name="Delta", parent=type(first).objects.get(pk=second.pk))
    check_parent(fresh)
    assert [row.name for row in lineage(fresh)] == ["Delta", "Beta", "Alpha"]


@pytest.mark.parametrize(("name", "make"), [("region", area), ("topic", builders.topic)])
def test_form_says_why(client, name, make):
    builders.site_tree()
    client.force_login(builders.office())
    row = make("Alpha")
    url = reverse(f"wagtailsnippets_network_{name}:edit", args=[row.pk])
    fields = {"name": row.name, "parent": row.pk, "slug": "alpha", "kind": "area", "code": "alpha"}
    answer = client.post(url, fields)
    assert "parent" in answer.context["form"].errors
    assert type(row).objects.get(pk=row.pk).parent_id is None
    assert client.post(url, fields | {"parent": make("Beta").pk}).status_code == 302


def test_stored_circle_of_regions_leaves_the_portal_running(client):
    tree, places = builders.site_tree(), builders.places()
    page = builders.organisation_page(tree.directory, builders.organisation("Haus", seat=places.werdau))
    builders.address(page, places.werdau)
    builders.served_area(page, places.zwickau_district)
    Region.objects.filter(pk=places.saxony.pk).update(parent=places.werdau)
    Region.objects.filter(pk=places.bautzen.pk).update(parent=places.bautzen)
    builders.changes.record_ids([("network.region", places.saxony.pk)])
    builders.drain()
    fact = place_fact(Region.objects.get(pk=places.werdau.pk))
    assert [place.name for place in fact.parents] == ["Zwickau", "Sachsen"]
    assert region_table().ancestors(places.bautzen.key) == (places.bautzen.key,)
    assert SearchDocument.objects.filter(page_id=page.pk).exists()
    for url in (
        "/",
        "/initiativen/",
        f"/initiativen/{page.slug}/",
        "/suche/?q=Haus",
        "/initiativen/?region=14524",
    ):
        assert client.get(url).status_code == 200, url


def test_stored_circle_of_topics_leaves_the_portal_running(client):
    tree = builders.site_tree()
    topic, other = builders.topic("Asyl"), builders.topic("Bildung")
    page = builders.organisation_page(tree.directory)
    builders.topic_of(page, topic)
    Topic.objects.filter(pk=topic.pk).update(parent=other)
    Topic.objects.filter(pk=other.pk).update(parent=topic)
    builders.drain()
    client.force_login(builders.office())
    for url in ("/", "/initiativen/?thema=asyl", f"/initiativen/{page.slug}/"):
        assert client.get(url).status_code == 200, url
    assert client.get(reverse("wagtailsnippets_network_topic:list")).status_code == 200
