"""Taking a publication back: the version before is public again, or is handed in; nothing is lost."""

import pytest
from wagtail.models import Page, PageLogEntry, Workflow, WorkflowPage

from network.desk.earlier import keep_first, version_before
from network.desk.frame import desk_url
from network.desk.taking_back import Refused, Way, step_back, take_back
from network.models import ActorPage, OrganisationPage
from portal.models import User
from tests import builders
from tests.access.houses import page_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def publish(house, summary, by=None, **fields):
    """Publish a page with another summary, as its steward does unless somebody else is named."""
    page = OrganisationPage.objects.get(pk=house.page.pk)
    page.summary = summary
    for name, value in fields.items():
        setattr(page, name, value)
    by = by or house.person
    page.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)


@pytest.fixture
def twice(ours):
    """Return our organisation, which has published twice."""
    publish(ours, "Erst so.")
    publish(ours, "Dann so.")
    return ours


def live(house):
    """Return what everybody reads."""
    return OrganisationPage.objects.get(pk=house.page.pk)


def back_url(house):
    """Return where a publication of a page is taken back."""
    return desk_url(house.entry, "take_back", house.page.pk)


def seen(house, person=None):
    """Return what the form sends that somebody just opened."""
    step = step_back(ActorPage.objects.get(pk=house.page.pk), person or house.person)
    return {"live": str(step.page.live_revision_id), "before": str(step.version.pk)}


def test_the_page_shows_both_versions_and_one_button_goes_back(client, twice):
    text = client.get(back_url(twice)).content.decode()
    assert "Erst" in text
    assert "Dann" in text
    assert live(twice).summary == "Dann so."
    answer = client.post(back_url(twice), seen(twice))
    assert answer["Location"] == desk_url(twice.entry)
    assert live(twice).summary == "Erst so."
    assert "Erst so." in client.get(twice.page.get_url()).content.decode()


def test_the_same_button_leads_forward_again(client, twice):
    client.post(back_url(twice), seen(twice))
    client.post(back_url(twice), seen(twice))
    assert live(twice).summary == "Dann so."


def test_what_was_published_again_unchanged_is_not_the_version_before(twice):
    publish(twice, "Dann so.")
    assert version_before(ActorPage.objects.get(pk=twice.page.pk)).content["summary"] == "Erst so."


def test_the_first_change_of_an_imported_page_is_taken_back_too(client, ours):
    assert live(ours).live_revision is None
    form = page_form(summary="Versehen.", **{"action-publish": "1"})
    assert client.post(f"/admin/pages/{ours.page.pk}/edit/", form).status_code == 302
    assert live(ours).summary == "Versehen."
    client.post(back_url(ours), seen(ours))
    assert live(ours).summary == "Verein Amsel hilft."


def test_looking_at_the_form_keeps_nothing(client, ours):
    client.get(f"/admin/pages/{ours.page.pk}/edit/")
    assert not live(ours).revisions.exists()


def test_a_page_is_kept_once_and_stays_as_public_as_it_was(ours):
    keep_first(ours.page.pk)
    keep_first(ours.page.pk)
    page = live(ours)
    assert page.revisions.count() == 1
    assert page.live
    assert not page.has_unpublished_changes


def test_without_a_version_before_there_is_no_button(client, ours):
    publish(ours, "Nur so.")
    text = client.get(back_url(ours)).content.decode()
    assert 'name="before"' not in text
    assert back_url(ours) not in client.get(desk_url(ours.entry)).content.decode()


def test_rows_come_back_with_the_version(client, ours):
    builders.opening_hours(ours.page, 0, "09:00", "12:00")
    publish(ours, "Mit Zeiten.")
    page = live(ours)
    page.opening_hours = []
    page.save_revision(user=ours.person).publish(user=ours.person)
    assert live(ours).opening_hours.count() == 0
    assert "09:00" in client.get(back_url(ours)).content.decode()
    client.post(back_url(ours), seen(ours))
    assert [str(row.opens_at) for row in live(ours).opening_hours.all()] == ["09:00:00"]


def test_a_draft_that_nobody_sees_stays_the_draft(client, twice):
    page = live(twice)
    page.summary = "Noch nicht fertig."
    page.save_revision(user=twice.person)
    client.post(back_url(twice), seen(twice))
    page = live(twice)
    assert page.summary == "Erst so."
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().summary == "Noch nicht fertig."


def test_what_was_published_meanwhile_is_not_overwritten(client, twice):
    old = seen(twice)
    publish(twice, "Von jemand anderem.")
    client.post(back_url(twice), old)
    assert live(twice).summary == "Von jemand anderem."


@pytest.mark.parametrize(
    "given", [{}, {"live": "1"}, {"live": "x", "before": "\x00"}, {"live": "9" * 99, "before": "1"}]
)
def test_a_hostile_form_takes_nothing_back(client, twice, given):
    assert client.post(back_url(twice), given).status_code == 302
    assert live(twice).summary == "Dann so."


def checked(house, tree):
    """Let what an organisation writes be looked at first."""
    house.entry.trust = "checked"
    house.entry.save()
    workflow = Workflow.objects.filter(active=True).first()
    WorkflowPage.objects.get_or_create(page=tree.home, defaults={"workflow": workflow})


def test_who_is_checked_hands_the_version_before_in(client, twice, tree):
    checked(twice, tree)
    client.post(back_url(twice), seen(twice))
    page = live(twice)
    assert page.summary == "Dann so."
    assert page.get_latest_revision_as_object().summary == "Erst so."
    assert page.current_workflow_state.requested_by == twice.person
    text = client.get(back_url(twice)).content.decode()
    assert 'name="before"' not in text


def test_who_may_neither_publish_nor_hand_in_takes_nothing_back(twice):
    WorkflowPage.objects.all().delete()
    twice.entry.trust = "checked"
    twice.entry.save()
    given = seen(twice)
    with pytest.raises(Refused):
        take_back(twice.page.pk, (given["live"], given["before"]), User.objects.get(pk=twice.person.pk))
    assert live(twice).summary == "Dann so."


def test_a_locked_page_stays(client, twice):
    Page.objects.filter(pk=twice.page.pk).update(locked=True)
    client.post(back_url(twice), seen(twice))
    assert live(twice).summary == "Dann so."


def test_names_and_addresses_of_the_office_do_not_go_back(client, ours):
    office = builders.office()
    publish(ours, "Erst so.", office, title="Alter Name")
    publish(ours, "Dann so.", office, title="Neuer Name")
    publish(ours, "Dann so.", office, title="Neuester Name")
    assert "Alter Name" not in client.get(back_url(ours)).content.decode()
    client.post(back_url(ours), seen(ours))
    page = live(ours)
    assert (page.summary, page.title) == ("Erst so.", "Neuester Name")


def test_foreign_pages_are_not_there(client, ours, theirs, tree):
    publish(theirs, "Erst so.")
    publish(theirs, "Dann so.")
    for path in (
        back_url(theirs),
        desk_url(ours.entry, "take_back", theirs.page.pk),
        desk_url(ours.entry, "take_back", tree.standard.pk),
        desk_url(ours.entry, "take_back", 0),
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, seen(theirs, theirs.person)).status_code == 404
    assert live(theirs).summary == "Dann so."


def test_the_history_tells_what_happened(twice):
    given = seen(twice)
    assert take_back(twice.page.pk, (given["live"], given["before"]), twice.person) is Way.PUBLISHES
    entries = PageLogEntry.objects.filter(page=twice.page.pk, user=twice.person)
    assert {"wagtail.revert", "wagtail.publish"} <= set(entries.values_list("action", flat=True))
