"""What is kept of people goes when its time is over: one test for each rule, with a clock that was moved."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    ModelLogEntry,
    PageLogEntry,
    Revision,
    UploadedFile,
    Workflow,
    WorkflowState,
)

from events.models import Proposal, QueueEntry
from events.models.proposals import ProposalState
from network.care import bulk_edit, merging
from network.freshness import office_steps
from network.models import BulkEdit, FreshnessEdit, Merge, Stewardship
from portal import retention
from portal.accounts.models import Invitation, SignIn
from portal.models import PortalDocument, PortalImage, PortalRendition, User
from portal.registries import personal_data, retention_rules
from tests import builders
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def at(age, rule):
    """Return a moment at which something of that age is looked at by a rule: apply it then."""
    return retention_rules[rule].delete(NOW + age - retention_rules[rule].keep)


def goes_after(rule, count=1):
    """Assert that what was made now stays for the rule's time, and then goes."""
    keep = retention_rules[rule].keep
    assert at(keep - timedelta(hours=2), rule) == 0
    assert at(keep + timedelta(hours=2), rule) == count


@pytest.fixture
def tree():
    pages = builders.site_tree()
    builders.drain()
    return pages


def test_log_entries_go_after_three_years(tree):
    log(instance=tree.standard, action="wagtail.edit", user=builders.user())
    log(instance=builders.organisation(), action="wagtail.edit", user=builders.user())
    others = ModelLogEntry.objects.count() + PageLogEntry.objects.count()
    goes_after("log", others)
    assert not ModelLogEntry.objects.exists()
    assert not PageLogEntry.objects.exists()


def test_decided_moderation_goes_and_what_runs_stays(tree):
    workflow = Workflow.objects.create(name="Prüfung")
    page = ContentType.objects.get_for_model(tree.standard)
    facts = {
        "workflow": workflow,
        "content_type": page,
        "base_content_type": page,
        "requested_by": builders.user(),
    }
    decided = WorkflowState.objects.create(object_id="1", status="approved", **facts)
    WorkflowState.objects.create(object_id=str(tree.standard.pk), status="in_progress", **facts)
    goes_after("moderation")
    assert decided.pk not in WorkflowState.objects.values_list("pk", flat=True)
    assert WorkflowState.objects.get().status == "in_progress"


def test_settled_comments_go_and_open_ones_stay(tree):
    facts = {"page": tree.standard, "user": builders.user(), "text": "Stimmt das?", "contentpath": "intro"}
    Comment.objects.create(**facts)
    Comment.objects.create(**facts, resolved_at=NOW)
    goes_after("comments")
    assert Comment.objects.get().resolved_at is None


def test_who_is_writing_is_forgotten_after_a_day(tree):
    facts = {
        "user": builders.user(),
        "content_type": ContentType.objects.get_for_model(User),
        "object_id": "1",
    }
    EditingSession.objects.create(**facts, last_seen_at=NOW)
    FormState.objects.create(**facts, data="a=b", last_updated_at=NOW)
    goes_after("editing", 2)


def test_uploads_that_nobody_finished_go_with_their_files(django_capture_on_commit_callbacks):
    upload = UploadedFile(uploaded_by_user=builders.user())
    upload.file.save("liste.pdf", ContentFile(b"%PDF-"))
    with django_capture_on_commit_callbacks(execute=True):
        goes_after("uploads")
    assert not UploadedFile.objects.exists()
    assert not default_storage.exists(upload.file.name)


def test_an_account_without_any_right_is_closed_a_year_after_it_was_last_used(tree):
    gone, recent = builders.user("weg@example.org"), builders.user("neulich@example.org")
    User.objects.filter(pk=gone.pk).update(last_login=NOW)
    User.objects.filter(pk=recent.pk).update(last_login=NOW + 30 * DAY)
    builders.office()
    builders.superuser()
    builders.steward(builders.organisation())
    goes_after("accounts")
    gone.refresh_from_db()
    assert not gone.is_active
    assert "weg@" not in gone.email
    assert User.objects.filter(is_active=True).count() == 4


def test_an_account_that_may_not_sign_in_is_closed_although_it_is_in_a_group(tree):
    User.objects.filter(pk=builders.office().pk).update(is_active=False)
    goes_after("accounts")
    assert not User.objects.get().groups.exists()


def test_an_account_that_will_act_again_stays(tree):
    person = builders.steward(builders.organisation(), since=timezone.localdate() + 900 * DAY)
    person.groups.clear()
    assert at(800 * DAY, "accounts") == 0


def test_the_empty_row_of_a_closed_account_goes_three_years_later(tree):
    builders.user("weg@example.org")
    at(400 * DAY, "accounts")
    closed = User.objects.get()
    assert at(400 * DAY + 1094 * DAY, "closed accounts") == 0
    at(400 * DAY + 1096 * DAY, "closed accounts")
    assert not User.objects.filter(pk=closed.pk).exists()


def test_ended_stewardships_go_after_three_years(tree):
    entry = builders.organisation()
    builders.steward(entry, since=timezone.localdate() - DAY, until=timezone.localdate())
    builders.steward(entry)
    assert at(1094 * DAY, "stewardships") == 0
    assert at(1097 * DAY, "stewardships") == 1
    assert Stewardship.objects.get().until is None


def test_sessions_end_with_their_time_and_the_device_with_them():
    session = Session.objects.create(session_key="a", session_data="", expire_date=NOW)
    SignIn.objects.create(user=builders.user(), session=session)
    assert at(-DAY, "sessions") == 0
    at(timedelta(seconds=1), "sessions")
    assert not SignIn.objects.exists()


def test_invitations_go_three_months_after_their_end():
    Invitation.objects.create(email="neu@example.org", purpose="steward", expires_at=NOW)
    goes_after("invitations")


class TestWaysBack:
    """Merges and edits of many entries."""

    def done(self, model, **fields):
        return model.objects.create(by=builders.user(), done_at=NOW, **fields)

    def test_what_was_there_before_goes_after_a_year_and_that_it_was_done_stays(self):
        source, target = builders.organisation(), builders.organisation()
        steps = {"rows": [{"before": {"value": "maria@example.org"}}]}
        self.done(Merge, source=source, target=target, steps=steps)
        self.done(BulkEdit, steps=steps)
        self.done(FreshnessEdit, steps=steps, what="remind")
        goes_after("ways back", 3)
        assert at(400 * DAY, "ways back") == 0
        for model in (Merge, BulkEdit, FreshnessEdit):
            assert model.objects.get().steps == {}

    def test_undoing_what_is_forgotten_is_refused(self):
        merge = self.done(Merge, source=builders.organisation(), target=builders.organisation())
        with pytest.raises(merging.Refused):
            merging.undo(merge, None)
        with pytest.raises(bulk_edit.Refused):
            bulk_edit.undo(self.done(BulkEdit), None)
        with pytest.raises(office_steps.Refused):
            office_steps.undo(self.done(FreshnessEdit, what="remind"), builders.user())

    def test_the_page_of_a_merge_that_is_forgotten_says_so(self, client):
        builders.site_tree()
        merge = self.done(Merge, source=builders.organisation(), target=builders.organisation())
        client.force_login(builders.superuser())
        answer = client.get(f"/admin/register-care/merged/{merge.pk}/")
        assert answer.status_code == 200
        assert b'<form action="/admin/register-care/merged/' not in answer.content


def test_versions_of_dates_go_after_two_years_and_the_shown_one_stays():
    event = builders.event("Lesung")
    event.title = "Lesung mit Gast"
    event.save_revision().publish()
    first = event.revisions.order_by("pk").first()
    Revision.objects.update(created_at=NOW)
    goes_after("revisions")
    assert not Revision.objects.filter(pk=first.pk).exists()
    assert Revision.objects.filter(pk=builders.Event.objects.get().live_revision_id).exists()


def test_a_proposal_on_which_nobody_decided_is_withdrawn_after_a_year():
    draft = builders.event("Lesekreis", live=False)
    Proposal.objects.create(
        data={"title": "Lesekreis"},
        email="maria@example.org",
        contact="Maria",
        event=draft,
        state=ProposalState.WAITING,
        confirmed_at=NOW,
    )
    goes_after("undecided proposals")
    proposal = Proposal.objects.get()
    assert (proposal.email, proposal.contact, proposal.data, proposal.event) == ("", "", {}, None)
    assert at(400 * DAY, "undecided proposals") == 0


class TestQueue:
    """Hints about dates, and decisions."""

    def entry(self, **fields):
        return QueueEntry.objects.create(event=builders.event(), **fields)

    def test_a_hint_that_nobody_dealt_with_goes_after_a_year(self):
        self.entry(kind="report", text="Es beginnt um acht.", email="maria@example.org")
        self.entry(kind="new")
        goes_after("open event reports")
        assert QueueEntry.objects.get().kind == "new"

    def test_decisions_go_after_two_years_and_that_two_are_not_one_stays(self):
        self.entry(kind="new", settled_at=NOW, settled_by=builders.user(), decision="published")
        self.entry(kind="duplicate", other=builders.event(), settled_at=NOW, decision="different")
        self.entry(kind="new")
        goes_after("queue decisions")
        assert {entry.kind for entry in QueueEntry.objects.all()} == {"duplicate", "new"}


class TestFiles:
    """On the disk lies nothing that no row names."""

    def path(self, name):
        return Path(settings.MEDIA_ROOT) / name

    def test_a_picture_goes_with_its_sizes(self, django_capture_on_commit_callbacks):
        image = picture()
        size = image.get_rendition("width-200")
        files = [image.file.name, size.file.name]
        assert all(map(default_storage.exists, files))
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert not any(map(default_storage.exists, files))
        assert not PortalRendition.objects.exists()

    def test_a_document_goes_with_its_file(self, django_capture_on_commit_callbacks):
        document = PortalDocument.objects.create(title="Liste", file=ContentFile(b"%PDF-", name="liste.pdf"))
        with django_capture_on_commit_callbacks(execute=True):
            document.delete()
        assert not default_storage.exists(document.file.name)

    @pytest.mark.parametrize(
        "name",
        [
            "original_images/verwaist.png",
            "images/verwaist.width-200.png",
            "documents/verwaist.pdf",
            "avatar_images/verwaist.png",
            "wagtail_uploads/verwaist.pdf",
            "documents/alt/verwaist.pdf",
        ],
    )
    def test_a_file_without_a_row_goes_after_a_day(self, name):
        kept = default_storage.save(name, ContentFile(b"x"))
        at(timedelta(hours=22), "files")
        assert default_storage.exists(kept)
        at(timedelta(hours=26), "files")
        assert not default_storage.exists(kept)

    def test_a_file_with_a_row_stays_however_old(self):
        image = picture()
        size = image.get_rendition("width-200")
        for name in (image.file.name, size.file.name):
            os.utime(self.path(name), (0, 0))
        at(3000 * DAY, "files")
        assert default_storage.exists(image.file.name)
        assert default_storage.exists(size.file.name)
        assert PortalImage.objects.exists()

    def test_no_other_file_is_touched(self):
        kept = default_storage.save("sonstiges/datei.txt", ContentFile(b"x"))
        at(3000 * DAY, "files")
        assert default_storage.exists(kept)


def test_every_entry_has_a_rule_a_job_or_ends_with_something():
    """Nothing is kept without an end, except for what somebody must be able to decide about."""
    with_time = {
        name for name, entry in personal_data.items() if entry.rules or entry.jobs or "%(" in str(entry.kept)
    }
    # Contents end with their page or date; what is not stored has no end.
    assert {name for name, _entry in personal_data.items()} - with_time == {"networks"}


def test_one_round_applies_every_rule():
    line = retention.apply_rules(NOW)
    for name, _rule in retention_rules.items():
        assert f"{name} 0" in line or f"{name} " in line
