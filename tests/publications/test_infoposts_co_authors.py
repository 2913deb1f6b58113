"""Further authors: told by mail and at the desk, and off a post with one button, in public and in the draft."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from network.desk.frame import desk_url
from network.models import Leaving
from network.named.leaving import LEFT
from portal.models import OutgoingMail
from publications.infoposts.co_authors.leaving import leave
from publications.infoposts.partners.telling import send_kits
from publications.models import InfopostAuthor, InfopostPage, Partner
from publications.models.partners import KIT_KEYS
from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost, infopost_form, news_page

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
    button = reverse("co_authors:leave", args=[ours.entry.pk, page.pk])
    for words in ("Verein Buche", page.get_url(), button):
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
    assert client.post(button)["Location"] == desk_url(ours.entry)
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


def test_it_leaves_every_language_and_every_version_that_can_be_taken_back(page, ours):
    english = builders.locale("en")
    for above in page.get_ancestors().filter(depth__gt=1):
        if not above.has_translation(english):
            above.specific.copy_for_translation(english, copy_parents=True, alias=True)
    alias = page.copy_for_translation(english, alias=True)
    page.save_revision().publish()
    before = page.get_latest_revision()
    page.title = "Zweite Fassung"
    page.save_revision().publish()
    leave(page.pk, ours.entry, timezone.now())
    before.refresh_from_db()
    for version in (InfopostPage.objects.get(pk=alias.pk), before.as_object()):
        assert [row.organisation.name for row in version.co_authors.all()] == ["Verein Espe"]


def test_a_form_opened_before_keeps_its_words(client, page, ours):
    rows = list(page.co_authors.values_list("pk", "organisation"))
    leave(page.pk, ours.entry, timezone.now())
    sent = infopost_form(title="Im\u202e Garten", slug=page.slug, published_on=str(page.published_on))
    sent |= {"co_authors-TOTAL_FORMS": 2, "co_authors-INITIAL_FORMS": 2}
    for at, (pk, entry) in enumerate(rows):
        values = {"id": pk, "organisation": entry, "ORDER": at + 1, "DELETE": ""}
        sent |= {f"co_authors-{at}-{name}": value for name, value in values.items()}
    client.force_login(page.organisation.stewardships.get().user)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent).status_code == 302
    assert InfopostPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Im Garten"
    assert authors(page) == ["Verein Espe"] * 2


def test_its_own_partners_hear_of_it_a_day_later_and_not_at_all_if_it_left(page, ours):
    now = timezone.now()
    for whose, email in ((ours.entry, "unsere@example.org"), (page.organisation, "ihre@example.org")):
        Partner.objects.create(organisation=whose, email=email, language="de", confirmed_at=now)
    send_kits(now)
    waits = {
        mail.recipient: mail.not_before > now
        for mail in OutgoingMail.objects.filter(key__startswith=KIT_KEYS)
    }
    assert waits == {"unsere@example.org": True, "ihre@example.org": False}
    leave(page.pk, ours.entry, now)
    assert [mail.recipient for mail in OutgoingMail.objects.filter(key__startswith=KIT_KEYS)] == [
        "ihre@example.org"
    ]


def test_a_name_that_comes_later_is_told_and_a_change_of_words_tells_nobody(page, ours):
    later = builders.steward(builders.organisation("Verein Fichte"))
    send_kits(timezone.now())
    soon = timezone.now() + timedelta(hours=1)
    for words in ("Mit Musik.", "Mit Tanz."):
        page.summary = words
        page.save_revision().publish()
        send_kits(soon)
    assert OutgoingMail.objects.count() == 1
    page.co_authors.add(InfopostAuthor(organisation=later.stewardships.get().organisation))
    page.save_revision().publish()
    send_kits(timezone.now())
    assert OutgoingMail.objects.count() == 1, "there is time for second thoughts"
    for _round in range(2):
        send_kits(soon)
    assert OutgoingMail.objects.filter(recipient=later.email).count() == 1
    assert OutgoingMail.objects.count() == 2


def test_a_name_put_back_is_told_again_only_long_after_or_once_it_is_allowed_again(page, ours):
    now, rows = timezone.now(), list(page.co_authors.all())

    def name(kept, later):
        page.co_authors = [InfopostAuthor(organisation=row.organisation) for row in kept]
        page.save_revision().publish()
        send_kits(timezone.now() + timedelta(minutes=20 + later))

    send_kits(now)
    name(rows[1:], 1)
    name(rows, 2)
    (mail,) = OutgoingMail.objects.filter(recipient=ours.person.email)
    leave(page.pk, ours.entry, now)
    Leaving.objects.get().delete()
    name(rows, 3)
    (again,) = OutgoingMail.objects.filter(recipient=ours.person.email)
    assert again.pk != mail.pk
    OutgoingMail.objects.filter(pk=again.pk).delete()  # forgotten after a month
    name(rows[1:], 4)
    name(rows, 5)
    assert OutgoingMail.objects.filter(recipient=ours.person.email).count() == 1


def test_an_old_post_that_names_somebody_anew_tells_it(page, ours):
    InfopostPage.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=400))
    page = InfopostPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    send_kits(timezone.now() + timedelta(hours=1))
    assert OutgoingMail.objects.get().recipient == ours.person.email


def test_mails_that_wait_go_with_the_post_and_come_anew(page, ours):
    page.save_revision()
    send_kits(timezone.now())
    InfopostPage.objects.get(pk=page.pk).unpublish()
    assert not OutgoingMail.objects.exists()
    page.get_latest_revision().publish()
    send_kits(timezone.now() + timedelta(hours=1))
    mail = OutgoingMail.objects.get()
    ours.entry.is_shielded = True
    ours.entry.save()
    assert not OutgoingMail.objects.exists(), "it tells too much now"
    send_kits(timezone.now() + timedelta(hours=2))
    assert OutgoingMail.objects.get().pk != mail.pk
    InfopostPage.objects.get(pk=page.pk).delete()
    assert not OutgoingMail.objects.exists()
