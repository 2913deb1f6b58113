"""Circulars of members on their way: who gets them, once each, in batches, and what stops them."""

from datetime import timedelta
from smtplib import SMTPConnectError
from unittest import mock

import pytest
from django.core import mail as delivered
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.care import merging
from network.messages import housekeeping, leaving, limits, moderation, sending
from network.messages.markup import as_html, check_schemes, tidy
from network.messages.readers import reach_of
from network.models import Circular, CircularMail, CircularRefusal, CircularState, CircularWish, Stewardship
from network.roles import ensure_roles
from portal import registries
from portal.models import OutgoingMail
from tests import builders

from . import circulars as cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> cases.Scene:
    """Return a writer and three readers."""
    return cases.scene()


def send(made: cases.Scene, **fields) -> Circular:
    """Return a circular that its author has sent off."""
    row = cases.circular(made, **fields)
    return sending.submit(row, row.author, timezone.now())


def addresses(clubs) -> list[str]:
    """Return the addresses of the people of clubs."""
    return sorted(one.person.email for one in clubs)


class TestWhoGetsIt:
    def test_only_who_asked_for_it_and_not_who_writes(self, scene):
        cases.wish(scene.writer, scene.topic)
        cases.club("Ohne Wunsch")
        send(scene)
        cases.round_of_mails()
        assert cases.recipients() == addresses(scene.readers)

    def test_a_person_for_two_organisations_gets_one_mail(self, scene):
        second = builders.organisation("Zweitverein")
        Stewardship.objects.create(user=scene.readers[0].person, organisation=second)
        CircularWish.objects.create(user=scene.readers[0].person, organisation=second, topic=scene.topic)
        reach = reach_of(cases.circular(scene), timezone.localdate())
        assert (len(reach.readers), len(reach.reached)) == (3, 4)

    def test_the_wish_ends_with_the_stewardship_and_with_the_account(self, scene):
        row = send(scene)
        Stewardship.objects.filter(user=scene.readers[0].person).update(until=timezone.localdate())
        person = scene.readers[1].person
        person.is_active = False
        person.save()
        cases.round_of_mails()
        assert cases.recipients() == addresses(scene.readers[2:])
        row.refresh_from_db()
        assert (row.state, row.mails_count) == (CircularState.SENT, 1)

    def test_regions_reach_those_who_want_what_is_around_or_in_it(self, scene):
        places = scene.places
        for one, place in zip(
            scene.readers, (places.saxony, places.zwickau_district, places.bautzen_district), strict=True
        ):
            cases.wish(one, place)
        today = timezone.localdate()
        for place, expected in (
            (places.zwickau_district, 2),
            (places.saxony, 3),
            (places.leipzig_district, 1),
        ):
            row = cases.circular(scene, topic=None, region=place)
            assert len(reach_of(row, today).readers) == expected, place

    def test_a_part_of_a_topic_reaches_those_who_want_the_whole(self, scene):
        part = builders.topic("Asylrecht", parent=scene.topic)
        assert len(reach_of(cases.circular(scene, topic=part), timezone.localdate()).readers) == 3
        CircularWish.objects.all().delete()
        cases.wish(scene.readers[0], part)
        assert not reach_of(cases.circular(scene), timezone.localdate()).readers

    def test_without_topic_and_region_nobody_gets_it(self, scene):
        assert not reach_of(cases.circular(scene, topic=None), timezone.localdate()).readers

    @pytest.mark.parametrize("size", [3, 30])
    def test_queries_are_as_many_for_three_as_for_thirty(self, size, django_assert_num_queries):
        row = Circular.objects.select_related("topic").get(pk=cases.circular(cases.scene(size)).pk)
        with django_assert_num_queries(1):
            assert len(reach_of(row, timezone.localdate()).readers) == size


class TestTheMail:
    def test_what_a_reader_gets(self, scene):
        send(scene)
        cases.round_of_mails()
        cases.deliver()
        assert len(delivered.outbox) == 3
        message = next(one for one in delivered.outbox if one.to == [scene.readers[0].person.email])
        assert message.subject == "Verein Amsel: Wer leiht uns Stühle?"
        assert message.reply_to == [scene.writer.person.email]
        assert message.cc == message.bcc == []
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        leave = message.extra_headers["List-Unsubscribe"].strip("<>")
        assert leave in message.body
        html = message.alternatives[0][0]
        assert '<a href="https://example.org/fest" rel="noopener">' in html
        for other in scene.readers[1:]:
            assert other.person.email not in message.body + html

    def test_the_way_out_needs_no_signing_in_and_one_press(self, scene, client):
        send(scene)
        cases.round_of_mails()
        mail = cases.queued()[0]
        path = mail.unsubscribe_url.partition("://")[2].partition("/")[2]
        assert client.get(f"/{path}").status_code == 200
        assert CircularWish.objects.count() == 3
        for _press in range(2):
            assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert CircularWish.objects.count() == 2
        assert not CircularWish.objects.filter(user__email=mail.recipient).exists()
        assert client.post("/rundmails-abbestellen/x/").status_code == 410
        scene.topic.uses.all().delete()
        Circular.objects.all().delete()
        scene.topic.delete()
        assert client.post(f"/{path}").status_code == 200

    def test_of_readers_only_a_digest_is_kept(self, scene):
        send(scene)
        cases.round_of_mails()
        kept = CircularMail.objects.values_list("recipient", flat=True)
        assert all(len(one) == 64 and "@" not in one for one in kept)

    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("<script>alert(1)</script>", "&lt;script&gt;"),
            ("Siehe https://example.org/a?b=1&c=2.", 'href="https://example.org/a?b=1&amp;c=2"'),
            ("an info@example.org!", 'href="mailto:info@example.org"'),
            ("tel:0375 123-45", 'href="tel:037512345"'),
            ("eins\nzwei\n\ndrei", "eins<br>zwei</p>"),
            ('https://example.org/"onmouseover=x', 'href="https://example.org/"'),
        ],
    )
    def test_words_become_paragraphs_and_links_and_nothing_else(self, text, html):
        assert html in as_html(text)
        assert "<script" not in as_html(text)

    @pytest.mark.parametrize(
        "text",
        ["javascript:alert(1)", "ftp://example.org", "DATA:text/html", "file:///etc", "x JavaScript :a"],
    )
    def test_links_of_other_kinds_are_refused(self, text):
        with pytest.raises(ValidationError):
            check_schemes(text)

    def test_ordinary_words_are_no_links(self):
        check_schemes("Wann: 18 Uhr. Info: https://example.org, mailto:a@example.org, tel:0375. Daten: bald")
        assert tidy("a\u200b\r\n\r\n\r\n\r\nb\x00 ") == "a\n\nb"


class TestBatches:
    def test_no_more_wait_in_the_outbox_than_may(self, monkeypatch):
        monkeypatch.setattr(sending, "MOST_WAITING", 2)
        row = send(cases.scene(5))
        assert cases.round_of_mails().startswith("2 mails")
        assert cases.round_of_mails().startswith("0 mails")  # nothing went meanwhile
        cases.deliver()
        cases.round_of_mails()
        cases.deliver()
        cases.round_of_mails()
        row.refresh_from_db()
        assert (row.state, row.mails_count) == (CircularState.SENT, 5)
        assert row.finished_at

    def test_repeating_a_run_writes_to_nobody_twice(self, scene):
        row = send(scene)
        cases.round_of_mails()
        Circular.objects.filter(pk=row.pk).update(state=CircularState.SENDING)
        cases.round_of_mails()
        CircularMail.objects.all().delete()  # as after a run that died between two writes
        Circular.objects.filter(pk=row.pk).update(state=CircularState.SENDING)
        cases.round_of_mails()
        assert len(cases.queued()) == 3

    def test_nothing_is_lost_while_the_server_is_down(self, scene):
        row = send(scene)
        down = mock.patch(
            "django.core.mail.backends.locmem.EmailBackend.open", side_effect=SMTPConnectError(421, b"")
        )
        now = timezone.now()
        with down:
            cases.round_of_mails(now)
            cases.deliver(now)
        assert not delivered.outbox
        later = now + timedelta(hours=13)
        cases.round_of_mails(later)
        cases.deliver(later)
        assert sorted(one.to[0] for one in delivered.outbox) == addresses(scene.readers)
        row.refresh_from_db()
        assert row.state == CircularState.SENT

    def test_the_job_runs_before_the_outbox(self):
        assert registries.jobs["circulars"].order < registries.jobs["outbox"].order


class TestLimits:
    def test_an_organisation_sends_so_many_a_day_and_more_tomorrow(self, scene):
        for _number in range(limits.MOST_A_DAY):
            send(scene)
        with pytest.raises(sending.Refused):
            send(scene)
        other = cases.club("Andere")
        send(scene, by=other)
        row = Circular.objects.filter(organisation=scene.writer.entry, state=CircularState.DRAFT).get()
        sending.submit(row, scene.writer.person, timezone.now() + timedelta(hours=25))

    def test_it_goes_once(self, scene):
        row = send(scene)
        with pytest.raises(sending.Refused):
            sending.submit(row, scene.writer.person, timezone.now())

    def test_what_was_sent_off_in_another_window_is_neither_changed_nor_deleted(self, scene):
        """Otherwise it would be a draft again, and count for no limit."""
        stale = cases.circular(scene)
        sending.submit(Circular.objects.get(pk=stale.pk), stale.author, timezone.now())
        stale.text = "Anderes."
        for late in (sending.keep, sending.discard):
            with pytest.raises(sending.Refused):
                late(stale)
        row = Circular.objects.get(pk=stale.pk)
        assert row.state == CircularState.SENDING
        assert row.text != "Anderes."

    def test_answers_go_to_nobody_who_did_not_agree(self, scene):
        with pytest.raises(sending.Refused):
            send(scene, reply_to="opfer@example.org")
        colleague = builders.steward(scene.writer.entry)
        row = cases.circular(scene)
        with pytest.raises(sending.Refused):  # it would speak for the one who wrote it
            sending.submit(row, colleague, timezone.now())

    def test_nobody_to_reach_is_said_and_costs_nothing(self, scene):
        CircularWish.objects.all().delete()
        with pytest.raises(sending.Refused):
            send(scene)
        assert limits.left_today(scene.writer.entry.pk, timezone.now()) == limits.MOST_A_DAY

    def test_a_circular_stops_when_its_author_acts_for_nobody_any_more(self, scene, monkeypatch):
        monkeypatch.setattr(sending, "MOST_WAITING", 1)
        row = send(scene)
        cases.round_of_mails()
        Stewardship.objects.filter(user=scene.writer.person).update(until=timezone.localdate())
        OutgoingMail.objects.update(sent_at=timezone.now())
        cases.round_of_mails()
        row.refresh_from_db()
        assert row.state == CircularState.RETURNED
        assert row.reason
        assert len(cases.queued()) == 1


class TestModeration:
    def waiting(self, scene) -> Circular:
        """Return a circular of an organisation that is checked."""
        scene.writer.entry.trust = "checked"
        scene.writer.entry.save()
        return send(scene)

    def test_what_is_not_trusted_waits(self, scene):
        row = self.waiting(scene)
        assert row.state == CircularState.WAITING
        cases.round_of_mails()
        assert not cases.queued()
        moderation.release(row.pk, builders.office(), timezone.now())
        cases.round_of_mails()
        assert len(cases.queued()) == 3

    def test_sent_back_its_author_hears_why_and_may_send_it_again(self, scene):
        office, row = builders.office(), self.waiting(scene)
        moderation.send_back(row.pk, "Bitte mit Datum.", office, timezone.now())
        notice = OutgoingMail.objects.get(recipient=scene.writer.person.email)
        assert "Bitte mit Datum." in notice.body
        assert f"/mitglieder/rundmails/{row.pk}/" in notice.body
        assert limits.left_today(scene.writer.entry.pk, timezone.now()) == limits.MOST_A_DAY
        row.refresh_from_db()
        again = sending.submit(row, scene.writer.person, timezone.now())
        assert (again.state, again.reason) == (CircularState.WAITING, "")

    def test_a_decision_is_made_once_and_taken_back_while_nothing_went(self, scene):
        office, row = builders.office(), self.waiting(scene)
        moderation.release(row.pk, office, timezone.now())
        for late in (
            lambda: moderation.release(row.pk, office, timezone.now()),
            lambda: moderation.send_back(row.pk, "spät", office, timezone.now()),
        ):
            with pytest.raises(sending.Refused):
                late()
        moderation.take_back(row.pk, office)
        moderation.send_back(row.pk, "Doch nicht.", office, timezone.now())
        moderation.take_back(row.pk, office)
        assert not OutgoingMail.objects.filter(recipient=scene.writer.person.email).exists()
        moderation.release(row.pk, office, timezone.now())
        cases.round_of_mails()
        with pytest.raises(sending.Refused):
            moderation.take_back(row.pk, office)

    def test_nothing_is_let_out_for_somebody_who_left(self, scene):
        row = self.waiting(scene)
        Stewardship.objects.filter(user=scene.writer.person).update(until=timezone.localdate())
        with pytest.raises(sending.Refused):
            moderation.release(row.pk, builders.office(), timezone.now())

    def test_without_a_reason_nothing_is_sent_back(self, scene):
        with pytest.raises(sending.Refused):
            moderation.send_back(self.waiting(scene).pk, "  ", builders.office(), timezone.now())


class TestKeeping:
    def test_drafts_words_and_rows_go_in_their_time(self, scene):
        now = timezone.now()
        draft, row = cases.circular(scene), send(scene)
        cases.round_of_mails()
        assert housekeeping.forget_drafts(now - timedelta(days=1)) == 0
        assert housekeeping.forget_words(now - timedelta(days=1)) == 0
        assert housekeeping.forget_drafts(now + timedelta(days=1)) == 1
        assert not Circular.objects.filter(pk=draft.pk).exists()
        assert housekeeping.forget_words(now + timedelta(days=1)) == 1
        row.refresh_from_db()
        assert (row.text, row.subject, row.reply_to, row.mails_count) == ("", "", "", 3)
        assert not CircularMail.objects.exists()
        assert set(ModelLogEntry.objects.values_list("label", flat=True)) == {""}
        assert str(row)
        assert housekeeping.forget_rows(now + timedelta(days=1)) == 1

    def test_merged_organisations_keep_circulars_and_wishes(self, scene):
        target = cases.club("Nachfolge")
        row = cases.circular(scene)
        ensure_roles()
        merging.merge(scene.writer.entry, target.entry, builders.superuser())
        row.refresh_from_db()
        assert row.organisation == target.entry

    def test_a_refusal_is_remembered_without_an_address(self, scene):
        person = scene.readers[0].person
        for is_refused in (True, True, False, True):
            leaving.set_refusal(person, is_refused)
            assert leaving.refuses(person) is is_refused
        assert "@" not in CircularRefusal.objects.get().recipient
