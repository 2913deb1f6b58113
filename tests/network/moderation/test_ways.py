"""Every other way to publish or submit a page of an organisation: none leaves out looking at it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from network.models import Organisation
from network.moderation import deciding
from network.moderation.kinds import Said
from network.moderation.waiting import open_submissions
from tests import builders
from tests.access.houses import page_form
from tests.network.moderation.submitted import NEW_WORDS, draft, fresh, submitted

pytestmark = pytest.mark.django_db
UNSEEN = "Noch niemand hat das gesehen, was hier steht."
APPROVE = {
    "action-workflow-action": "1",
    "workflow-action-name": "approve",
    "workflow-action-extra-data": "{}",
}


def edit_url(house):
    return reverse("wagtailadmin_pages:edit", args=[house.page.pk])


def decide_url():
    return reverse("moderation:decide", args=[open_submissions().get().pk])


def form(house, **given):
    """Return the form of whoever writes all of a page."""
    own = {"title": house.page.title, "slug": house.page.slug, "organisation": house.entry.pk}
    return page_form(**own, **given)


def opened(page):
    """Return what the editor sends about the version it was opened on."""
    newest = page.latest_revision
    return {
        "loaded_revision_id": newest.pk,
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


@pytest.mark.parametrize("action", ["action-submit", "action-restart-workflow"])
@pytest.mark.parametrize("was_sent_back", [True, False])
def test_wagtails_buttons_lead_to_the_step_before_submitting(client, ours, editor, action, was_sent_back):
    if was_sent_back:
        said = Said(editor, timezone.now(), comment="Bitte kürzer.")
        deciding.send_back(submitted(ours).pk, said)
    client.force_login(ours.person)
    answer = client.post(edit_url(ours), {**page_form(summary="LESEN SIE DAS HIER ALLE"), action: "1"})
    assert answer["Location"] == reverse("moderation:submit", args=[ours.page.pk])
    assert fresh(ours).get_latest_revision_as_object().summary == "LESEN SIE DAS HIER ALLE"
    assert not open_submissions().exists()
    assert not fresh(ours).workflow_in_progress


def test_wagtails_own_approval_leads_to_where_it_is_looked_at(client, ours, editor):
    submitted(ours)
    client.force_login(editor)
    state = fresh(ours).current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[ours.page.pk, "approve", state.pk])
    assert client.post(action)["Location"] == decide_url()
    asked = client.post(action, headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.json()["redirect"] == decide_url()
    assert client.post(edit_url(ours), form(ours, summary=UNSEEN) | APPROVE)["Location"] == decide_url()
    assert fresh(ours).summary not in {NEW_WORDS, UNSEEN}
    assert UNSEEN in client.get(decide_url()).content.decode()


def test_the_editor_offers_no_approval_beside_that(client, ours, editor):
    submitted(ours)
    client.force_login(editor)
    page = client.get(edit_url(ours)).content.decode()
    assert page.count('data-workflow-action-name="approve"') == 1


@pytest.mark.parametrize("sent", [{"action-publish": "1"}, APPROVE])
def test_a_form_opened_on_an_older_version_is_kept_as_a_draft(client, ours, office, sent):
    submitted(ours)
    before = opened(fresh(ours))
    written = fresh(ours).get_latest_revision_as_object()
    written.summary = UNSEEN
    newest = written.latest_revision
    written.save_revision(user=newest.user, overwrite_revision=newest)
    client.force_login(office)
    client.post(edit_url(ours), form(ours, summary="Aus dem alten Formular.") | before | sent)
    assert fresh(ours).summary not in {UNSEEN, NEW_WORDS, "Aus dem alten Formular."}
    assert fresh(ours).get_latest_revision_as_object().summary == "Aus dem alten Formular."
    assert open_submissions().exists()
    newest = opened(fresh(ours))
    client.post(edit_url(ours), form(ours, summary="Gesehen.") | newest | {"action-publish": "1"})
    assert fresh(ours).summary == "Gesehen."


class TestManyAtOnce:
    def publish(self, client, *pages, **more):
        keys = "&".join(f"id={page.pk}" for page in pages)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        return client.post(f"{address}?{keys}", {"next": "/admin/", **more})

    @pytest.mark.parametrize("waits", [True, False])
    def test_no_words_of_a_checked_organisation(self, client, ours, office, waits):
        submitted(ours) if waits else draft(ours)
        client.force_login(office)
        self.publish(client, ours.page)
        assert fresh(ours).summary != NEW_WORDS
        self.publish(client, Page.objects.get(pk=fresh(ours).get_parent().pk), include_descendants="on")
        assert fresh(ours).summary != NEW_WORDS

    def test_not_below_another_page_either(self, client, tree, office):
        entry = builders.organisation("Neu")
        page = builders.organisation_page(tree.directory, entry, live=False)
        page.save_revision()
        client.force_login(office)
        self.publish(client, tree.directory, include_descendants="on")
        assert not Page.objects.get(pk=page.pk).live

    def test_those_of_a_trusted_one(self, client, ours, office):
        Organisation.objects.filter(pk=ours.entry.pk).update(trust="trusted")
        draft(ours)
        client.force_login(office)
        self.publish(client, ours.page)
        assert fresh(ours).summary == NEW_WORDS
