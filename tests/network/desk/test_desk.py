"""The desk: where members land, whose it is, what it says, and that it costs the same for one and for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.desk.frame import desk_url
from network.desk.parts import DeskPart, parts_for
from network.models import ActorPage, Organisation, Stewardship
from network.models.stewardship import today
from portal.registries import desk_parts
from tests import builders
from tests.access.houses import house

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def text_of(client, entry, name="desk"):
    """Return the page of a desk."""
    answer = client.get(desk_url(entry, name))
    assert answer.status_code == 200
    return answer.content.decode()


def several(tree, number, kind="Verein"):
    """Return a person who acts for so many organisations, and these."""
    person = builders.user()
    houses = [house(tree, f"{kind} {letter}") for letter in "ABCDE"[:number]]
    for one in houses:
        Stewardship.objects.create(user=person, organisation=one.entry)
    return person, houses


def test_a_member_lands_on_the_desk(client, ours):
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer["Location"] == desk_url(ours.entry)
    assert '<p class="desk-title">Verein Amsel</p>' in text_of(client, ours.entry)


@pytest.mark.parametrize("who", [builders.office, builders.editor, builders.superuser])
def test_the_office_keeps_its_own_first_page(client, ours, who):
    person = who()
    Stewardship.objects.create(user=person, organisation=ours.entry)
    client.force_login(person)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(reverse("desk:begin"))["Location"] == desk_url(ours.entry)


def test_who_acts_for_nobody_has_no_desk(client, ours):
    client.force_login(builders.office())
    assert client.get(reverse("desk:begin")).status_code == 404
    assert client.get(desk_url(ours.entry)).status_code == 404


@pytest.mark.parametrize("name", ["desk", "emergency"])
def test_a_foreign_or_wrong_number_is_not_there(client, theirs, name):
    for key in (theirs.entry.pk, 0, 987654321, 10**30):
        assert client.get(reverse(f"desk:{name}", args=[key])).status_code == 404
    for key in ("-1", "1e3", "eins", "%00", "1/../2"):
        assert client.get(f"/admin/desk/{key}/").status_code == 404


def test_a_steward_whose_time_is_over_finds_no_desk(client, ours):
    assert client.get(desk_url(ours.entry)).status_code == 200
    Stewardship.objects.filter(user=ours.person).update(until=today())
    assert client.get(desk_url(ours.entry), follow=False).status_code in {302, 404}
    assert "Verein Amsel" not in client.get(desk_url(ours.entry), follow=True).content.decode()


def test_nobody_comes_in_without_signing_in(client, ours):
    client.logout()
    assert "/konto/anmelden/" in client.get(desk_url(ours.entry))["Location"]


def test_one_organisation_needs_no_switch(client, ours):
    assert "desk-switch" not in text_of(client, ours.entry)


@pytest.mark.parametrize("number", [2, 5])
def test_one_switches_between_organisations_on_every_page_of_the_desk(client, tree, number):
    person, houses = several(tree, number)
    client.force_login(person)
    first, last = houses[0], houses[-1]
    for page in ("desk", "emergency"):
        text = text_of(client, first.entry, page)
        for one in houses:
            assert f'href="{desk_url(one.entry)}"' in text
        assert f'href="{desk_url(first.entry)}" aria-current="true"' in text
    back = client.get(desk_url(first.entry, "take_back", first.page.pk)).content.decode()
    assert f'href="{desk_url(last.entry)}"' in back


def test_the_choice_survives(client, tree):
    person, (first, second) = several(tree, 2)
    client.force_login(person)
    assert client.get(reverse("wagtailadmin_home"))["Location"] == desk_url(first.entry)
    client.get(desk_url(second.entry))
    assert client.get(reverse("wagtailadmin_home"))["Location"] == desk_url(second.entry)
    Stewardship.objects.filter(user=person, organisation=second.entry).update(until=today())
    assert client.get(reverse("wagtailadmin_home"))["Location"] == desk_url(first.entry)


def test_a_desk_names_only_its_own_organisation(client, tree):
    person, (first, second) = several(tree, 2)
    builders.event("Fremder Termin", timezone.localtime().replace(tzinfo=None), organiser=second.entry)
    client.force_login(person)
    text = text_of(client, first.entry)
    assert "Fremder Termin" not in text
    assert second.page.summary not in text


def queries_of(client, entry) -> int:
    """Return how many queries a desk takes whose parts are all there, once everything was learnt."""
    client.get(desk_url(entry))
    with CaptureQueriesContext(connection) as queries:
        client.get(desk_url(entry))
    return len(queries)


def test_a_desk_takes_as_many_queries_for_one_organisation_as_for_five(client, tree):
    person, houses = several(tree, 1)
    client.force_login(person)
    alone = queries_of(client, houses[0].entry)
    other, five = several(tree, 5, "Gruppe")
    client.force_login(other)
    assert queries_of(client, five[0].entry) == alone
    assert alone <= 60


def test_a_desk_takes_no_query_per_row(client, ours, tree):
    entry, page = ours.entry, ours.page

    def fill(number: int) -> None:
        start = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0)
        for at in range(number):
            builders.event(f"Termin {at}", start + timedelta(days=at), organiser=entry)
            builders.event(f"Entwurf {at}", start, organiser=entry, live=False)
            entry.corrections.create(text=f"Hinweis {at}", sender=f"leser{at}@example.org")
            builders.steward(entry)
            builders.offer(page, f"Angebot {at}")
            builders.opening_hours(page, at % 7)

    fill(3)
    few = queries_of(client, entry)
    fill(12)
    assert queries_of(client, entry) == few


def test_how_the_page_looks(client, ours):
    text = text_of(client, ours.entry)
    assert 'href="/initiativen/verein-amsel/"' in text
    assert reverse("wagtailadmin_pages:edit", args=[ours.page.pk]) in text
    assert "view_draft" not in text
    page = ours.page
    page.summary = "Neu"
    page.save_revision(user=ours.person)
    text = text_of(client, ours.entry)
    assert reverse("wagtailadmin_pages:view_draft", args=[page.pk]) in text


def test_who_changed_the_page_last_is_said_without_naming_the_office(client, ours):
    office = builders.user("person-im-buero@example.org", first_name="Vera", last_name="Büromann")
    other = builders.steward(ours.entry, "kollegin@example.org")
    changed = []
    for writer in (ours.person, other, office):
        ours.page.save_revision(user=writer)
        part = next(
            part for part in parts_for(ours.person, ours.entry, timezone.now()) if part.anchor == "page"
        )
        changed.append(part.context["pages"][0].changed_by)
    assert len(set(changed)) == 3
    assert "kollegin@example.org" in changed[1]
    assert "Büromann" not in changed[2]


def test_a_page_that_was_never_published_says_so(client, ours):
    ActorPage.objects.filter(pk=ours.page.pk).update(live=False)
    text = text_of(client, ours.entry)
    assert 'href="/initiativen/verein-amsel/"' not in text
    assert "is-public" not in text


def test_an_organisation_without_a_page_has_a_desk(client, ours, tree):
    entry = builders.organisation("Ohne Seite")
    Stewardship.objects.create(user=ours.person, organisation=entry)
    text = text_of(client, entry)
    assert "desk-look" not in text
    assert 'id="missing"' not in text


def test_a_protected_organisation_sees_that_it_is(client, ours):
    Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=True)
    assert "desk-alarm-line" in text_of(client, ours.entry)


def test_a_part_that_another_app_registers_stands_in_its_place(client, ours, monkeypatch):
    monkeypatch.setattr(desk_parts, "_entries", dict(desk_parts._entries))
    template = "network/desk/asked_back.html"
    desk_parts.register(
        "later", lambda *args: DeskPart("Stellen", template, {"sent_back": []}, 25, "jobs", 3)
    )
    desk_parts.register("nothing", lambda *args: None)
    anchors = [part.anchor for part in parts_for(ours.person, ours.entry, timezone.now())]
    assert anchors.index("page") < anchors.index("jobs") < anchors.index("missing")
    assert '<a href="#jobs"><strong>3</strong> Stellen</a>' in text_of(client, ours.entry)


def test_headings_follow_each_other_and_every_jump_mark_exists_once(client, ours):
    ours.entry.corrections.create(text="Falsch")
    text = text_of(client, ours.entry)
    assert text.count("<h1") == 1
    for anchor in ("page", "missing", "dates", "keepers", "hints"):
        assert text.count(f'id="{anchor}"') == 1
