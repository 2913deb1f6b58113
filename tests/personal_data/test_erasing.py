"""Who asks to be forgotten is forgotten everywhere; what stays is said, with the reason."""

import json

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, PageLogEntry, Revision, UploadedFile

from events.models import Proposal, QueueEntry, Registration
from network.models import ContactPoint, Correction, Membership, Merge, NotAsked, Stewardship
from portal.accounts.models import Invitation
from portal.models import OutgoingMail, User
from portal.personal_data import erasing
from portal.personal_data.leaving import LastSuperuser
from portal.personal_data.people import person_of
from portal.personal_data.tables import everywhere
from tests import builders
from tests.personal_data.world import FAR, MARIA, NAME, OTTO, WithMaria


def dump() -> str:
    """Return everything that stands in the database, as it lies there."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            parts += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(parts)


class Forgetting(WithMaria):
    """Tests that forget Maria."""

    def erase(self, *names, with_published=True):
        """Forget Maria and return what was done."""
        return erasing.erase(self.world.maria(*names, with_published=with_published), timezone.now())


class TestForgetting(Forgetting):
    """Everything that only concerns her."""

    def test_afterwards_the_address_stands_nowhere(self):
        assert MARIA in dump()
        erased = self.erase()
        left = [
            line[:200]
            for line in dump().splitlines()
            if MARIA in line.lower() or "maria.muster" in line.lower()
        ]
        assert left == []
        assert erased.left == {}

    def test_with_the_name_given_the_name_stands_nowhere_either(self):
        self.erase(NAME)
        assert [line[:200] for line in dump().splitlines() if "Muster-Engel" in line] == []

    def test_nobody_else_loses_anything(self):
        before = {model: model._base_manager.count() for model in (User, ContactPoint, Invitation)}
        self.erase()
        assert User.objects.filter(email=OTTO).exists()
        assert ContactPoint.objects.filter(value="hausgeheim@example.org", person="Otto Geheim").exists()
        assert QueueEntry.objects.get(email=OTTO).text == f"Ottos Worte{FAR} über […] und {OTTO}"
        assert Correction.objects.get(sender=OTTO).text == f"Ottos Worte{FAR}, siehe […]"
        assert before[User] == User.objects.count()
        assert Invitation.objects.filter(email=OTTO).exists()

    def test_the_account_is_closed_and_what_it_decided_is_nobodys(self):
        self.erase()
        closed = User.objects.get(pk=self.world.user.pk)
        assert not closed.is_active
        assert not closed.has_usable_password()
        assert not closed.groups.exists()
        assert "maria" not in str(closed).lower()
        assert not Session.objects.filter(pk=self.world.session.session_key).exists()
        entry = PageLogEntry.objects.filter(user=closed).first()
        assert entry is not None
        assert "Maria" not in entry.user_display_name

    def test_a_session_without_a_device_ends_too(self):
        hidden = SessionStore()
        hidden["_auth_user_id"] = str(self.world.user.pk)
        hidden.save()
        other = SessionStore()
        other["_auth_user_id"] = str(self.world.otto.pk)
        other.save()
        self.erase()
        assert not Session.objects.filter(pk=hidden.session_key).exists()
        assert Session.objects.filter(pk=other.session_key).exists()

    def test_log_entries_about_the_account_name_nobody(self):
        self.erase()
        labels = " ".join(ModelLogEntry.objects.values_list("label", flat=True))
        assert "Muster" not in labels
        assert "Maria" not in labels

    def test_stewardships_end_and_their_rows_stay(self):
        self.erase()
        row = Stewardship.objects.get(user=self.world.user)
        assert row.until == timezone.localdate()
        assert not row.user.groups.exists()

    def test_files_of_the_account_leave_the_disk(self):
        upload = UploadedFile.objects.get().file.name
        avatar = self.world.user.wagtail_userprofile.avatar.name
        assert default_storage.exists(upload)
        with self.captureOnCommitCallbacks(execute=True):
            self.erase()
        assert not default_storage.exists(upload)
        assert not default_storage.exists(avatar)

    def test_whoever_waits_gets_the_seat_and_no_mail_goes_to_the_person(self):
        self.erase()
        assert Registration.objects.get().email == "otto.muster@example.org"
        assert Registration.objects.get().state in {"offered", "confirmed"}
        assert not OutgoingMail.objects.filter(recipient=MARIA).exists()

    def test_mails_to_others_lose_the_person_and_go_all_the_same(self):
        self.erase()
        body = OutgoingMail.objects.get(key="office").body
        assert OTTO in body
        assert "Muster-Engel" not in body

    def test_a_proposal_that_was_never_public_is_withdrawn(self):
        draft = Proposal.objects.get().event_id
        self.erase()
        proposal = Proposal.objects.get()
        assert (proposal.email, proposal.contact, proposal.data) == ("", "", {})
        assert not apps.get_model("events.Event").objects.filter(pk=draft).exists()

    def test_that_nobody_is_to_ask_stays_with_its_reason(self):
        erased = self.erase()
        assert NotAsked.objects.exists()
        assert any(done.why_kept and not done.waits for _label, done in erased.done)

    def test_a_merge_can_be_looked_at_and_holds_nobody(self):
        self.erase()
        row = Merge.objects.get()
        assert row.steps["rows"][0]["before"]["value"] == ""

    def test_comments_in_the_margin_go(self):
        self.erase()
        assert not Comment.objects.exists()

    def test_a_trial_changes_nothing_and_says_the_same(self):
        before = dump()
        tried = erasing.try_out(self.world.maria(with_published=True), timezone.now())
        assert dump() == before
        done = self.erase()
        assert [(label, one.what, one.count) for label, one in tried.done] == [
            (label, one.what, one.count) for label, one in done.done
        ]

    def test_a_second_time_finds_nothing_but_what_stays_without_a_name(self):
        self.erase()
        again = self.erase()
        assert [done for _label, done in again.done if not done.why_kept] == []

    def test_the_last_superuser_stays(self):
        User.objects.exclude(pk=self.world.user.pk).update(is_superuser=False)
        User.objects.filter(pk=self.world.user.pk).update(is_superuser=True)
        with pytest.raises(LastSuperuser):
            self.erase()
        assert everywhere(self.world.maria().traces)
        builders.superuser("zweite@example.org")
        self.erase()
        assert not User.objects.get(pk=self.world.user.pk).is_superuser

    def test_a_superuser_who_cannot_sign_in_does_not_count(self):
        User.objects.exclude(pk=self.world.user.pk).filter(is_superuser=True).update(is_active=False)
        User.objects.filter(pk=self.world.user.pk).update(is_superuser=True)
        with pytest.raises(LastSuperuser):
            self.erase()

    def test_capitals_make_no_other_person(self):
        erased = erasing.erase(person_of(MARIA.upper(), with_published=True), timezone.now())
        assert erased.left == {}


class TestWhatIsPublished(Forgetting):
    """An organisation's page is its own affair until somebody decides."""

    def test_without_a_decision_it_stays_and_is_named(self):
        erased = self.erase(with_published=False)
        assert ContactPoint.objects.filter(value=MARIA).exists()
        waiting = [done.what for _label, done in erased.done if done.waits]
        assert any("Offenes Haus" in what for what in waiting)
        assert erased.waits
        assert "network.ContactPoint.value" in erased.left

    def test_without_a_decision_past_versions_forget_her_and_shown_ones_do_not(self):
        self.erase(with_published=False)
        page = self.world.page
        page.refresh_from_db()
        for revision in page.revisions.all():
            current = revision.pk in {page.live_revision_id, page.latest_revision_id}
            assert (MARIA in json.dumps(revision.content)) is current

    def test_with_a_decision_the_contact_goes_from_page_and_every_version(self):
        self.erase()
        assert not ContactPoint.objects.filter(value=MARIA).exists()
        page = self.world.page
        assert ContactPoint.objects.filter(page=page.pk).count() == 1
        for revision in page.revisions.all():
            assert [row["value"] for row in revision.content["contact_points"]] == ["hausgeheim@example.org"]

    def test_a_draft_that_lost_the_contact_can_still_be_published(self):
        self.erase()
        page = self.world.page
        page.get_latest_revision().publish()
        page.refresh_from_db()
        assert page.summary == "Noch ein Entwurf."

    def test_a_past_version_can_still_be_restored(self):
        oldest = self.world.page.revisions.order_by("pk").first()
        self.erase()
        old = Revision.objects.get(pk=oldest.pk).as_object()
        old.full_clean()
        assert old.summary == "Fragen an […]."

    def test_a_membership_keeps_its_row(self):
        self.erase()
        assert Membership.objects.get().represented_by == f"{NAME}, […]"
