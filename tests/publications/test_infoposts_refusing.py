"""Leaving a post holds, in all languages, until the organisation allows to be named again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.care import merging
from network.models import Leaving
from network.models.organisations import Trust
from network.named import floods
from publications.infoposts.co_authors.leaving import leave
from publications.models import InfopostAuthor, InfopostPage
from tests import builders
from tests.access.houses import house
from tests.publications.infoposts_pages import infopost, infopost_form, news_page
from tests.publications.postings_pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return builders.calendar_tree()


@pytest.fixture
def ours(tree):
    return house(tree, "Verein Amsel")


@pytest.fixture
def theirs(tree):
    return house(tree, "Verein Buche", trust=Trust.TRUSTED)


@pytest.fixture
def page(ours, theirs):
    """Return a post of theirs that named us until we left."""
    made = published(infopost(theirs.page, "Wir alle sagen es", co_authors=(ours.entry,)))
    leave(made.pk, ours.entry, timezone.now())
    return InfopostPage.objects.get(pk=made.pk)


def names(page) -> list[str]:
    """Return the further authors of a page as its rows are now."""
    rows = InfopostAuthor.objects.filter(page=page.pk).order_by("pk")
    return list(rows.values_list("organisation__name", flat=True))


def send(client, page, named):
    """Send the form of a post with somebody named, and return what comes back."""
    there = dict(InfopostAuthor.objects.filter(page=page.pk).values_list("organisation", "pk"))
    sent = infopost_form(title=page.title, slug=page.slug, published_on=str(page.published_on))
    sent |= {"co_authors-TOTAL_FORMS": len(named), "co_authors-INITIAL_FORMS": len(there)}
    for at, entry in enumerate(named):
        row = {"id": there.get(entry.pk, ""), "organisation": entry.pk, "ORDER": at + 1, "DELETE": ""}
        sent |= {f"co_authors-{at}-{name}": value for name, value in row.items()}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**sent, "action-publish": "1"})


def errors(response) -> str:
    """Return what stands at the rows of further authors."""
    return str(response.context["form"].formsets["co_authors"].errors)


@pytest.mark.parametrize("who", ["writer", "editor"])
def test_nobody_names_it_there_again_until_it_allows_that(client, page, ours, theirs, who):
    person = builders.editor("red@example.org") if who == "editor" else theirs.person
    client.force_login(person)
    assert "„Verein Amsel“ hat sich hier herausgenommen" in errors(send(client, page, [ours.entry]))
    assert names(page) == []
    client.force_login(ours.person)
    client.post(reverse("named:allow", args=[ours.entry.pk, Leaving.objects.get().pk]))
    client.force_login(person)
    assert send(client, page, [ours.entry]).status_code == 302
    assert names(page) == ["Verein Amsel"]


def test_it_holds_for_translations_made_later_and_for_what_they_copy(client, page, ours):
    english = builders.locale("en")
    for above in page.get_ancestors().filter(depth__gt=1):
        if not above.has_translation(english):
            above.specific.copy_for_translation(english, copy_parents=True, alias=True)
    own = page.copy_for_translation(english)
    client.force_login(builders.editor("red@example.org"))
    assert "herausgenommen" in errors(send(client, own, [ours.entry]))
    own.co_authors = [InfopostAuthor(organisation=ours.entry)]
    own.save_revision().publish()
    assert names(own) == []


def test_an_alias_copies_no_name_of_whoever_left(page, ours):
    english = builders.locale("en")
    for above in page.get_ancestors().filter(depth__gt=1):
        if not above.has_translation(english):
            above.specific.copy_for_translation(english, copy_parents=True, alias=True)
    alias = page.copy_for_translation(english, alias=True)
    page.co_authors = [InfopostAuthor(organisation=ours.entry)]
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    assert (names(page), names(alias), revision.content["co_authors"]) == ([], [], [])


def test_a_writer_that_is_refused_names_it_on_nothing_neither_posts_nor_dates(client, ours, theirs):
    posts = [published(infopost(theirs.page, f"Ruf {at}", co_authors=(ours.entry,))) for at in range(2)]
    date = builders.event(organiser=theirs.entry, co_organisers=[ours.entry])
    client.force_login(ours.person)
    client.post(reverse("co_authors:leave", args=[ours.entry.pk, posts[0].pk]), {"for_good": "on"})
    assert [names(post) for post in posts] == [[], []]
    assert not date.co_organisers.model.objects.filter(event=date).exists()
    new = published(infopost(theirs.page, "Neuer Ruf"))
    client.force_login(theirs.person)
    response = send(client, new, [ours.entry])
    assert "„Verein Amsel“ möchte von „Verein Buche“ nicht genannt werden" in errors(response)


def test_undoing_a_merge_names_neither_of_those_who_left_as_one(ours, theirs):
    twin = builders.organisation("Amsel e. V.")
    page = published(infopost(theirs.page, "Gemeinsam", co_authors=(ours.entry, twin)))
    done = merging.merge(twin, ours.entry, None)
    assert names(page) == ["Verein Amsel"]
    leave(page.pk, ours.entry, timezone.now() + timedelta(minutes=1))
    merging.undo(done, None)
    assert names(page) == []
    assert InfopostPage.objects.get(pk=page.pk).get_latest_revision().content["co_authors"] == []


def test_leaving_goes_along_when_entries_are_merged(page, ours):
    twin = builders.organisation("Amsel e. V.")
    page.co_authors = [InfopostAuthor(organisation=twin)]
    page.save_revision().publish()
    done = merging.merge(ours.entry, twin, None)
    assert names(page) == []
    merging.undo(done, None)
    assert names(page) == ["Amsel e. V."]


def test_a_post_that_is_gone_is_no_more_on_the_desk(page):
    assert Leaving.objects.exists()
    page.delete()
    assert not Leaving.objects.exists()


def test_floods_are_refused_and_leave_room_on_the_page_of_whoever_is_named(
    client, tree, ours, theirs, monkeypatch
):
    news_page(tree.home)
    published(infopost(ours.page, "Von uns selbst", published_on="2026-01-01"))
    for at in range(5):
        published(infopost(theirs.page, f"Flut {at}", co_authors=(ours.entry,)))
    shown = client.get(ours.page.get_url()).content.decode()
    assert -1 < shown.find("Von uns selbst") < shown.find("Flut ")
    monkeypatch.setattr("network.named.forms.MOST_OF_ONE", 5)
    new = published(infopost(theirs.page, "Noch eins"))
    client.force_login(theirs.person)
    assert "innerhalb eines Tages bei 5 Beiträgen und Terminen" in errors(send(client, new, [ours.entry]))
    many = [builders.organisation(f"Haus {at}") for at in range(floods.MOST_AT_ONCE + 1)]
    assert send(client, new, many).status_code == 200
    assert send(client, new, many[1:]).status_code == 302
