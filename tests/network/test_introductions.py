"""What editors write about topics and places: who may, about what, and that pages follow."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from network.models import Introduction
from portal import changes
from portal.models import PendingChange
from tests import builders

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_network_introduction:add"
EDIT = "wagtailsnippets_network_introduction:edit"


@pytest.fixture(autouse=True)
def tree():
    return builders.site_tree()


def form(**fields):
    """Return what the form sends."""
    empty = dict.fromkeys(("heading", "search_title", "search_description"), "")
    return {**empty, "lead": "Das gibt es.", "body-count": "0", **fields}


def test_it_is_about_one_topic_or_one_place():
    topic, town = builders.topic(), builders.region("14524330", "Zwickau")
    german = builders.locale("de")
    for fields in ({}, {"topic": topic, "region": town}):
        with pytest.raises(ValidationError):
            Introduction(locale=german, lead="x", **fields).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Introduction.objects.create(locale=german, lead="x", **fields)
    Introduction(locale=german, lead="x", topic=topic).full_clean()


def test_it_is_there_once_in_a_language():
    topic = builders.topic()
    builders.introduction(topic)
    builders.introduction(topic, code="en")
    with pytest.raises(ValidationError, match="already|bereits|schon"):
        Introduction(locale=builders.locale("de"), lead="x", topic=topic).full_clean()


def test_only_districts_and_municipalities_have_a_page():
    for code in ("14", "nord"):
        with pytest.raises(ValidationError) as caught:
            Introduction(
                locale=builders.locale("de"), lead="x", region=builders.region(code, code)
            ).full_clean()
        assert "region" in caught.value.message_dict


@pytest.mark.parametrize("account", [builders.office, builders.editor])
def test_office_and_editors_write_it(client, account):
    client.force_login(account())
    topic = builders.topic()
    sent = form(topic=topic.pk, region="", locale=builders.locale("de").pk)
    assert client.post(reverse(ADD), sent).status_code == 302
    written = Introduction.objects.get()
    assert client.post(reverse(EDIT, args=[written.pk]), {**sent, "lead": "Neu."}).status_code == 302
    assert Introduction.objects.get().lead == "Neu."


def test_nobody_else_does(client):
    written = builders.introduction(builders.topic())
    client.force_login(builders.user())
    for address in (reverse(ADD), reverse(EDIT, args=[written.pk])):
        assert client.get(address).status_code in {302, 403, 404}


def test_its_draft_can_be_looked_at(client):
    client.force_login(builders.editor())
    topic = builders.topic("Asyl")
    address = reverse("wagtailsnippets_network_introduction:preview_on_add")
    sent = form(topic=topic.pk, region="", locale=builders.locale("de").pk, lead="Ein Entwurf.")
    assert client.post(address, sent).json()["is_valid"]
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Ein Entwurf." in shown.content.decode()
    assert "<h1>Asyl" in shown.content.decode()


def test_every_change_is_recorded():
    builders.drain()
    before = changes.generation()
    written = builders.introduction(builders.topic())
    marked = PendingChange.objects.filter(model="network.introduction")
    assert [mark.object_id for mark in marked] == [str(written.pk)]
    assert changes.generation() != before
    builders.drain()
    written.delete()
    assert marked.count() == 1


def test_it_goes_with_its_topic():
    topic = builders.topic()
    builders.introduction(topic)
    topic.delete()
    assert not Introduction.objects.exists()
