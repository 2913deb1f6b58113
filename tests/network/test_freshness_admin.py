"""“What is out of date?”: who may look, who may act, what happens, and the way back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.care import merging
from network.freshness import office_steps
from network.freshness.confirming import confirm_kinds
from network.models import Asking, Freshness, FreshnessEdit, OrganisationPage, Stewardship
from network.roles import MEMBERS
from portal.models import OutgoingMail
from tests import builders
from tests.network.freshness_cases import START, case, clock, run

pytestmark = pytest.mark.django_db


def act(client, do: str, *pages):
    """Return the list after an action on pages."""
    return client.post(
        reverse("freshness:act"), {"do": do, "entry": [page.pk for page in pages]}, follow=True
    )


def titles(client, query: str = "") -> set[str]:
    """Return the titles in the list."""
    answer = client.get(f"{reverse('freshness:list')}?{query}")
    assert answer.status_code == 200
    return {page.title for page in answer.context["object_list"]}


def test_who_may_look_and_who_may_act(client, tree):
    one = case(tree)
    builders.drain()
    edit = FreshnessEdit.objects.create(what="outdated", steps={"all": []})
    addresses = {name: reverse(f"freshness:{name}") for name in ("list", "list_results", "act")}
    undo = reverse("freshness:undo", args=[edit.pk])
    steward = one.stewards[0]
    builders.office()
    steward.groups.add(Group.objects.get(name=MEMBERS))
    for user, looks, acts in (
        (builders.office(), 200, 302),
        (builders.editor(), 200, 404),
        (steward, 404, 404),
        (builders.superuser(), 200, 302),
    ):
        client.force_login(user)
        assert client.get(addresses["list"]).status_code == looks
        assert client.get(addresses["list_results"]).status_code == looks
        assert client.post(addresses["act"]).status_code == acts
        assert client.post(undo).status_code == acts
        assert client.get(addresses["act"]).status_code in {404, 405}
        has_boxes = f'value="{one.page.pk}" form=' in client.get(addresses["list"]).content.decode()
        assert has_boxes == (acts == 302)
    client.logout()
    for path in (*addresses.values(), undo):
        assert client.post(path).status_code == 302
        assert "anmelden" in client.post(path).url


def test_filters_find_what_they_say(office, tree):
    today = timezone.localdate()
    old = case(tree, title="Alt")
    hours = case(tree, confirmed=today - timedelta(days=240), title="Zeiten")
    case(tree, confirmed=today, title="Frisch")
    Stewardship.objects.filter(organisation=hours.entry).update(until=today)
    case(tree, confirmed=None, title="Nie")
    assert titles(office) == {"Alt", "Zeiten", "Nie"}
    assert titles(office, "stale=yes") == {"Alt"}
    assert titles(office, "stale=no") == {"Zeiten", "Nie"}
    assert titles(office, "kind=contacts") == {"Alt", "Nie"}
    assert titles(office, "kind=hours&kind=page") == {"Alt", "Nie"}
    assert titles(office, "orphaned=no") == {"Zeiten"}
    assert titles(office, "q=zeit") == {"Zeiten"}
    Asking.objects.create(organisation=old.entry, begun_on=today, stage_on=today, stage="office")
    assert titles(office, "stage=office") == {"Alt"}
    assert titles(office, "stage=none") == {"Zeiten", "Nie"}


@pytest.mark.parametrize(
    "query",
    [
        "stale=x",
        "kind=%00",
        "stage=\0",
        "orphaned=1",
        "district=x",
        "external=x",
        "p=999",
        "ordering=x",
        "q=%00",
    ],
)
def test_hostile_filters_get_a_page(office, tree, query):
    case(tree)
    assert office.get(f"{reverse('freshness:list')}?{query}").status_code in {200, 404}


def test_every_column_sorts(office, tree):
    case(tree)
    for key in ("title", "stage_on", "stewards", "-stewards", "page_since"):
        assert office.get(f"{reverse('freshness:list')}?ordering={key}").status_code == 200, key


@pytest.mark.parametrize(
    "data", [{}, {"do": "burn", "entry": ["1"]}, {"do": "archive"}, {"do": "archive", "entry": ["x"]},
             {"do": "archive", "entry": ["9" * 30]}, {"do": "archive", "entry": ["1"] * 101}]
)  # fmt: skip
def test_hostile_choices_get_a_message(office, tree, data):
    one = case(tree)
    answer = office.post(reverse("freshness:act"), data, follow=True)
    assert [str(message) for message in answer.context["messages"]]
    assert OrganisationPage.objects.get(pk=one.page.pk).live
    assert not FreshnessEdit.objects.exists()


def test_marking_is_public_at_once_ended_by_a_confirmation_and_undone(office, tree, client):
    one = case(tree, confirmed=timezone.localdate() - timedelta(days=200))
    act(office, "outdated", one.page)
    builders.drain()
    assert "Not confirmed since" in client.get(f"/en/initiativen/{one.page.slug}/").content.decode()
    edit = FreshnessEdit.objects.get()
    office.post(reverse("freshness:undo", args=[edit.pk]))
    assert Freshness.objects.get().outdated_since is None
    assert office.post(reverse("freshness:undo", args=[edit.pk])).status_code == 302


def test_a_mark_that_somebody_answered_is_not_undone(office, tree):
    one = case(tree)
    act(office, "outdated", one.page)
    confirm_kinds(one.page.pk, {"page"}, timezone.localdate(), None)
    assert Freshness.objects.get().outdated_since is None
    left = office_steps.undo(FreshnessEdit.objects.get(), builders.office())
    assert left == [one.page.title]
    assert Freshness.objects.get().page_on == timezone.localdate()


def test_taking_out_keeps_the_draft_and_is_undone(office, tree, client):
    one = case(tree)
    english = builders.translated(one.page, "en")
    page = OrganisationPage.objects.get(pk=one.page.pk)
    shown = page.summary
    page.summary = "Entwurf"
    page.save_revision()
    act(office, "archive", one.page)
    assert not OrganisationPage.objects.get(pk=one.page.pk).live
    assert not OrganisationPage.objects.get(pk=english.pk).live
    assert client.get(f"/initiativen/{one.page.slug}/").status_code == 404
    office.post(reverse("freshness:undo", args=[FreshnessEdit.objects.get().pk]))
    page = OrganisationPage.objects.get(pk=one.page.pk)
    assert (page.live, page.summary) == (True, shown)
    assert page.get_latest_revision_as_object().summary == "Entwurf"
    assert page.has_unpublished_changes
    assert OrganisationPage.objects.get(pk=english.pk).live


def test_what_somebody_worked_on_since_is_not_brought_back(office, tree):
    one = case(tree)
    act(office, "archive", one.page)
    OrganisationPage.objects.get(pk=one.page.pk).save_revision()
    assert office_steps.undo(FreshnessEdit.objects.get(), builders.office()) == [one.page.title]
    assert not OrganisationPage.objects.get(pk=one.page.pk).live


def test_locked_pages_are_left_and_named(office, tree):
    one, other = case(tree), case(tree)
    OrganisationPage.objects.filter(pk=one.page.pk).update(locked=True)
    answer = act(office, "archive", one.page, other.page)
    assert FreshnessEdit.objects.get().count == 1
    assert any(one.page.title in str(message) for message in answer.context["messages"])


def test_asking_again_writes_to_whoever_was_not_lately_and_is_undone_before_it_goes(office, tree):
    one, silent = case(tree), case(tree, stewards=0)
    silent.page.contact_points.all().delete()
    today = timezone.localdate()
    run(today - timedelta(days=31))
    assert OutgoingMail.objects.count() == 1
    first = Asking.objects.get(organisation=one.entry)
    act(office, "remind", one.page, silent.page)
    assert OutgoingMail.objects.count() == 2
    edit = FreshnessEdit.objects.get()
    assert edit.count == 1
    act(office, "remind", one.page)
    assert OutgoingMail.objects.count() == 2, "not again within a month"
    assert office_steps.undo(edit, builders.office()) == []
    assert OutgoingMail.objects.count() == 1
    assert Asking.objects.get(organisation=one.entry, closed_on=None) == first


def test_mails_that_went_are_not_taken_back(office, tree):
    one = case(tree)
    act(office, "remind", one.page)
    OutgoingMail.objects.update(sent_at=timezone.now())
    assert office_steps.undo(FreshnessEdit.objects.get(), builders.office()) == [one.page.title]
    assert OutgoingMail.objects.count() == 1


def test_the_list_costs_as_much_with_many_entries(office, tree):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert office.get(reverse("freshness:list")).status_code == 200
        return len(found)

    for _ in range(3):
        case(tree)
    queries()
    few = queries()
    for _ in range(27):
        case(tree)
    queries()
    assert queries() <= few + 1
    assert few < 40


def test_a_merged_entry_takes_its_round_along(tree):
    source, target = case(tree), case(tree)
    run(START)
    with clock(START):
        merging.merge(source.entry, target.entry, None)
    assert Asking.objects.filter(organisation=target.entry).count() == 2
    assert Asking.objects.filter(organisation=target.entry, closed_on=None).count() == 1
