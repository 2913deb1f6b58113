"""Decisions that are taken back: what was there before is there again, or nothing is touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.curation import deciding, undoing
from events.curation.waiting import open_entries
from events.models import Event, Proposal
from portal.models import OutgoingMail
from tests import builders
from tests.events.waiting import WRITER, changed, decide, proposed, url

pytestmark = pytest.mark.django_db


class TestUndoing:
    def test_a_first_publication_is_taken_back(self, client, editor):
        entry = proposed()
        decide(client, entry, "publish")
        assert "Sommerfest" in client.get(url("recent")).content.decode()
        client.post(url("recent"), {"entry": entry.pk})
        assert (Event.objects.get().live, Proposal.objects.get().state) == (False, "waiting")
        assert (OutgoingMail.objects.filter(recipient=WRITER).count(), open_entries().count()) == (0, 1)

    def test_a_published_change_is_taken_back_to_what_was(self, client, editor):
        entry = changed(builders.event("Lesung"), title="Konzert")
        decide(client, entry, "publish")
        client.post(url("recent"), {"entry": entry.pk})
        event = Event.objects.get()
        assert (event.title, event.get_latest_revision_as_object().title) == ("Lesung", "Konzert")
        decide(client, entry, "publish")
        assert Event.objects.get().title == "Konzert"

    def test_a_refused_change_is_there_again(self, client, editor):
        entry = changed(builders.event("Lesung"), title="Konzert")
        decide(client, entry, "refuse", reason="Nein")
        assert Event.objects.get().get_latest_revision_as_object().title == "Lesung"
        undoing.undo(entry.pk, editor, timezone.now())
        assert Event.objects.get().get_latest_revision_as_object().title == "Konzert"

    def test_too_late_or_changed_since_is_refused(self, client, editor):
        entry = proposed()
        decide(client, entry, "publish")
        with pytest.raises(deciding.NotDone):
            undoing.undo(entry.pk, editor, timezone.now() + timedelta(minutes=11))
        Event.objects.get().save_revision().publish()
        with pytest.raises(deciding.NotDone):
            undoing.undo(entry.pk, editor, timezone.now())
        assert Event.objects.get().live
