"""Places and topics to begin with: loaded again at any time, whatever the office made of them since."""

import pytest
from django.urls import reverse

from network.models import Topic
from network.seed import load_seed
from network.setup import set_up_portal
from tests import builders

pytestmark = pytest.mark.django_db


def test_topic_with_another_key_or_name_is_not_made_again():
    load_seed()
    before = Topic.objects.count()
    Topic.objects.filter(slug="opferberatung").update(slug="hilfe-fuer-betroffene")
    Topic.objects.filter(slug="antirassismus").update(name="Gegen Rassismus")
    assert load_seed() == (0, 0)
    set_up_portal()
    assert Topic.objects.count() == before
    assert Topic.objects.get(slug="hilfe-fuer-betroffene").name == "Opferberatung"


def test_topic_of_the_office_with_a_seeded_name_is_the_topic():
    builders.topic("ANTIRASSISMUS", slug="eigener")
    load_seed()
    assert [one.slug for one in Topic.objects.filter(name__iexact="antirassismus")] == ["eigener"]
    Topic.objects.filter(slug="opferberatung").delete()
    assert load_seed() == (0, 1)


def test_key_of_a_topic_is_chosen_once(client):
    builders.site_tree()
    client.force_login(builders.office())
    fields = {"name": "Asyl", "slug": "asyl", "synonyms": ""}
    assert client.post(reverse("wagtailsnippets_network_topic:add"), fields).status_code == 302
    topic = Topic.objects.get(slug="asyl")
    url = reverse("wagtailsnippets_network_topic:edit", args=[topic.pk])
    assert client.get(url).context["form"].fields["slug"].disabled
    assert client.post(url, {"name": "Flucht und Asyl", "slug": "flucht"}).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Flucht und Asyl", "asyl")
