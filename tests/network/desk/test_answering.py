"""What the desk asks and tells: confirmations, gaps, hints, what came back, who keeps the page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage

from network.desk.asked_back import asked_back_part, sent_back
from network.desk.confirming import items_to_confirm
from network.desk.frame import desk_url
from network.desk.gaps import gaps_part
from network.desk.hints import hints_part
from network.desk.look import look_part
from network.desk.persons import keepers_part
from network.models import Asking, Freshness, Organisation, OrganisationPage
from network.models.stewardship import today
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


@pytest.fixture
def old(ours):
    """Return our organisation with hours that nobody confirmed for years."""
    builders.opening_hours(ours.page)
    OrganisationPage.objects.filter(pk=ours.page.pk).update(confirmed_on=date(2020, 1, 1))
    return ours


def item_of(entry, kind):
    """Return the facts of a kind."""
    found = items_to_confirm(entry, timezone.localdate())
    return next(one for one in found if one.item.key.split(":")[1] == kind)


def test_what_is_old_is_confirmed_by_one_button(client, old):
    one = item_of(old.entry, "hours")
    assert one.is_due
    answer = client.post(desk_url(old.entry, "confirm"), {"key": one.item.key, "state": one.item.state})
    assert answer["Location"] == f"{desk_url(old.entry)}#confirm"
    assert Freshness.objects.get(page=old.page.pk).hours_on == timezone.localdate()
    assert not item_of(old.entry, "hours").is_due
    assert item_of(old.entry, "page").is_due


def test_what_changed_meanwhile_is_not_confirmed_unseen(client, old):
    one = item_of(old.entry, "hours")
    builders.opening_hours(old.page, 3)
    client.post(desk_url(old.entry, "confirm"), {"key": one.item.key, "state": one.item.state})
    assert not Freshness.objects.filter(page=old.page.pk).exists()


def test_nobody_confirms_for_others(client, old, theirs):
    builders.opening_hours(theirs.page)
    foreign = item_of(theirs.entry, "hours").item
    given = {"key": foreign.key, "state": foreign.state}
    assert client.post(desk_url(theirs.entry, "confirm"), given).status_code == 404
    client.post(desk_url(old.entry, "confirm"), given)
    assert not Freshness.objects.exists()


@pytest.mark.parametrize(
    "given", [{}, {"key": "facts:hours:1"}, {"key": "\x00", "state": "x"}, {"key": "x" * 9999}]
)
def test_a_hostile_confirmation_confirms_nothing(client, old, given):
    assert client.post(desk_url(old.entry, "confirm"), given).status_code == 302
    assert not Freshness.objects.exists()


def test_confirming_asks_for_a_press_of_the_button(client, old):
    assert client.get(desk_url(old.entry, "confirm")).status_code == 405


def test_the_desk_says_that_a_mail_asked(client, old):
    Asking.objects.create(organisation=old.entry, begun_on=date(2026, 3, 1), stage_on=date(2026, 3, 1))
    assert client.get(desk_url(old.entry)).content.decode().count("01.03.2026") == 1


def test_facts_for_the_office_alone_are_not_spelt_out(client, old):
    builders.contact(old.page, "geheim@example.org", disclosure="nobody")
    assert "geheim@example.org" not in client.get(desk_url(old.entry)).content.decode()


def test_every_gap_has_its_reason_and_leads_to_a_field_that_is_there(client, ours):
    part = gaps_part(ours.person, ours.entry, timezone.now())
    form = client.get(reverse("wagtailadmin_pages:edit", args=[ours.page.pk])).content.decode()
    desk = client.get(desk_url(ours.entry)).content.decode()
    assert len(part.context["missing"]) > 8
    for gap in part.context["missing"]:
        assert str(gap.why)
        if gap.is_of_office:
            assert gap.url == ""
            continue
        _path, _hash, mark = gap.url.partition("#")
        assert f'id="{mark}"' in (desk if gap.url.startswith("/admin/desk/") else form), gap.label


def test_a_gap_that_is_filled_is_not_named(client, ours):
    def labels():
        return [
            str(gap.label) for gap in gaps_part(ours.person, ours.entry, timezone.now()).context["missing"]
        ]

    before = labels()
    builders.offer(ours.page)
    assert len(labels()) == len(before) - 1


def test_hints_are_shown_without_who_gave_them(client, ours):
    ours.entry.corrections.create(text="Das Telefon ist falsch.", sender="leserin@example.org")
    ours.entry.corrections.create(text="Erledigt", status="done")
    text = client.get(desk_url(ours.entry)).content.decode()
    assert "Das Telefon ist falsch." in text
    assert "leserin@example.org" not in text
    assert "Erledigt" not in text


def test_what_the_organisation_told_itself_waits_for_the_office(client, ours):
    ours.entry.corrections.create(text="Wir ziehen um.", sender=ours.person.email)
    part = hints_part(ours.person, ours.entry, timezone.now())
    assert [hint.is_own for hint in part.context["hints"]] == [True]
    assert part.count == 0


def test_hints_to_others_are_not_there(client, ours, theirs):
    theirs.entry.corrections.create(text="Fremd")
    assert hints_part(ours.person, ours.entry, timezone.now()) is None


def hand_in(house, tree):
    """Return the workflow of a draft that was handed in."""
    Organisation.objects.filter(pk=house.entry.pk).update(trust="checked")
    workflow = Workflow.objects.filter(active=True).first()
    WorkflowPage.objects.get_or_create(page=tree.home, defaults={"workflow": workflow})
    page = OrganisationPage.objects.get(pk=house.page.pk)
    page.summary = "Zu prüfen"
    page.save_revision(user=house.person)
    return workflow.start(OrganisationPage.objects.get(pk=page.pk), house.person)


def test_what_came_back_stands_first_with_what_was_said(client, ours, tree):
    state = hand_in(ours, tree)
    assert asked_back_part(ours.person, ours.entry, timezone.now()) is None
    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, builders.superuser(), "reject", comment="Bitte ohne Namen.")
    text = client.get(desk_url(ours.entry)).content.decode()
    assert "Bitte ohne Namen." in text
    assert text.index('id="asked-back"') < text.index('id="page"')


def test_what_was_handed_in_again_did_not_come_back(client, ours, tree):
    state = hand_in(ours, tree)
    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, builders.superuser(), "reject", comment="Nein")
    assert len(sent_back(ours.entry)) == 1
    state.refresh_from_db()
    state.resume(user=ours.person)
    assert sent_back(ours.entry) == []


def test_a_page_that_is_being_checked_says_so(ours, tree):
    def state():
        part = look_part(ours.person, ours.entry, timezone.now())
        return part.context["pages"][0].state

    with builders.language("en"):
        assert state() == "Public. Everybody sees it as it is."
        hand_in(ours, tree)
        assert state() == "Public. Your changes are being checked by the coordination office."


def test_who_else_keeps_the_page(client, ours):
    def part():
        return keepers_part(ours.person, ours.entry, timezone.now())

    assert part().context["is_alone"]
    builders.steward(ours.entry, "zweite@example.org")
    builders.steward(ours.entry, "fort@example.org", since=date(2020, 1, 1), until=today())
    builders.steward(ours.entry, "kommt@example.org", since=today() + timedelta(days=1))
    closed = builders.steward(ours.entry, "zu@example.org")
    closed.is_active = False
    closed.save()
    assert {keeper.email for keeper in part().context["keepers"]} == {ours.person.email, "zweite@example.org"}
    assert not part().context["is_alone"]
