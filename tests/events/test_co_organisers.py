"""Further organisers: told by mail and at the desk, and off an event with one button, whatever holds its versions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from events.co_organisers import protection, telling
from events.co_organisers.leaving import leave
from events.co_organisers.telling import NEWS, tell_co_organisers
from events.models import CoOrganiser, Event, Occurrence, Publication
from events.proposals.mails import SECOND_THOUGHTS
from events.records import public_record
from events.setup import ensure_workflow
from network import roles, shielding
from network.care.merging import merge
from network.desk.frame import desk_url
from network.models import Leaving, Organisation
from network.models.organisations import Trust
from network.named.leaving import LEFT
from portal.models import OutgoingMail
from portal.retention import delete_mails
from tests import builders
from tests.access.houses import house
from tests.events.event_answers import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return builders.calendar_tree()


@pytest.fixture
def ours(tree):
    return house(tree, "Verein Amsel")


@pytest.fixture
def theirs(tree):
    return house(tree, "Verein Buche")


@pytest.fixture
def event(tree, ours, theirs):
    """Return what somebody else published for next week, with us and a third one as further organisers."""
    third = builders.organisation("Verein Espe")
    return builders.event(
        "Fest am Fluss",
        next_week(),
        organiser=theirs.entry,
        co_organisers=[ours.entry, third],
    )


def button(ours, event) -> str:
    """Return the address of the page with the way off."""
    return reverse("co_organisers:leave", args=[ours.entry.pk, event.pk])


def named(event) -> list[list[str]]:
    """Return the further organisers of the row, and of the newest version."""
    event = Event.objects.get(pk=event.pk)
    versions = (event, event.get_latest_revision_as_object())
    return [[row.organisation.name for row in one.co_organisers.all()] for one in versions]


def next_week():
    """Return seven in the evening of a day to come."""
    day = timezone.localtime() + timedelta(days=7)
    return day.replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)


def soon() -> object:
    """Return a moment at which second thoughts are over."""
    return timezone.now() + SECOND_THOUGHTS + timedelta(minutes=1)


def to(person) -> list[OutgoingMail]:
    """Return the mails to somebody, oldest first."""
    return list(OutgoingMail.objects.filter(recipient=person.email).order_by("created_at"))


class TestTelling:
    def test_whoever_is_named_gets_one_mail_with_the_way_off(self, event, ours):
        tell_co_organisers(timezone.now())
        assert to(ours.person) == [], "there is time for second thoughts"
        tell_co_organisers(soon())
        tell_co_organisers(soon())
        (mail,) = to(ours.person)
        assert event.title in mail.subject
        for words in ("Verein Buche", event.short_id, button(ours, event)):
            assert words in mail.body

    def test_a_change_of_words_tells_nobody(self, event, ours):
        tell_co_organisers(soon())
        event.summary = "Mit Musik."
        event.save_revision().publish()
        tell_co_organisers(soon())
        assert len(to(ours.person)) == 1

    def test_a_name_put_back_is_told_again_only_long_after(self, event, ours):
        tell_co_organisers(soon())
        rows = list(event.co_organisers.all())
        for later, kept in enumerate((rows[1:], rows, rows[1:], rows)):
            event.co_organisers = [CoOrganiser(organisation=row.organisation) for row in kept]
            event.save_revision().publish()
            tell_co_organisers(soon() + timedelta(minutes=later))
            if later == 1:
                assert len(to(ours.person)) == 1
                OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=40))
                delete_mails(timezone.now() - timedelta(days=30))
        assert len(to(ours.person)) == 1, "the mail of then is forgotten, there is one of now"

    def test_whoever_left_and_allows_it_again_is_told_when_it_is_named_again(self, event, ours):
        tell_co_organisers(soon())
        leave(event.pk, ours.entry, timezone.now())
        assert to(ours.person) == [], "what has not gone says what is no longer so"
        Leaving.objects.get().delete()
        fresh = Event.objects.get(pk=event.pk)
        fresh.co_organisers.add(CoOrganiser(organisation=ours.entry))
        fresh.save_revision().publish()
        tell_co_organisers(soon() + timedelta(minutes=1))
        assert len(to(ours.person)) == 1

    def test_mails_that_wait_go_with_what_they_tell_and_come_anew(self, event, ours):
        tell_co_organisers(soon())
        event.refresh_from_db()
        event.unpublish()
        assert to(ours.person) == []
        event.get_latest_revision().publish()
        tell_co_organisers(soon() + timedelta(minutes=1))
        (mail,) = to(ours.person)
        OutgoingMail.objects.update(sent_at=timezone.now())
        Event.objects.get(pk=event.pk).unpublish()
        Event.objects.get(pk=event.pk).get_latest_revision().publish()
        tell_co_organisers(soon() + timedelta(minutes=2))
        assert to(ours.person) == [mail], "whoever has a mail about it gets no second one"
        OutgoingMail.objects.update(sent_at=None)
        Event.objects.get(pk=event.pk).delete()
        assert to(ours.person) == []

    def test_merging_entries_of_the_register_tells_nobody(self, event, ours):
        tell_co_organisers(soon())
        merge(Organisation.objects.get(name="Verein Espe"), ours.entry, builders.office())
        assert len(to(ours.person)) == 1
        tell_co_organisers(soon() + timedelta(minutes=1))
        assert len(to(ours.person)) == 1

    def test_nobodys_mailbox_is_filled_and_the_desk_knows_them_all(self, client, event, ours, monkeypatch):
        monkeypatch.setattr("network.named.letters.MOST_A_DAY", 2)
        for number in range(3):
            builders.event(f"Flut {number}", next_week(), co_organisers=[ours.entry])
        tell_co_organisers(soon())
        assert len(to(ours.person)) == 2
        client.force_login(ours.person)
        assert client.get(desk_url(ours.entry)).content.decode().count("/leave/") == 4

    def test_one_that_fails_stops_nobody(self, event, ours, monkeypatch):
        other = builders.event("Zweites", next_week(), co_organisers=[ours.entry])
        tell = telling._tell

        def failing(pk, now):
            if Publication.objects.get(pk=pk).event_id == event.pk:
                raise DatabaseError("deadlock detected")
            return tell(pk, now)

        monkeypatch.setattr(telling, "_tell", failing)
        tell_co_organisers(soon())
        assert [other.short_id in mail.body for mail in to(ours.person)] == [True]

    def test_nobody_is_told_of_what_is_over_old_or_no_longer_public(self, event, ours):
        publication = Publication.objects.filter(event=event)
        publication.update(changed_at=timezone.now() - NEWS - timedelta(hours=1))
        tell_co_organisers(timezone.now())
        publication.update(changed_at=timezone.now() - timedelta(hours=1))
        event.unpublish()
        tell_co_organisers(soon())
        assert to(ours.person) == []
        past = builders.event("Vorbei", co_organisers=[ours.entry])
        Publication.objects.filter(event=past).update(changed_at=timezone.now() - timedelta(hours=1))
        assert past.starts_on < timezone.localdate()
        tell_co_organisers(timezone.now())
        assert to(ours.person) == []


class TestLeaving:
    def test_it_takes_itself_off_and_the_organiser_is_told(self, client, event, ours, theirs):
        client.force_login(ours.person)
        assert button(ours, event) in client.get(desk_url(ours.entry)).content.decode()
        assert "Fest am Fluss" in client.get(button(ours, event)).content.decode()
        assert named(event) == [["Verein Amsel", "Verein Espe"]] * 2, "looking changes nothing"
        before = Publication.objects.get(event=event)
        client.post(button(ours, event))
        assert named(event) == [["Verein Espe"]] * 2
        assert Publication.objects.get(event=event).content_digest != before.content_digest
        (mail,) = to(theirs.person)
        assert "Verein Amsel" in mail.body
        entry = ModelLogEntry.objects.get(action=LEFT)
        assert (entry.user, entry.data) == (None, {"name": "Verein Amsel"}), "no person of another house"
        names = ReferenceIndex.get_references_for_object(event).values_list("model_path", flat=True)
        assert [name for name in names if name.startswith("co_organisers")] == [
            "co_organisers.item.organisation"
        ]
        assert client.post(button(ours, event))["Location"] == desk_url(ours.entry), "pressed twice"
        assert len(to(theirs.person)) == 1
        assert button(ours, event) not in client.get(desk_url(ours.entry)).content.decode()
        assert event.short_id not in client.get(ours.page.get_url()).content.decode()

    def test_a_draft_keeps_its_words_and_publishing_it_names_nobody_again(self, client, event, ours):
        event.title = "Fest am See"
        event.save_revision()
        client.force_login(ours.person)
        client.post(button(ours, event))
        fresh = Event.objects.get(pk=event.pk)
        draft = fresh.get_latest_revision_as_object()
        assert (fresh.title, draft.title, fresh.has_unpublished_changes) == (
            "Fest am Fluss",
            "Fest am See",
            True,
        )
        fresh.latest_revision.publish()
        assert named(event) == [["Verein Espe"]] * 2

    def test_neither_a_check_nor_a_plan_nor_a_lock_holds_anybody(self, client, event, ours, theirs):
        roles.ensure_roles()
        ensure_workflow()
        theirs.entry.trust = Trust.CHECKED
        theirs.entry.save()
        hour = timezone.now() + timedelta(days=2)
        event.save_revision(approved_go_live_at=hour)
        checked = event.save_revision()
        event.refresh_from_db()
        state = event.get_workflow().start(event, theirs.person)
        Event.objects.filter(pk=event.pk).update(locked=True)
        client.force_login(ours.person)
        client.post(button(ours, event))
        assert named(event) == [["Verein Espe"]] * 2
        assert event.revisions.filter(approved_go_live_at=hour).exists()
        state.refresh_from_db()
        assert (state.status, state.current_task_state.revision) == (state.STATUS_IN_PROGRESS, checked)
        Event.objects.filter(pk=event.pk).update(locked=False)
        for revision in event.revisions.order_by("pk"):
            revision.publish()
            assert named(event)[0] == ["Verein Espe"]

    @pytest.mark.parametrize("who", ["organiser", "editor"])
    def test_a_form_opened_before_keeps_its_words_and_names_nobody_again(
        self, client, event, ours, theirs, who
    ):
        person = builders.editor("red@example.org") if who == "editor" else theirs.person
        rows = list(event.co_organisers.values_list("pk", "organisation"))
        leave(event.pk, ours.entry, timezone.now())
        count = {"co_organisers-TOTAL_FORMS": 2, "co_organisers-INITIAL_FORMS": 2}
        sent = {
            f"co_organisers-{at}-{name}": value
            for at, (pk, entry) in enumerate(rows)
            for name, value in (("id", pk), ("organisation", entry), ("ORDER", at + 1), ("DELETE", ""))
        }
        client.force_login(person)
        words = {"title": "Fest im Garten", "starts_on": str(event.starts_on), "action-publish": "1"}
        response = client.post(
            reverse("wagtailsnippets_events_event:edit", args=[event.pk]),
            answers(theirs.entry, **words) | count | sent,
        )
        assert response.status_code == 302
        assert Event.objects.get(pk=event.pk).get_latest_revision_as_object().title == "Fest im Garten"
        assert named(event) == [["Verein Espe"]] * 2

    def test_taking_a_decision_back_names_nobody_again(self, event, ours):
        before = event.live_revision
        event.title = "Fest am See"
        event.save_revision().publish()
        leave(event.pk, ours.entry, timezone.now())
        before.refresh_from_db()
        before.as_object().save_revision().publish()
        assert named(event) == [["Verein Espe"]] * 2

    def test_nobody_else_takes_it_off_and_nobody_leaves_what_is_not_public(self, client, event, ours, theirs):
        for person in (theirs.person, builders.editor("red@example.org")):
            client.force_login(person)
            assert client.post(button(ours, event)).status_code == 404
        client.force_login(theirs.person)
        assert client.get(button(theirs, event)).status_code == 404, "the organiser itself is none of them"
        client.force_login(ours.person)
        event.unpublish()
        assert client.get(button(ours, event)).status_code == 404
        client.post(button(ours, event))
        assert named(event) == [["Verein Amsel", "Verein Espe"]] * 2


class TestProtection:
    """The emergency switch of a further organiser takes the place out of a date that is somebody else's."""

    def mails(self) -> list[OutgoingMail]:
        """Return the mails about it."""
        return list(OutgoingMail.objects.filter(key__startswith=protection.KEY).order_by("created_at"))

    def placed(self, event) -> Event:
        """Let an event have a place, and return it."""
        event.venue = builders.venue("Scheune", street="Geheimer Gang 3", town="Zwickau")
        event.save_revision().publish()
        return Event.objects.get(pk=event.pk)

    def place(self, event) -> str:
        """Return the street that everybody sees."""
        venue = public_record(Event.objects.get(pk=event.pk)).venue
        return venue.street if venue else ""

    def form(self, client, event) -> str:
        """Return the form of an event."""
        answer = client.get(reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    def test_the_organiser_hears_once_why_and_what_to_do(self, event, ours, theirs):
        event = self.placed(event)
        assert self.place(event) == "Geheimer Gang 3"
        shielding.shield(ours.entry, ours.person)
        assert self.place(event) == ""
        (mail,) = self.mails()
        assert mail.recipient == theirs.person.email
        assert mail.not_before > timezone.now() + SECOND_THOUGHTS / 2
        for words in ("Verein Amsel", event.title, f"/edit/{event.pk}/"):
            assert words in mail.subject + mail.body
        for secret in ("Geheimer Gang", "Scheune", "Zwickau", ours.person.email):
            assert secret not in mail.subject + mail.body

    def test_whoever_switches_it_off_in_time_bothers_nobody_and_the_place_is_back(self, event, ours):
        event = self.placed(event)
        shielding.shield(ours.entry, ours.person)
        shielding.unshield(ours.entry, ours.person)
        assert self.mails() == []
        assert self.place(event) == "Geheimer Gang 3"

    def test_whoever_plays_with_it_is_told_of_once_a_day(self, event, ours):
        for _time in range(3):
            shielding.shield(ours.entry, ours.person)
            OutgoingMail.objects.filter(key__startswith=protection.KEY).update(sent_at=timezone.now())
            shielding.unshield(ours.entry, ours.person)
        assert len(self.mails()) == 1

    def test_many_dates_are_one_mail(self, event, ours, theirs):
        for number in range(protection.MOST_NAMED + 2):
            builders.event(f"Probe {number}", next_week(), organiser=theirs.entry, alliance=ours.entry)
        shielding.shield(ours.entry, None)
        (mail,) = self.mails()
        assert mail.body.count("/edit/") == protection.MOST_NAMED

    def test_own_dates_past_ones_and_those_of_the_protected_tell_nobody(self, event, ours, theirs):
        builders.event("Eigenes", next_week(), organiser=ours.entry, co_organisers=[ours.entry])
        Occurrence.objects.filter(event=event).delete()
        shielding.shield(ours.entry, None)
        assert self.mails() == []
        shielding.unshield(ours.entry, None)
        builders.event("Weiteres", next_week(), organiser=theirs.entry, co_organisers=[ours.entry])
        Organisation.objects.filter(pk=theirs.entry.pk).update(is_shielded=True)
        shielding.shield(ours.entry, None)
        assert self.mails() == []

    def test_the_form_says_why_as_long_as_it_is_so(self, client, event, ours, theirs):
        event = self.placed(event)
        client.force_login(theirs.person)
        words = "Notfallschalter"
        assert words not in self.form(client, event)
        shielding.shield(ours.entry, None)
        html = self.form(client, event)
        assert words in html
        assert "Verein Amsel" in html
        shielding.unshield(ours.entry, None)
        assert words not in self.form(client, event)

    def test_off_the_date_the_place_is_back_though_the_switch_is_on(self, event, ours):
        event = self.placed(event)
        shielding.shield(ours.entry, None)
        event.co_organisers = [
            row for row in event.co_organisers.all() if row.organisation_id != ours.entry.pk
        ]
        event.save_revision().publish()
        assert self.place(event) == "Geheimer Gang 3"
