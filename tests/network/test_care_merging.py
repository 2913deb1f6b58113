"""Merging: everything that refers to the one refers to the other."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from network.care import merging, takeover
from network.models import (
    Correction,
    DuplicatePair,
    Funding,
    Goal,
    Membership,
    Merge,
    Organisation,
    OrganisationPage,
)
from network.records import public_record
from portal import changes
from search.models import SearchDocument
from tests import builders
from tests.network.merges import everything, merged

pytestmark = pytest.mark.django_db


def test_public_directory_and_addresses_are_right_afterwards(client, pair, tree):
    source, target = pair
    old_page, page = source.pages.get(), target.pages.get()
    builders.translated(old_page, "en")
    builders.drain()
    merged(source, target)
    builders.drain()
    for prefix in ("", "/en", "/leicht"):
        answer = client.get(f"{prefix}/initiativen/kulturbuero-sued/?q=1")
        assert answer.status_code in {200, 301}
        if page.slug != "kulturbuero-sued":
            assert answer.status_code == 301
            assert answer.url == f"{prefix}/initiativen/{page.slug}/?q=1"
            assert client.get(answer.url).status_code == 200
    answer = client.get(f"/id/{source.uuid}/")
    assert (answer.status_code, answer.url) == (303, f"/initiativen/{page.slug}/")
    listing = client.get("/initiativen/").content.decode()
    assert "Kulturbüro Süd e. V." in listing
    assert "Kulturbuero Sued" not in listing
    sitemap = b"".join(client.get("/sitemap.xml").streaming_content).decode()
    assert f"/initiativen/{page.slug}/<" in sitemap
    assert f"/initiativen/{old_page.slug}/<" not in sitemap
    documents = dict(SearchDocument.objects.values_list("page_id", "deleted"))
    assert documents[old_page.pk] is True
    assert documents[page.pk] is False


def test_links_in_running_text_lead_to_what_remains(client, pair, tree, django_assert_num_queries):
    source, target = pair
    old_page, page = source.pages.get(), target.pages.get()
    translation = builders.translated(old_page, "en")
    text = "".join(f'<a linktype="page" id="{pk}">dort</a>' for pk in (old_page.pk, translation.pk))
    merged(source, target)
    builders.drain()
    for language, prefix in (("de", ""), ("en", "/en")):
        with builders.language(language):
            link = f'<a href="{prefix}/initiativen/{page.slug}/">dort</a>'
            assert expand_db_html(text) == 2 * link
    with changes.reading_once(), django_assert_num_queries(1):
        expand_db_html(text)
    assert client.get(f"/initiativen/{page.slug}/").status_code == 200
    page.unpublish()
    builders.drain()
    assert expand_db_html(text) == 2 * "<a>dort</a>"


def test_links_in_running_text_lead_back_after_an_undo(pair):
    source, target = pair
    old_page = source.pages.get()
    text = f'<a linktype="page" id="{old_page.pk}">dort</a>'
    merging.undo(merged(source, target), None)
    builders.drain()
    assert expand_db_html(text) == f'<a href="/initiativen/{old_page.slug}/">dort</a>'


def test_search_finds_the_entry_under_the_name_that_went(client, pair):
    source, target = pair
    Organisation.objects.filter(pk=source.pk).update(name="Wolkenkuckucksheim")
    source.refresh_from_db()
    merged(source, target)
    builders.drain()
    assert "Kulturbüro Süd" in client.get("/initiativen/?q=Wolkenkuckucksheim").content.decode()
    target.refresh_from_db()
    assert target.former_names == ["Jugendhaus", "Wolkenkuckucksheim", "KuBü"]


def test_the_only_page_moves_and_keeps_its_address(client, tree):
    source = builders.organisation("Alt")
    target = builders.organisation("Neu")
    page = builders.organisation_page(tree.directory, source)
    page.save_revision().publish()
    draft = OrganisationPage.objects.get(pk=page.pk)
    draft.summary = "Noch nicht"
    draft.save_revision()
    merged(source, target)
    builders.drain()
    page.refresh_from_db()
    assert page.organisation_id == target.pk
    assert page.live
    assert page.get_latest_revision_as_object().organisation_id == target.pk
    assert client.get("/initiativen/alt/").status_code == 200
    assert (
        client.get(f"/id/{source.uuid}/").url == client.get(f"/id/{target.uuid}/").url == "/initiativen/alt/"
    )
    page.get_latest_revision().publish()
    assert OrganisationPage.objects.get(pk=page.pk).organisation_id == target.pk


def test_memberships_follow_once(tree):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    both, only, left = (builders.organisation(name, kind="alliance") for name in ("Beide", "Nur", "Früher"))
    builders.membership(source, both, since=date(2012, 5, 1), represented_by="Vorstand")
    kept = builders.membership(target, both, since=date(2018, 1, 1), statement="Wir")
    moved = builders.membership(source, only)
    first = builders.membership(source, left, since=date(2001, 1, 1), until=date(2005, 1, 1), status="left")
    second = builders.membership(target, left, since=date(2010, 1, 1))
    merged(source, target)
    assert not Membership.objects.filter(organisation=source).exists()
    kept.refresh_from_db()
    assert (kept.since, kept.represented_by, kept.statement) == (date(2012, 5, 1), "Vorstand", "Wir")
    rows = Membership.objects.filter(organisation=target)
    assert set(rows.values_list("pk", flat=True)) == {kept.pk, moved.pk, first.pk, second.pk}


def test_undated_membership_of_both_is_one(tree):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    alliance = builders.organisation("Bund", kind="alliance")
    builders.membership(source, alliance)
    builders.membership(target, alliance)
    merged(source, target)
    assert Membership.objects.get().organisation == target


def test_members_of_an_alliance_follow(tree):
    source, target = (builders.organisation(name, kind="alliance") for name in ("Eins", "Zwei"))
    member, other = builders.organisation("Glied"), builders.organisation("Anderes")
    builders.membership(member, source)
    builders.membership(member, target, since=date(2020, 1, 1))
    builders.membership(other, source)
    builders.membership(target, source)
    merged(source, target)
    rows = Membership.objects.order_by("pk").values_list("organisation__name", "alliance__name", "since")
    assert sorted(rows, key=str) == [("Anderes", "Zwei", None), ("Glied", "Zwei", date(2020, 1, 1))]


def test_money_goals_hints_and_older_merges_follow(tree):
    source, target, older = (builders.organisation(name) for name in ("Eins", "Zwei", "Ganz alt"))
    merged(older, source)
    source.refresh_from_db()
    alliance = builders.alliance_page(tree.alliances)
    alliance.goals.add(Goal(text="Ziel", responsible=source))
    alliance.save_revision().publish()
    alliance.goals.add(Goal(text="Entwurf", responsible=source))
    alliance.save_revision()
    one = Funding.objects.create(programme="A", funder=source)
    one.recipients.set([source])
    two = Funding.objects.create(programme="B")
    two.recipients.set([source, target])
    hint = Correction.objects.create(organisation=source, text="Falsch")
    merged(source, target)
    assert Goal.objects.get(text="Ziel").responsible == target
    draft = Page.objects.get(pk=alliance.pk).get_latest_revision_as_object()
    assert {goal.responsible_id for goal in draft.goals.all()} == {target.pk}
    one.refresh_from_db()
    assert one.funder == target
    assert list(one.recipients.all()) == list(two.recipients.all()) == [target]
    hint.refresh_from_db()
    older.refresh_from_db()
    assert hint.organisation == older.merged_into == target


def test_emergency_switch_holds_for_what_remains(pair):
    source, target = pair
    builders.contact(target.pages.get(), "offen@example.org")
    Organisation.objects.filter(pk=source.pk).update(is_shielded=True)
    merged(source, target)
    record = public_record(OrganisationPage.objects.get(organisation=target))
    assert record.is_shielded
    assert record.contacts == ()


def test_chosen_facts_are_taken_over_and_others_not(pair):
    source, target = pair
    old_page, page = source.pages.get(), target.pages.get()
    number = builders.contact(old_page, "0375 123456", kind="phone", disclosure="office")
    same = builders.contact(old_page, "+49 375 99", kind="phone")
    builders.contact(page, "037599", kind="phone")
    topic = builders.topic_of(old_page, builders.topic("Musik"))
    keys = {one.key for one in takeover.offered(source, target)}
    assert keys == {
        f"contact_points.{number.pk}", f"topic_links.{topic.pk}", "languages", "entry.short_name", "entry.seat",
    }  # fmt: skip
    assert f"contact_points.{same.pk}" not in keys
    merged(
        source,
        target,
        f"contact_points.{number.pk}",
        "languages",
        "entry.seat",
        "made.up",
        "contact_points.999",
    )
    page = OrganisationPage.objects.get(pk=page.pk)
    contacts = list(page.contact_points.order_by("sort_order").values_list("value", "disclosure"))
    assert contacts == [("037599", "public"), ("0375 123456", "office")]
    assert page.languages == ["de", "ar"]
    assert list(page.topics.all()) == []
    target.refresh_from_db()
    assert target.seat == source.seat
    assert target.short_name == ""


@pytest.mark.parametrize("numbers", [(0, 1), (None, None), (3, None)])
def test_what_is_taken_over_stands_behind_what_was_there(client, pair, numbers):
    source, target = pair
    old_page, page = source.pages.get(), target.pages.get()
    taken = [builders.contact(old_page, "alt@example.org", sort_order=0)]
    old_point, point = {"lat": 50.7, "lon": 12.5}, {"lat": 50.75, "lon": 12.45}
    taken.append(builders.address(old_page, source.seat, street="Altgasse 1", sort_order=0, **old_point))
    for number, name in zip(numbers, ("neu", "zweite"), strict=True):
        builders.contact(page, f"{name}@example.org", sort_order=number)
    builders.address(page, source.seat, street="Neugasse 2", sort_order=numbers[0], **point)
    merged(source, target, f"contact_points.{taken[0].pk}", f"addresses.{taken[1].pk}")
    page = OrganisationPage.objects.get(pk=page.pk)
    record = public_record(page)
    names = [one.value.partition("@")[0] for one in record.contacts]
    assert names == ["neu", "zweite", "alt"]
    assert [one.street for one in record.addresses] == ["Neugasse 2", "Altgasse 1"]
    assert [one.sort_order for one in page.contact_points.order_by("sort_order")] == [0, 1, 2]
    builders.drain()
    card = client.get(f"/id/{target.uuid}/karte.vcf").content.decode()
    assert card.index("neu@example.org") < card.index("alt@example.org")
    answer = client.get(f"/api/v1/organisations/{target.uuid}/").json()["data"]
    assert answer["email"] == "neu@example.org"
    assert (answer["point"]["latitude"], answer["point"]["longitude"]) == (50.75, 12.45)


def test_what_is_taken_over_into_a_draft_stands_behind_what_was_there(pair):
    source, target = pair
    taken = builders.contact(source.pages.get(), "alt@example.org", sort_order=0)
    page = target.pages.get().specific
    builders.contact(page, "neu@example.org", sort_order=0)
    page = OrganisationPage.objects.get(pk=page.pk)
    page.summary = "Entwurf"
    page.save_revision()
    merged(source, target, f"contact_points.{taken.pk}")
    draft = OrganisationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [one.value for one in draft.contact_points.all()] == ["neu@example.org", "alt@example.org"]


def test_foreign_draft_is_not_published_by_taking_over(pair):
    source, target = pair
    page = target.pages.get().specific
    page.summary = "Geheimer Entwurf"
    page.save_revision()
    merged(source, target, "languages")
    page = OrganisationPage.objects.get(pk=page.pk)
    assert page.languages == ["de", "ar"]
    assert page.summary != "Geheimer Entwurf"
    draft = page.get_latest_revision_as_object()
    assert (draft.summary, draft.languages) == ("Geheimer Entwurf", ["de", "ar"])
    assert page.has_unpublished_changes


@pytest.mark.parametrize("case", ["itself", "again", "into merged", "alliance", "circle", "draft", "locked"])
def test_what_cannot_be_one_is_refused_and_changes_nothing(tree, case):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    third = builders.organisation("Drei")
    if case == "itself":
        target = source
    elif case == "again":
        merged(source, third)
    elif case == "into merged":
        merged(target, third)
    elif case == "alliance":
        target = builders.organisation("Bund", kind="alliance")
    elif case == "circle":
        source, target, third = (builders.organisation(name, kind="alliance") for name in "ABC")
        builders.membership(source, third)
        builders.membership(third, target)
    elif case == "draft":
        builders.organisation_page(tree.directory, source)
        builders.organisation_page(tree.directory, target, live=False)
    else:
        builders.organisation_page(tree.directory, source, locked=True)
    before, count = everything(source, target), Merge.objects.count()
    with pytest.raises(merging.Refused) as refused:
        merged(source, target)
    assert refused.value.reason
    assert everything(source, target) == before
    assert Merge.objects.count() == count


def test_a_chain_of_merges_leads_to_the_end(client, tree):
    entries = [builders.organisation(name) for name in ("Eins", "Zwei", "Drei")]
    for entry in entries:
        builders.organisation_page(tree.directory, entry)
    merged(entries[0], entries[1])
    merged(entries[1], entries[2])
    builders.drain()
    assert client.get(f"/id/{entries[0].uuid}/").url == "/initiativen/drei/"
    assert client.get("/initiativen/eins/").url == "/initiativen/drei/"
    assert client.get("/en/initiativen/zwei/").url == "/en/initiativen/drei/"


def test_preview_promises_what_happens_and_changes_nothing(pair):
    source, target = pair
    before = everything(source, target)
    preview = merging.preview(source, target, None, frozenset({"languages"}))
    assert everything(source, target) == before
    assert not Merge.objects.exists()
    assert preview.refusal == ""
    done = merged(source, target, "languages")
    assert [effect.text for effect in preview.effects] == [one["text"] for one in done.steps["effects"]]
    assert merging.preview(source, target, None).refusal


def test_dismissed_pairs_of_the_source_are_told_apart_from_the_target(tree):
    source, target, other, open_one = (
        builders.organisation(name) for name in ("Eins", "Zwei", "Drei", "Vier")
    )
    who = builders.office()
    now = Merge._meta.get_field("done_at").default()
    DuplicatePair.objects.create(first=source, second=other, likeness=60, dismissed_at=now, dismissed_by=who)
    DuplicatePair.objects.create(first=source, second=open_one, likeness=60)
    merged(source, target)
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.dismissed_by) == (target, other, who)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one writer and does not wait")
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_at_once_merge_once():
    """The second one learns that it is done, whichever way round it asked."""
    builders.site_tree()
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    barrier, results = Barrier(2), []

    def run(one, other):
        barrier.wait()
        try:
            merging.merge(one, other, None)
            results.append("merged")
        except merging.Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in ((source, target), (target, source))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["merged", "refused"]
    assert Merge.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["/initiativen/%00/", "/" + "x" * 3000 + "/", "/%ff/", "/initiativen/nichts/?a=%00"]
)
def test_addresses_nobody_knows_stay_unknown(tree, address):
    assert Client().get(address).status_code == 404


def test_redirect_to_a_withdrawn_page_leads_nowhere(client, pair, tree):
    source, target = pair
    slug = source.pages.get().slug
    merged(source, target)
    target.pages.get().unpublish()
    builders.drain()
    assert client.get(f"/initiativen/{slug}/").status_code == 404
