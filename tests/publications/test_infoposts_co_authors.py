"""Further authors: told by mail and at the desk, and off a post with one button, in public and in the draft."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from network.desk.frame import desk_url
from network.named.leaving import LEFT
from portal.models import OutgoingMail
from publications.infoposts.partners.telling import send_kits
from publications.models import InfopostPage
from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(tree):
    return house(tree, "Verein Amsel")


@pytest.fixture
def tree():
    return builders.site_tree()


@pytest.fixture
def page(tree, ours):
    """Return what somebody else published an hour ago, with us and a third one as further authors."""
    theirs = house(tree, "Verein Buche")
    third = builders.organisation("Verein Espe")
    return infopost(
        theirs.page,
        "Wir alle sagen es",
        co_authors=(ours.entry, third),
        first_published_at=timezone.now() - timedelta(hours=1),
    )


def authors(page) -> list[str]:
    """Return the further authors of what is public, and of the draft."""
    page = InfopostPage.objects.get(pk=page.pk)
    versions = (page, page.get_latest_revision_as_object())
    return [row.organisation.name for one in versions for row in one.co_authors.all()]


def test_whoever_is_named_gets_one_mail_with_the_way_off(page, ours):
    send_kits(timezone.now())
    send_kits(timezone.now())
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, page.title in mail.subject) == (ours.person.email, True)
    for words in ("Verein Buche", page.get_url(), f"{desk_url(ours.entry)}#named"):
        assert words in mail.body


def test_it_takes_itself_off_and_the_writer_is_told(client, page, ours):
    page.title = "Neuer Entwurf"
    page.save_revision()
    client.force_login(ours.person)
    button = reverse("co_authors:leave", args=[ours.entry.pk, page.pk])
    assert button in client.get(desk_url(ours.entry)).content.decode()
    assert "Wir alle sagen es" in client.get(button).content.decode()
    assert authors(page) == ["Verein Amsel", "Verein Espe"] * 2
    client.post(button)
    assert authors(page) == ["Verein Espe"] * 2
    fresh = InfopostPage.objects.get(pk=page.pk)
    assert (fresh.title, fresh.get_latest_revision_as_object().title) == (
        "Wir alle sagen es",
        "Neuer Entwurf",
    )
    assert OutgoingMail.objects.get().recipient == page.organisation.stewardships.get().user.email
    assert client.post(button).status_code == 404
    assert button not in client.get(desk_url(ours.entry)).content.decode()


def test_neither_a_lock_nor_a_plan_for_later_holds_anybody(client, tree, page, ours):
    news_page(tree.home)
    hour = timezone.now() + timedelta(days=2)
    page.save_revision()
    page.save_revision(approved_go_live_at=hour)
    InfopostPage.objects.filter(pk=page.pk).update(locked=True)
    client.force_login(ours.person)
    assert page.title in client.get(ours.page.get_url()).content.decode()
    client.post(reverse("co_authors:leave", args=[ours.entry.pk, page.pk]))
    assert authors(page) == ["Verein Espe"] * 2
    assert page.title not in client.get(ours.page.get_url()).content.decode()
    assert client.get(page.get_url()).status_code == 200
    page = InfopostPage.objects.get(pk=page.pk)
    assert (page.locked, page.revisions.filter(approved_go_live_at=hour).exists()) == (True, True)
    assert PageLogEntry.objects.get(page=page.pk, action=LEFT).data == {"name": "Verein Amsel"}
    page.revisions.get(approved_go_live_at=hour).publish()
    assert authors(page) == ["Verein Espe"] * 2


def test_nobody_else_takes_them_off(client, page, ours):
    button = reverse("co_authors:leave", args=[ours.entry.pk, page.pk])
    for person in (page.organisation.stewardships.get().user, builders.editor("red@example.org")):
        client.force_login(person)
        assert client.post(button).status_code == 404
    client.force_login(ours.person)
    assert client.get(reverse("co_authors:leave", args=[ours.entry.pk, page.pk + 99])).status_code == 404
    assert authors(page) == ["Verein Amsel", "Verein Espe"] * 2
