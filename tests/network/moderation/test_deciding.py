"""What submitting, approving and sending back do, to whom it is told, and what stands in the way."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, WorkflowState

from network.care import merging
from network.models import Organisation, Stewardship, Submission
from network.models.stewardship import today
from network.moderation import deciding, submitting, undoing
from network.moderation.asked import asked_back
from network.moderation.kinds import NotDone, Said
from network.moderation.states import state_of
from network.moderation.waiting import AlreadySettled, open_submissions
from portal.models import OutgoingMail
from tests import builders
from tests.access.houses import house, page_form
from tests.network.moderation.submitted import NEW_WORDS, draft, fresh, submitted

pytestmark = pytest.mark.django_db


def approve(submission, by, **more):
    return deciding.approve(submission.pk, Said(by, timezone.now(), **more))


def send_back(submission, by, comment="Bitte den Ort nennen.", **more):
    return deciding.send_back(submission.pk, Said(by, timezone.now(), comment=comment, **more))


def notices():
    return list(OutgoingMail.objects.filter(key__startswith="moderation-notice:").order_by("created_at"))


@pytest.mark.parametrize(
    ("trust", "asks", "publishes"), [("new", True, False), ("checked", True, False), ("trusted", False, True)]
)
def test_trust_chooses_what_submit_does(ours, trust, asks, publishes):
    Organisation.objects.filter(pk=ours.entry.pk).update(trust=trust)
    ours.entry.refresh_from_db()
    ours.entry.save()
    tester = fresh(ours).permissions_for_user(ours.person)
    assert (tester.can_submit_for_moderation(), tester.can_publish()) == (asks, publishes)


def test_pages_of_alliances_are_checked_too(tree):
    page = builders.alliance_page(tree.alliances)
    assert page.get_workflow().name == "Seiten prüfen"


def test_translations_are_checked_too(tree, ours):
    page = builders.translated(ours.page, "en")
    assert page.get_workflow().name == "Seiten prüfen"


def test_what_is_submitted_waits_and_is_locked(ours):
    submission = submitted(ours)
    page = fresh(ours)
    assert (submission.organisation, submission.submitted_by) == (ours.entry, ours.person)
    assert page.get_lock().for_user(ours.person)
    assert page.summary != NEW_WORDS


def test_an_approval_publishes_and_is_told_and_logged(ours, editor):
    submission = submitted(ours)
    approve(submission, editor, comment="Schön geworden.")
    page = fresh(ours)
    assert (page.summary, page.live, page.workflow_in_progress) == (NEW_WORDS, True, False)
    submission.refresh_from_db()
    assert (submission.verdict, submission.settled_by, submission.via) == ("approved", editor, "admin")
    told = notices()
    assert [mail.recipient for mail in told] == [ours.person.email]
    assert "Schön geworden." in told[0].body
    assert told[0].not_before > timezone.now() + timedelta(minutes=9)
    logged = PageLogEntry.objects.get(action="network.moderation.approve")
    assert (logged.user, logged.data["via"], logged.data["trust"]) == (editor, "admin", "checked")


def test_sending_back_asks_for_words_and_opens_the_page(ours, editor):
    submission = submitted(ours)
    with pytest.raises(NotDone):
        send_back(submission, editor, " ")
    assert open_submissions().count() == 1
    send_back(submission, editor, notes=(("Kontakte", "Ist die Nummer dienstlich?"), ("Themen", "")))
    page = fresh(ours)
    assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert page.get_lock() is None
    body = notices()[0].body
    assert "Bitte den Ort nennen." in body
    assert "Kontakte: Ist die Nummer dienstlich?" in body
    assert "Themen" not in body
    asked = asked_back(ours.entry)
    assert [(one.comment, one.notes) for one in asked] == [
        ("Bitte den Ort nennen.", (("Kontakte", "Ist die Nummer dienstlich?"),))
    ]
    submitting.submit(page.pk, ours.person, timezone.now())
    assert asked_back(ours.entry) == []
    assert open_submissions().count() == 1


def test_what_changed_since_is_not_approved(ours, editor):
    submission = submitted(ours)
    seen = state_of(fresh(ours))
    page = fresh(ours).get_latest_revision_as_object()
    page.summary = "Etwas ganz anderes."
    page.save_revision(user=editor)
    with pytest.raises(NotDone, match="changed|eändert|nders"):
        approve(submission, editor, seen=seen)
    assert open_submissions().count() == 1
    approve(submission, editor, seen=state_of(fresh(ours)))
    submission.refresh_from_db()
    assert submission.was_edited


def test_a_version_written_over_counts_as_changed(ours, editor):
    submitted(ours)
    before = state_of(fresh(ours))
    revision = fresh(ours).latest_revision
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content | {"summary": "Anders"})
    assert state_of(fresh(ours)) != before


def test_the_second_one_is_told_what_the_first_decided(ours, editor, office):
    submission = submitted(ours)
    approve(submission, editor)
    with pytest.raises(AlreadySettled) as caught:
        send_back(submission, office)
    assert caught.value.submission.settled_by == editor
    assert len(notices()) == 1


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda one: Page.objects.filter(pk=one.page.pk).update(locked=True), "ocked|esperrt"),
        (lambda one: Organisation.objects.filter(pk=one.entry.pk).update(status="merged"), "."),
    ],
)
def test_what_stands_in_the_way_is_said(ours, editor, spoil, why):
    submission = submitted(ours)
    spoil(ours)
    for decide in (approve, send_back):
        with pytest.raises(NotDone, match=why):
            decide(submission, editor)
    assert fresh(ours).summary != NEW_WORDS
    assert open_submissions().count() == 1


def test_whoever_checks_nothing_decides_nothing(ours, tree):
    submission = submitted(ours)
    for person in (ours.person, builders.user(), house(tree, "Verein Buche").person):
        with pytest.raises(NotDone):
            approve(submission, person)
        with pytest.raises(NotDone):
            send_back(submission, person)
    assert fresh(ours).summary != NEW_WORDS


def test_a_page_taken_out_meanwhile_is_public_again_only_by_an_approval(ours, editor):
    submission = submitted(ours)
    fresh(ours).unpublish()
    assert open_submissions().get() == submission
    approve(submission, editor)
    assert fresh(ours).live


def test_a_page_published_in_another_way_waits_no_more(ours, office):
    submission = submitted(ours)
    fresh(ours).latest_revision.publish(user=office)
    submission.refresh_from_db()
    assert submission.verdict == "overtaken"
    assert notices() == []


def test_a_deleted_page_leaves_nothing_behind(ours):
    submitted(ours)
    fresh(ours).delete()
    assert not Submission.objects.exists()


def test_a_merge_waits_for_the_decision_and_takes_submissions_along(tree, ours, office):
    submission = submitted(ours)
    other = builders.organisation("Verein Amsel Süd")
    with pytest.raises(merging.Refused):
        merging.merge(ours.entry, other, office)
    approve(submission, office)
    done = merging.merge(ours.entry, other, office)
    submission.refresh_from_db()
    assert submission.organisation == other
    merging.undo(done, office)
    submission.refresh_from_db()
    assert submission.organisation == ours.entry


def test_a_deleted_submitter_is_stood_in_for(ours, editor):
    other = builders.steward(ours.entry, "zweite@example.org")
    submission = submitted(ours)
    Stewardship.objects.filter(user=ours.person).delete()
    ours.person.delete()
    approve(submission, editor)
    assert [mail.recipient for mail in notices()] == [other.email]


def test_a_submitter_who_acts_no_more_hears_nothing(ours, editor):
    other = builders.steward(ours.entry, "zweite@example.org")
    submission = submitted(ours)
    Stewardship.objects.filter(user=ours.person).update(until=today())
    send_back(submission, editor)
    assert [mail.recipient for mail in notices()] == [other.email]


def test_every_steward_may_take_it_back(ours):
    other = builders.steward(ours.entry)
    submission = submitted(ours)
    submitting.take_back(ours.page.pk, other)
    submission.refresh_from_db()
    assert submission.verdict == "taken_back"
    page = fresh(ours)
    assert page.get_lock() is None
    assert page.get_latest_revision_as_object().summary == NEW_WORDS
    with pytest.raises(NotDone):
        submitting.take_back(ours.page.pk, other)


def test_nobody_else_takes_it_back(ours, tree):
    submitted(ours)
    with pytest.raises(NotDone):
        submitting.take_back(ours.page.pk, house(tree, "Verein Buche").person)
    assert open_submissions().count() == 1


def test_errors_keep_a_page_from_being_submitted(ours):
    page = fresh(ours)
    page.summary = ""
    page.save_revision(user=ours.person, clean=False)
    with pytest.raises(NotDone):
        submitting.submit(page.pk, ours.person, timezone.now())
    assert not open_submissions().exists()


def test_a_late_decision_in_wagtails_editor_decides_nothing_and_loses_no_word(ours, editor, office, client):
    submission = submitted(ours)
    approve(submission, editor)
    client.force_login(office)
    late = {
        "action-workflow-action": "1",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": "{}",
    }
    url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
    names = {"title": ours.page.title, "slug": ours.page.slug, "organisation": ours.entry.pk}
    assert client.post(url, page_form(summary="Letzte Worte.", **names) | late).status_code == 302
    submission.refresh_from_db()
    assert (submission.verdict, fresh(ours).summary) == ("approved", NEW_WORDS)
    assert fresh(ours).get_latest_revision_as_object().summary == "Letzte Worte."


def test_wagtails_own_buttons_end_it_in_the_same_way(ours, editor, mailoutbox):
    submission = submitted(ours)
    fresh(ours).current_workflow_task_state.reject(user=editor, comment="Bitte kürzer.")
    submission.refresh_from_db()
    assert (submission.verdict, submission.comment, submission.settled_by) == (
        "sent_back",
        "Bitte kürzer.",
        editor,
    )
    fresh(ours).current_workflow_state.resume(user=ours.person)
    again = open_submissions().get()
    fresh(ours).current_workflow_task_state.approve(user=editor)
    again.refresh_from_db()
    assert again.verdict == "approved"
    assert [len(notices()), mailoutbox] == [2, []]
    undoing.undo(again.pk, editor, timezone.now())
    assert fresh(ours).summary != NEW_WORDS


class TestUndoing:
    def test_what_was_public_returns_and_the_draft_waits_again(self, ours, editor):
        before = fresh(ours).summary
        submission = submitted(ours)
        approve(submission, editor)
        undoing.undo(submission.pk, editor, timezone.now())
        page = fresh(ours)
        assert (page.live, page.summary) == (True, before)
        assert page.get_latest_revision_as_object().summary == NEW_WORDS
        assert (page.workflow_in_progress, open_submissions().get().pk) == (True, submission.pk)
        assert notices() == []
        approve(submission, editor)
        assert fresh(ours).summary == NEW_WORDS

    def test_after_the_mail_has_gone_the_organisation_is_told(self, ours, editor):
        submission = submitted(ours)
        approve(submission, editor)
        OutgoingMail.objects.update(sent_at=timezone.now())
        undoing.undo(submission.pk, editor, timezone.now())
        assert [mail.recipient for mail in notices()] == [ours.person.email] * 2

    def test_a_page_that_was_never_public_is_a_draft_again(self, tree, editor):
        entry = builders.organisation("Neu", trust="new")
        page = builders.organisation_page(tree.directory, entry, live=False)
        person = builders.steward(entry)
        page.save_revision(user=person)
        submitting.submit(page.pk, person, timezone.now())
        submission = open_submissions().get()
        approve(submission, editor)
        assert Page.objects.get(pk=page.pk).live
        undoing.undo(submission.pk, editor, timezone.now())
        assert not Page.objects.get(pk=page.pk).live
        assert open_submissions().get().pk == submission.pk

    def test_what_was_sent_back_waits_again(self, ours, editor):
        submission = submitted(ours)
        send_back(submission, editor)
        undoing.undo(submission.pk, editor, timezone.now())
        assert fresh(ours).workflow_in_progress
        assert (notices(), asked_back(ours.entry)) == ([], [])

    @pytest.mark.parametrize("decide", [approve, send_back])
    def test_it_is_too_late_after_a_week_or_a_change(self, ours, editor, decide):
        submission = submitted(ours)
        decide(submission, editor)
        with pytest.raises(NotDone):
            undoing.undo(submission.pk, editor, timezone.now() + timedelta(days=8))
        draft(ours, summary="Noch einmal anders.")
        with pytest.raises(NotDone):
            undoing.undo(submission.pk, editor, timezone.now())
        assert not open_submissions().exists()

    def test_a_page_taken_out_since_stays_out(self, ours, editor):
        submission = submitted(ours)
        approve(submission, editor)
        fresh(ours).unpublish()
        with pytest.raises(NotDone):
            undoing.undo(submission.pk, editor, timezone.now())
        assert not fresh(ours).live

    def test_nobody_but_those_who_check(self, ours, editor):
        submission = submitted(ours)
        approve(submission, editor)
        with pytest.raises(NotDone):
            undoing.undo(submission.pk, ours.person, timezone.now())
        assert fresh(ours).summary == NEW_WORDS


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once(tree):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    ours, people = house(tree, "Verein Amsel"), [builders.editor(), builders.office()]
    submission = submitted(ours)
    barrier, outcomes = Barrier(2), []

    def decide(person):
        barrier.wait()
        try:
            approve(submission, person)
            outcomes.append("done")
        except AlreadySettled:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "late"]


class TestEditor:
    def edit(self, house):
        return reverse("wagtailadmin_pages:edit", args=[house.page.pk])

    def test_the_button_saves_and_leads_to_the_check(self, client, ours):
        client.force_login(ours.person)
        page = client.get(self.edit(ours)).content.decode()
        assert "action-check" in page
        assert "action-submit" not in page
        answer = client.post(self.edit(ours), {**page_form(summary=NEW_WORDS), "action-check": "1"})
        assert answer.url == reverse("moderation:submit", args=[ours.page.pk])
        assert fresh(ours).get_latest_revision_as_object().summary == NEW_WORDS
        assert not open_submissions().exists()

    def test_a_waiting_page_says_how_to_go_on(self, client, ours):
        submitted(ours)
        other = builders.steward(ours.entry)
        for person in (ours.person, other):
            client.force_login(person)
            page = client.get(self.edit(ours)).content.decode()
            assert reverse("moderation:take_back", args=[ours.page.pk]) in page
            assert "action-cancel-workflow" not in page

    def test_what_is_asked_stands_above_the_form(self, client, ours, editor):
        send_back(submitted(ours), editor, "<b>Bitte</b> kürzer.")
        client.force_login(ours.person)
        page = client.get(self.edit(ours)).content.decode()
        assert "&lt;b&gt;Bitte&lt;/b&gt; kürzer." in page

    def test_a_trusted_organisation_has_neither_button(self, client, ours):
        ours.entry.trust = "trusted"
        ours.entry.save()
        client.force_login(ours.person)
        page = client.get(self.edit(ours)).content.decode()
        assert "action-publish" in page
        assert "action-check" not in page
