"""What somebody who acts for one organisation may say in a form, and what reaches the public by it."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Collection, GroupCollectionPermission

from events.models import CalendarFeed, Event, QueueEntry, Venue
from portal.models import PortalImage
from tests import builders
from tests.events.event_answers import ADD, EDIT, answers, feed_answers
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, house):
    """Return a client of a steward of that organisation."""
    client.force_login(builders.steward(house))
    return client


def trust(entry):
    """Let an organisation publish directly."""
    type(entry).objects.filter(pk=entry.pk).update(trust="trusted")


def errors_of(response):
    """Return the names of the questions with errors."""
    return set(response.context["form"].errors)


def test_a_new_event_is_a_draft_of_a_member(client, house):
    assert client.post(reverse(ADD), answers(house)).status_code == 302
    event = Event.objects.get()
    assert (event.organiser, event.source, event.live) == (house, "member", False)


def test_the_only_organisation_is_filled_in_and_no_other_offered(client, house):
    builders.organisation("Verein B")
    form = client.get(reverse(ADD)).context["form"]
    assert list(form.fields["organiser"].queryset) == [house]
    assert form.initial["organiser"] == house.pk
    assert "organiser_text" not in form.fields


def test_foreign_organisations_pictures_alliances_and_programmes_are_refused(client, house):
    stranger = builders.organisation("Verein B")
    alliance = builders.organisation("Bündnis B", kind="alliance")
    builders.membership(house, alliance, kind="supporter")
    mine = builders.organisation("Bündnis A", kind="alliance")
    builders.membership(house, mine)
    builders.event("Eigenes Programm", organiser=house, is_programme=True)
    programme = builders.event("Fremdes Programm", organiser=stranger, is_programme=True)
    image = picture(organisation=stranger)
    picture(organisation=house)
    foreign = {"organiser": stranger, "alliance": alliance, "part_of": programme, "image": image}
    for name, row in foreign.items():
        response = client.post(reverse(ADD), {**answers(house), name: row.pk})
        assert errors_of(response) == {name}, name
    assert Event.objects.count() == 2


def test_programmes_that_others_prepare_are_neither_offered_nor_told_by_their_number(client, house):
    """What stands in the name of an alliance is its own business, until it is public."""
    alliance = builders.organisation("Bündnis A", kind="alliance")
    builders.membership(house, alliance)
    fellow = builders.organisation("Verein B")
    fields = {"organiser": fellow, "alliance": alliance, "is_programme": True}
    public = builders.event("Offenes Programm", **fields)
    secrets = [
        builders.event("Geheimprogramm", live=False, **fields),
        builders.event("Geheimprogramm zwei", organiser=alliance, is_programme=True, live=False),
    ]
    draft = builders.event("Eigenes Programm", organiser=house, is_programme=True, live=False)
    form = client.get(reverse(ADD)).context["form"]
    assert set(form.fields["part_of"].queryset) == {public, draft}
    for secret in secrets:
        response = client.post(reverse(ADD), answers(house, part_of=secret.pk))
        assert errors_of(response) == {"part_of"}
        assert "Geheimprogramm" not in response.content.decode()


def test_the_alliance_must_be_one_of_the_organiser_chosen(client, house):
    second = builders.organisation("Verein C")
    person = builders.steward(second)
    person.stewardships.create(organisation=house)
    alliance = builders.organisation("Bündnis A", kind="alliance")
    builders.membership(house, alliance)
    client.force_login(person)
    assert errors_of(client.post(reverse(ADD), answers(second, alliance=alliance.pk))) == {"alliance"}
    assert client.post(reverse(ADD), answers(house, alliance=alliance.pk)).status_code == 302
    event = Event.objects.get()
    moved = answers(second, alliance=alliance.pk)
    assert errors_of(client.post(reverse(EDIT, args=[event.pk]), moved)) == {"alliance"}


def test_what_the_office_put_there_may_stay(client, house):
    alliance = builders.organisation("Fremdes Bündnis", kind="alliance")
    event = builders.event(organiser=house, alliance=alliance, live=False)
    response = client.post(reverse(EDIT, args=[event.pk]), answers(house, alliance=alliance.pk))
    assert response.status_code == 302


def test_co_organisers_are_entries_of_the_public_directory(client, house):
    formset = {"co_organisers-TOTAL_FORMS": 1, "co_organisers-0-id": "", "co_organisers-0-ORDER": "1"}
    for status, is_accepted in (("proposed", False), ("active", True)):
        other = builders.organisation(f"Verein {status}", status=status)
        named = answers(house, **formset, **{"co_organisers-0-organisation": other.pk})
        assert (client.post(reverse(ADD), named).status_code == 302) is is_accepted, status


def test_the_event_cannot_be_given_away(client, house):
    event = builders.event(organiser=house, organiser_text="Jemand", live=False)
    for organiser in (None, builders.organisation()):
        response = client.post(reverse(EDIT, args=[event.pk]), answers(organiser))
        assert errors_of(response) == {"organiser"}
    assert Event.objects.get().organiser == house


def test_whose_events_are_checked_sends_for_review_and_cannot_publish(client, house):
    page = client.get(reverse(ADD)).content.decode()
    assert ('name="action-submit"' in page, 'name="action-publish"' in page) == (True, False)
    client.post(reverse(ADD), answers(house, **{"action-publish": "1"}))
    event = Event.objects.get()
    assert not event.live
    client.post(reverse(EDIT, args=[event.pk]), answers(house, **{"action-publish": "1"}))
    assert not Event.objects.get().live
    client.post(reverse(EDIT, args=[event.pk]), answers(house, **{"action-submit": "1"}))
    assert Event.objects.get().workflow_in_progress


def test_wagtails_own_approval_leads_to_the_queue(client, house):
    client.post(reverse(ADD), answers(house, **{"action-submit": "1"}))
    event = Event.objects.get()
    state = event.current_workflow_task_state
    client.force_login(builders.editor())
    url = reverse("wagtailsnippets_events_event:workflow_action", args=[event.pk, "approve", state.pk])
    queue = reverse("event_queue:entry", args=[QueueEntry.objects.get().pk])
    assert client.post(url, {"comment": ""})["Location"] == queue
    asked = client.post(url, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.json()["redirect"] == queue
    form = answers(house, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert client.post(reverse(EDIT, args=[event.pk]), form)["Location"] == queue
    assert not Event.objects.get().live
    seen = client.get(queue).context["form"]["seen"].value()
    client.post(queue, {"do": "publish", "seen": seen})
    assert Event.objects.get().live


def test_a_form_opened_on_an_older_version_publishes_nothing(client, house):
    event = builders.event(organiser=house)
    client.force_login(builders.editor())
    opened = event.latest_revision or event.save_revision()
    form = answers(
        house,
        title="Aus dem alten Formular",
        loaded_revision_id=opened.pk,
        loaded_revision_created_at=opened.created_at.isoformat(),
        **{"action-publish": "1"},
    )
    draft = Event.objects.get().get_latest_revision_as_object()
    draft.title = "Gerade geschrieben"
    newer = draft.save_revision()
    answer = client.post(reverse(EDIT, args=[event.pk]), form)
    assert (answer.status_code, "Aus dem alten Formular" in answer.content.decode()) == (200, True)
    assert Event.objects.get().latest_revision == newer
    form |= {"loaded_revision_id": newer.pk, "loaded_revision_created_at": newer.created_at.isoformat()}
    assert client.post(reverse(EDIT, args=[event.pk]), form).status_code == 302
    assert Event.objects.get().title == "Aus dem alten Formular"


def test_who_is_trusted_publishes_at_once_and_sees_no_review(client, house):
    trust(house)
    page = client.get(reverse(ADD)).content.decode()
    assert ('name="action-submit"' in page, 'name="action-publish"' in page) == (False, True)
    client.post(reverse(ADD), answers(house, **{"action-publish": "1"}))
    assert Event.objects.get().live


def first_button(page):
    """Return the name of the button that stands below the form, "" for saving a draft."""
    footer = page[page.index("<footer") :]
    return re.search(r'<button[^>]*type="submit"(?:[^>]*name="([^"]*)")?', footer)[1] or ""


def test_the_first_button_does_what_members_came_for(client, house):
    assert first_button(client.get(reverse(ADD)).content.decode()) == "action-submit"
    trust(house)
    assert first_button(client.get(reverse(ADD)).content.decode()) == "action-publish"
    event = builders.event(organiser=house, live=False)
    assert first_button(client.get(reverse(EDIT, args=[event.pk])).content.decode()) == "action-publish"


def test_where_it_depends_on_the_organiser_and_for_editors_a_draft_comes_first(client, house):
    person = builders.steward(builders.organisation("Verein C", trust="trusted"))
    person.stewardships.create(organisation=house)
    for somebody in (person, builders.editor()):
        client.force_login(somebody)
        assert first_button(client.get(reverse(ADD)).content.decode()) == ""


def test_trust_in_one_organisation_publishes_nothing_of_another(client, house):
    second = builders.organisation("Verein C", trust="trusted")
    person = builders.steward(second)
    person.stewardships.create(organisation=house)
    client.force_login(person)
    publish = {"action-publish": "1"}
    assert client.post(reverse(ADD), answers(house, **publish)).status_code == 200
    assert not Event.objects.exists()
    client.post(reverse(ADD), answers(second, **publish))
    event = Event.objects.get()
    assert event.live
    assert client.post(reverse(EDIT, args=[event.pk]), answers(house, **publish)).status_code == 200
    assert Event.objects.get().organiser == second


def test_what_was_sent_before_its_organiser_was_trusted_is_still_decided(client, house):
    client.post(reverse(ADD), answers(house, **{"action-submit": "1"}))
    trust(house)
    event = Event.objects.get()
    assert event.get_workflow() is not None
    event.current_workflow_state.cancel()
    assert Event.objects.get().get_workflow() is None


def test_only_what_was_never_public_is_deleted(client, house):
    draft, public = builders.event(organiser=house, live=False), builders.event(organiser=house)
    for person in (None, builders.editor(), builders.superuser()):
        if person is not None:
            client.force_login(person)
        url = reverse("wagtailsnippets_events_event:delete", args=[public.pk])
        assert {client.get(url).status_code, client.post(url).status_code} == {404}
    public.unpublish()
    assert client.post(reverse("wagtailsnippets_events_event:delete", args=[public.pk])).status_code == 404
    client.post(reverse("wagtailsnippets_events_event:delete", args=[draft.pk]))
    assert list(Event.objects.all()) == [public]


def test_a_copy_is_a_draft_of_its_own_and_leaves_the_original_alone(client, house):
    topic = builders.topic()
    event = builders.event("Sprachcafé", organiser=house, rule="FREQ=WEEKLY", topics=[topic])
    url = reverse("wagtailsnippets_events_event:duplicate", args=[event.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"starts_on": "gestern"}).status_code == 200
    client.post(url, {"starts_on": "01.04.2027"})
    copy = Event.objects.exclude(pk=event.pk).get()
    assert (copy.live, copy.rule, str(copy.starts_on), copy.title) == (False, "", "2027-04-01", "Sprachcafé")
    assert [link.tag for link in copy.topic_links.all()] == [topic]
    assert len({event.uid, copy.uid}) == len({event.short_id, copy.short_id}) == 2
    original = Event.objects.get(pk=event.pk)
    assert (original.rule, original.revisions.count(), original.live) == ("FREQ=WEEKLY", 1, True)


def test_a_steward_names_the_own_calendar_and_decides_nothing_else_about_it(client, house):
    url = reverse("wagtailsnippets_events_calendarfeed:add")
    stranger = builders.organisation("Verein B")
    assert errors_of(client.post(url, feed_answers(stranger))) == {"organisation"}
    assert errors_of(client.post(url, feed_answers(house, url="file:///etc/passwd"))) == {"url"}
    client.post(url, feed_answers(house, every_minutes="1"))
    made = CalendarFeed.objects.get()
    assert (made.organisation, made.trust, made.every_minutes) == (house, "moderate", 240)
    edit = reverse("wagtailsnippets_events_calendarfeed:edit", args=[made.pk])
    assert errors_of(client.post(edit, feed_answers(stranger))) == {"organisation"}


def test_a_steward_changes_the_own_venues_only(client, house):
    own, foreign = builders.venue("Eigenes Haus", keeper=house), builders.venue("Fremdes Haus")
    answered = {"name": "Umbenannt", "keeper": house.pk}
    for venue, is_changed in ((own, True), (foreign, False)):
        client.post(reverse("wagtailsnippets_events_venue:edit", args=[venue.pk]), answered)
        assert (Venue.objects.get(pk=venue.pk).name == "Umbenannt") is is_changed
    given_away = {"name": "Umbenannt", "keeper": builders.organisation().pk}
    response = client.post(reverse("wagtailsnippets_events_venue:edit", args=[own.pk]), given_away)
    assert errors_of(response) == {"keeper"}


def test_pictures_without_an_owner_are_not_offered(client, house):
    picture()
    assert PortalImage.objects.exists()
    assert "image" not in client.get(reverse(ADD)).context["form"].fields


def collection(name, group, *actions):
    """Return a collection in which a group may do something with pictures."""
    found = Collection.get_first_root_node().add_child(name=name)
    for action in actions:
        permission = Permission.objects.get(
            content_type__app_label="wagtailimages", codename=f"{action}_image"
        )
        GroupCollectionPermission.objects.create(group=group, collection=found, permission=permission)
    return found


def test_pictures_of_a_collection_are_chosen_and_uploaded_by_whoever_may_there(client, house):
    group = Group.objects.create(name="Verein A")
    client.get(reverse(ADD)).wsgi_request.user.groups.add(group)
    own = picture("Eigenes", collection=collection("Verein A", group, "choose", "add"))
    foreign = picture(
        "Fremdes", collection=collection("Verein B", Group.objects.create(name="Verein B"), "choose")
    )
    page = client.get(reverse(ADD))
    assert isinstance(page.context["form"].fields["image"].widget, AdminImageChooser)
    assert reverse("wagtailimages_chooser:choose") in page.content.decode()
    for image, is_accepted in ((foreign, False), (own, True)):
        response = client.post(reverse(ADD), answers(house, image=image.pk))
        assert (response.status_code == 302) is is_accepted, image.title
        assert is_accepted or errors_of(response) == {"image"}
    assert {event.image for event in Event.objects.all()} == {own}


def test_whoever_may_only_upload_has_the_chooser_before_there_is_a_picture(client, house):
    group = Group.objects.create(name="Verein A")
    client.get(reverse(ADD)).wsgi_request.user.groups.add(group)
    collection("Verein A", group, "choose", "add")
    assert "image" in client.get(reverse(ADD)).context["form"].fields
    client.post(reverse(ADD), answers(house, image="quer" * 9))
    assert Event.objects.get().image is None


def test_a_stranger_gives_a_foreign_event_no_picture(client, house):
    event = builders.event(organiser=builders.organisation("Verein B"))
    image = picture(organisation=house)
    response = client.post(reverse(EDIT, args=[event.pk]), answers(house, image=image.pk))
    assert (response.status_code, Event.objects.get().image) == (404, None)
