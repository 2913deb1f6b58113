"""The pages of register care: who may use them, what their buttons do, and that hostile values do nothing."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from network.care import bulk_edit, duplicates, merging
from network.care.admin import CareViewSet, tallies
from network.care.completeness import gaps_of
from network.care.history import timeline
from network.care.recording import MEMBERSHIP_REMOVED
from network.care.selection import chosen
from network.models import (
    BulkEdit,
    Correction,
    DuplicatePair,
    Membership,
    Merge,
    Organisation,
    OrganisationPage,
)
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return builders.site_tree()


@pytest.fixture
def pair(tree):
    """Return two entries that are alike, both with a page."""
    source, target = builders.organisation("Kulturbuero Sued"), builders.organisation("Kulturbüro Süd e. V.")
    for entry in (source, target):
        builders.organisation_page(tree.directory, entry)
    duplicates.refresh(timezone.now())
    return source, target


@pytest.fixture
def office(client, tree):
    client.force_login(builders.office("buero@example.org"))
    return client


def url(name, *args):
    """Return an address of register care."""
    return reverse(f"register_care:{name}", args=args)


def addresses(source, target):
    """Return every address with how it is asked."""
    pair = DuplicatePair.objects.get()
    done = merging.merge(*(builders.organisation(name) for name in ("Weg", "Da")), None)
    edit, _items = bulk_edit.apply([source], bulk_edit.Wish(seat=builders.region()), None)
    return [
        ("get", url("duplicates")),
        ("post", url("duplicates")),
        ("post", url("decide", pair.pk)),
        ("get", url("choose_pair")),
        ("post", url("choose_pair")),
        ("get", url("merge", source.pk, target.pk)),
        ("post", url("merge", source.pk, target.pk)),
        ("get", url("merged", done.pk)),
        ("post", url("merged", done.pk)),
        ("get", url("bulk")),
        ("get", url("bulk_results")),
        ("post", url("bulk_preview")),
        ("post", url("bulk_undo", edit.pk)),
        ("get", url("completeness")),
        ("get", url("completeness_results")),
        ("get", url("history", source.pk)),
    ]


def test_every_address_is_in_the_list_of_rights(pair):
    names = {pattern.name for pattern in CareViewSet().get_urlpatterns()}
    asked = {url_name for _method, address in addresses(*pair) for url_name in [_name_of(address)]}
    assert names == asked


def _name_of(address):
    """Return the name of an address."""
    return resolve(address).url_name


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, {302}),
        (builders.user, {302}),
        (builders.editor, {404}),
        (builders.office, {200, 302}),
        (builders.superuser, {200, 302}),
    ],
)
def test_only_the_office_may_use_register_care(client, pair, who, status):
    asked = addresses(*pair)
    if who:
        client.force_login(who())
    for method, address in asked:
        answer = getattr(client, method)(address)
        assert answer.status_code in status, address
        if who in (None, builders.user):
            assert "/admin/" in answer.url
            assert "register-care" not in answer.url.partition("?")[0]
    if who in (None, builders.user, builders.editor):
        assert not Merge.objects.exclude(undone_at=None).exists()
        assert DuplicatePair.objects.get().dismissed_at is None


def test_menu_and_desk_are_for_the_office(client, pair):
    for who, sees in ((builders.office, True), (builders.superuser, True), (builders.editor, False)):
        client.force_login(who())
        text = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (url("duplicates") in text) is sees
        assert (url("bulk") in text) is sees


def test_counts_on_the_desk_are_those_of_the_lists(office, pair):
    builders.organisation("Leer")
    request = RequestFactory().get("/admin/", SERVER_NAME="testserver")
    found = tallies(request)
    assert [tally.count for tally in found] == [1, 3]
    assert office.get(found[0].url).context["total"] == 1
    assert office.get(found[1].url).context["paginator"].count == 3


def test_counts_on_the_desk_cost_the_same_at_any_size(tree, django_assert_max_num_queries):
    request = RequestFactory().get("/admin/", SERVER_NAME="testserver")
    counts = []
    for many in (3, 30):
        for number in range(many):
            builders.organisation(f"Verein {number}")
        duplicates.refresh(timezone.now())
        builders.drain()
        tallies(request)
        with django_assert_max_num_queries(15) as asked:
            tallies(request)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_pair_is_shown_with_its_reason_and_can_be_kept_apart(office, pair):
    text = office.get(url("duplicates")).content.decode()
    assert "Kulturbuero Sued" in text
    proposal = DuplicatePair.objects.get()
    assert f"{proposal.likeness} %" in text
    office.post(url("decide", proposal.pk), {"say": "two"})
    assert not duplicates.open_pairs().exists()
    duplicates.refresh(timezone.now())
    assert not duplicates.open_pairs().exists()
    assert "Kulturbuero Sued" in office.get(url("duplicates") + "?show=dismissed").content.decode()
    office.post(url("decide", proposal.pk), {"say": "again"})
    assert duplicates.open_pairs().count() == 1


@pytest.mark.parametrize("data", [{}, {"say": ""}, {"say": "merge"}])
def test_unclear_decision_changes_nothing(office, pair, data):
    assert office.post(url("decide", DuplicatePair.objects.get().pk), data).status_code == 302
    assert DuplicatePair.objects.get().dismissed_at is None


def test_search_follows_the_register(office, pair):
    source, target = pair
    Organisation.objects.filter(pk=source.pk).update(name="Etwas ganz anderes")
    office.post(url("duplicates"))
    assert not DuplicatePair.objects.exists()
    Organisation.objects.filter(pk=source.pk).update(name="Kulturbüro Süd")
    office.post(url("duplicates"))
    assert duplicates.open_pairs().count() == 1
    merging.merge(source, target, None)
    assert not duplicates.open_pairs().exists()


def test_list_of_duplicates_costs_the_same_at_any_size(office, django_assert_max_num_queries):
    counts = []
    for many in (2, 15):
        for number in range(many):
            for name in (f"Verein Nummer{number}{many}x", f"Verein Nummer{number}{many}x e. V."):
                builders.organisation(name)
        duplicates.refresh(timezone.now())
        with django_assert_max_num_queries(60) as asked:
            office.get(url("duplicates"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_reading_profiles_costs_four_queries(pair, django_assert_num_queries):
    with django_assert_num_queries(4):
        duplicates.read_profiles()


def test_command_names_pairs(pair, capsys):
    call_command("find_duplicates")
    said = capsys.readouterr().out
    assert "1 possible duplicates" in said
    assert "Kulturbuero Sued" in said


def test_merge_asks_and_acts(office, pair):
    source, target = pair
    text = office.get(url("merge", source.pk, target.pk)).content.decode()
    assert "Kulturbuero Sued" in text
    assert url("merge", target.pk, source.pk) in text
    assert Organisation.objects.get(pk=source.pk).status == "active"
    assert office.post(url("merge", source.pk, target.pk), {"do": "look"}).status_code == 200
    assert Organisation.objects.get(pk=source.pk).status == "active"
    answer = office.post(url("merge", source.pk, target.pk), {"do": "merge"}, follow=True)
    done = Merge.objects.get()
    assert answer.redirect_chain == [(url("merged", done.pk), 302)]
    assert done.by.email == "buero@example.org"
    office.post(url("merged", done.pk))
    assert Organisation.objects.get(pk=source.pk).status == "active"


def test_second_merge_of_a_pair_says_so(office, pair):
    source, target = pair
    for keys in ((source.pk, target.pk), (source.pk, target.pk), (target.pk, source.pk)):
        answer = office.post(url("merge", *keys), {"do": "merge"})
    assert answer.status_code == 200
    assert "Kulturbuero Sued" in answer.context["preview"].refusal
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("taken", ["nothing.real", "contact_points.999999999999999999999", "\0", "<script>"])
def test_hostile_choice_merges_nothing(office, pair, taken):
    answer = office.post(url("merge", pair[0].pk, pair[1].pk), {"do": "merge", "taken": [taken]})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("keys", [(0, 1), (10**18, 1), (10**30, 1)])
def test_unknown_entries_are_not_found(office, pair, keys):
    assert office.get(url("merge", *keys)).status_code == 404
    assert office.get(url("history", keys[0])).status_code == 404


@pytest.mark.parametrize("query", ["?p=0", "?p=x", "?p=99999", "?show=%00", "?show=dismissed&p=-1"])
def test_hostile_page_numbers_give_a_page(office, pair, query):
    assert office.get(url("duplicates") + query).status_code == 200


@pytest.mark.parametrize("query", ["?source=x&target=%00", "?source=999999999999999999999", "?source=1"])
def test_pair_form_takes_what_the_address_names_or_nothing(office, pair, query):
    assert office.get(url("choose_pair") + query).status_code == 200
    answer = office.post(url("choose_pair"), {"source": "x", "target": "\0"})
    assert answer.status_code == 200
    same = office.post(url("choose_pair"), {"source": pair[0].pk, "target": pair[0].pk})
    assert same.context["form"].errors
    keys = {"source": pair[0].pk, "target": pair[1].pk}
    assert office.post(url("choose_pair"), keys).url == url("merge", *keys.values())


def test_names_are_shown_as_text(office, tree):
    one, other = (
        builders.organisation("<script>alert(1)</script>"),
        builders.organisation("<script>alert(1)</script>"),
    )
    duplicates.refresh(timezone.now())
    for address in (
        url("duplicates"),
        url("merge", one.pk, other.pk),
        url("history", one.pk),
        url("completeness"),
    ):
        assert "<script>alert(1)" not in office.get(address).content.decode()


# What is incomplete


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


# History


def test_history_tells_everything_in_one_line(office, pair):
    source, target = pair
    alliance = builders.organisation("Bund", kind="alliance")
    row = builders.membership(target, alliance, since=date(2015, 3, 1))
    hint = Correction.objects.create(
        organisation=target, text="Die Nummer ist falsch", sender="wer@example.org"
    )
    office.post(reverse("wagtailsnippets_network_correction:edit", args=[hint.pk]), {"status": "done"})
    office.post(
        reverse("wagtailsnippets_network_organisation:edit", args=[target.pk]),
        {
            "name": "Kulturbüro Süd", "short_name": "", "former_names": "", "kind": "initiative",
            "legal_form": "none",
            "register_number": "VR 1", "founded": "", "is_non_state": "on", "seat": "", "status": "active",
            "register_id": target.register_id,
        },
    )  # fmt: skip
    merging.merge(source, target, builders.office("zweite@example.org"))
    bulk_edit.apply([target], bulk_edit.Wish(seat=builders.region()), None)
    target.pages.get().specific.save_revision(log_action=True).publish()
    row.delete()
    builders.membership(target, alliance, since=date(2020, 1, 1))
    text = re.sub(r"\s+", " ", office.get(url("history", target.pk)).content.decode())
    for words in (
        "VR 1",
        "Kulturbuero Sued",
        "Die Nummer ist falsch",
        "Zwickau",
        "Bund",
        "zweite@example.org",
    ):
        assert words in text, words
    assert "wer@example.org" not in text
    events = timeline(target)
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    assert {event.kind for event in events} == {"register", "page", "membership", "hint"}
    for kind in ("page", "hint", "weather", "%00"):
        assert office.get(url("history", target.pk) + f"?kind={kind}&p=x").status_code == 200


def test_deleted_membership_is_told_on_both_sides(office, tree):
    member, alliance = builders.organisation("Glied"), builders.organisation("Bund", kind="alliance")
    row = builders.membership(member, alliance)
    office.post(reverse("wagtailsnippets_network_membership:delete", args=[row.pk]))
    assert not Membership.objects.exists()
    logs = ModelLogEntry.objects.filter(action=MEMBERSHIP_REMOVED)
    assert {logged.object_id for logged in logs} == {str(member.pk), str(alliance.pk)}
    assert {logged.user.email for logged in logs} == {"buero@example.org"}
    assert "Glied – Bund" in office.get(url("history", member.pk)).content.decode()


def test_history_costs_the_same_at_any_size(office, tree, django_assert_max_num_queries):
    entry = builders.organisation("Verein")
    page = builders.organisation_page(tree.directory, entry)
    counts = []
    for many in (3, 30):
        for number in range(many):
            alliance = builders.organisation(f"Bund {many} {number}", kind="alliance")
            builders.membership(entry, alliance, since=date(2010, 1, 1))
            Correction.objects.create(organisation=entry, text="Falsch")
            Page.objects.get(pk=page.pk).specific.save_revision(log_action=True)
        with django_assert_max_num_queries(60) as asked:
            office.get(url("history", entry.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Edits of many entries: the list's part of it


def test_register_filters_choose_for_the_edit(rf, tree):
    one, other = builders.organisation("Eins"), builders.organisation("Zwei", kind="association")
    builders.organisation("Weg", status="merged")

    def of(**data):
        return chosen(rf.post("/", data))

    assert of(scope="found", query="").entries == (one, other)
    assert of(scope="found", query="kind=association").entries == (other,)
    assert of(scope="found", query="q=ein").entries == (one,)
    assert of(entry=[one.pk, other.pk]).entries == (one, other)
    for wrong in ("kind=weather", "page=x", "district=%00", "q=nichts"):
        assert of(scope="found", query=wrong).entries == ()
        assert of(scope="found", query=wrong).error
    for keys in ([], ["x"], ["-1"], ["1" * 40], ["\0"], ["²"], ["999999"], [str(key) for key in range(101)]):
        assert of(entry=keys).entries == ()
        assert of(entry=keys).error


def test_edit_is_previewed_done_and_undone_in_the_admin(office, pair, tree):
    source, target = pair
    topic = builders.topic("Musik")
    form = {"entry": [source.pk, target.pk], "add_topics": [topic.pk], "areas_how": "add"}
    assert f'value="{source.pk}"' in office.get(url("bulk")).content.decode()
    answer = office.post(url("bulk_preview"), form)
    assert "Musik" in answer.content.decode()
    assert not BulkEdit.objects.exists()
    office.post(url("bulk_preview"), {**form, "do": "apply", "seen": answer.context["seen"]})
    done = BulkEdit.objects.get()
    assert {tuple(page.topics.all()) for page in OrganisationPage.objects.all()} == {(topic,)}
    office.post(url("bulk_undo", done.pk))
    assert {tuple(page.topics.all()) for page in OrganisationPage.objects.all()} == {()}
    assert office.post(url("bulk_undo", done.pk)).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"add_topics": ["x"]},
        {"add_topics": ["999"]},
        {"areas": ["\0"]},
        {"seat": "x"},
        {"areas_how": "burn", "seat": "1"},
        {"do": "apply", "seat": "999999999999999999999"},
    ],
)
def test_hostile_edit_gives_a_message_and_changes_nothing(office, pair, data):
    answer = office.post(url("bulk_preview"), {"entry": [pair[0].pk], "do": "apply", **data})
    assert answer.status_code == 200
    assert list(answer.context["messages"])
    assert not BulkEdit.objects.exists()


def test_edit_that_nobody_saw_is_shown_instead_of_done(office, pair):
    place = builders.region()
    form = {"entry": [pair[0].pk], "seat": place.pk, "do": "apply"}
    for seen in ("", "made up"):
        answer = office.post(url("bulk_preview"), {**form, "seen": seen})
        assert answer.status_code == 200
        assert "Zwickau" in answer.content.decode()
    assert not BulkEdit.objects.exists()
    assert office.get(url("bulk_preview")).url == url("bulk")
