"""The mail to those who check and the link in it: who gets one, what it tells, and when it does nothing."""

import json
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.users.models import UserProfile

from events.setup import ensure_workflow
from network.models import Announcement, Organisation, Submission
from network.moderation import announcing, submitting
from network.moderation.kinds import Said, kinds
from network.moderation.page_kind import Pages
from network.roles import EDITORS
from portal.models import OutgoingMail, UsedLink, User
from tests import builders
from tests.access.houses import house
from tests.network.moderation.submitted import NEW_WORDS, draft, fresh, link_in, press, submitted, tell
from tests.portal.pictures import picture
from tests.publications.infoposts_pages import infopost
from tests.publications.postings_pages import posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(ours, editor) -> OutgoingMail:
    """Return the mail about a submission."""
    submitted(ours)
    return tell()[0]


def later(**distance):
    """Return a context in which it is later."""
    return mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(**distance))


class TestMails:
    def test_those_who_check_are_told_once(self, ours, editor, office):
        submitted(ours)
        mails = tell()
        assert {mail.recipient for mail in mails} == {editor.email, office.email}
        assert len({link_in(mail) for mail in mails}) == 2
        assert len(tell()) == 2

    def test_nobody_else_is_told(self, ours, editor, mailoutbox):
        away = builders.editor("weg@example.org")
        User.objects.filter(pk=away.pk).update(is_active=False)
        quiet = builders.editor("leise@example.org")
        UserProfile.objects.create(user=quiet, submitted_notifications=False)
        builders.superuser()
        submitted(ours)
        assert [mail.recipient for mail in tell()] == [editor.email]
        assert mailoutbox == []

    def test_what_is_taken_back_before_the_mail_is_not_told(self, ours, editor):
        submitted(ours)
        submitting.take_back(ours.page.pk, ours.person)
        assert tell() == []

    def test_a_newer_version_is_told_anew(self, ours, editor):
        submitted(ours)
        assert len(tell()) == 1
        draft(ours, summary="Noch neuere Worte, die man lesen soll.")
        assert len(tell()) == 2

    def test_many_come_in_one_mail(self, tree, editor):
        houses = [house(tree, f"Verein {number}") for number in range(4)]
        for one in houses:
            submitted(one)
        mails = tell()
        assert len(mails) == 1
        assert len(re.findall(r"/pruefen/", mails[0].body)) == 4
        assert all(one.entry.name in mails[0].html for one in houses)

    def test_on_a_busy_day_they_come_once_an_hour(self, ours, editor):
        now = timezone.now()
        Announcement.objects.bulk_create(
            Announcement(kind="page", key=str(number), state=str(number), at=now - timedelta(minutes=10))
            for number in range(10)
        )
        submitted(ours)
        assert tell() == []
        announcing.announce(now + timedelta(hours=1))
        assert OutgoingMail.objects.filter(key__startswith="moderation:").count() == 1

    def test_the_cost_does_not_grow_with_what_was_told(self, tree, editor, django_assert_max_num_queries):
        counts = []
        for number in (2, 6):
            while Submission.objects.count() < number:
                submitted(house(tree, f"Verein {Submission.objects.count()}"))
            tell()
            with django_assert_max_num_queries(20) as queries:
                announcing.announce(timezone.now())
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_dead_mail_server_loses_nothing(self, ours, editor, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        submitted(ours)
        tell()
        waiting = OutgoingMail.objects.get()
        assert (waiting.sent_at, fresh(ours).workflow_in_progress) == (None, True)

    def test_the_mail_tells_what_everybody_would_see_and_nothing_else(self, ours, editor):
        page = fresh(ours)
        page.contact_points.create(kind="phone", value="0371 1234567", disclosure="office")
        page.contact_points.create(
            kind="email", value="neu@example.org", person="Rosa Rot", person_disclosure="members"
        )
        page.addresses.create(street="Geheimgasse 7", postcode="08056", town="Zwickau", precision="district")
        page.summary = NEW_WORDS
        page.save_revision(user=ours.person)
        submitting.submit(page.pk, ours.person, timezone.now())
        mail = tell()[0]
        for text in (mail.body, mail.html):
            assert "neu@example.org" in text
            assert "Abend" in text
            for secret in ("1234567", "Rosa", "Geheimgasse", "08056"):
                assert secret not in text

    def test_words_cannot_carry_markup_into_the_mail(self, ours, editor):
        submitted(ours, summary="<script>alert(1)</script> und so weiter\r\nBcc: x@example.org")
        mail = tell()[0]
        assert "<script" not in mail.html
        assert "\n" not in mail.subject


class TestLink:
    def test_two_clicks_lead_from_the_mail_to_the_public(self, client, ours, mail, editor):
        page = client.get(link_in(mail))
        assert page.status_code == 200
        assert "Abend" in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        assert fresh(ours).summary != NEW_WORDS
        assert press(client, link_in(mail)).status_code == 200
        assert fresh(ours).summary == NEW_WORDS
        logged = PageLogEntry.objects.get(action="network.moderation.approve")
        assert (logged.user, logged.data["via"]) == (editor, "mail")
        assert not client.cookies

    def test_it_holds_once(self, client, ours, mail):
        press(client, link_in(mail))
        again = press(client, link_in(mail), "send_back", "Doch nicht.")
        assert again.status_code == 410
        assert client.get(link_in(mail)).status_code == 410
        assert fresh(ours).summary == NEW_WORDS

    def test_sending_back_needs_words(self, client, ours, mail):
        assert press(client, link_in(mail), "send_back").status_code == 400
        assert not UsedLink.objects.exists()
        assert press(client, link_in(mail), "send_back", "Bitte den Ort nennen.").status_code == 200
        assert fresh(ours).current_workflow_state.status == "needs_changes"
        assert Submission.objects.get().comment == "Bitte den Ort nennen."

    @pytest.mark.parametrize("do", ["", "publish", "\0", "x" * 5000])
    def test_any_other_word_does_nothing(self, client, ours, mail, do):
        assert press(client, link_in(mail), do).status_code == 400
        assert fresh(ours).summary != NEW_WORDS

    def test_the_second_reads_what_the_first_decided(self, client, ours, editor, office):
        submitted(ours)
        first, second = tell()
        press(client, link_in(first))
        answer = client.get(link_in(second))
        assert answer.status_code == 410
        assert first.recipient in answer.content.decode()

    def test_a_newer_version_is_not_decided_by_an_older_mail(self, client, ours, mail, editor):
        page = fresh(ours).get_latest_revision_as_object()
        page.summary = "Etwas ganz anderes steht jetzt hier."
        page.save_revision(user=editor)
        for answer in (client.get(link_in(mail)), press(client, link_in(mail))):
            assert answer.status_code == 410
            assert "Etwas ganz anderes" not in answer.content.decode()
        assert not UsedLink.objects.exists()
        assert fresh(ours).workflow_in_progress

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda one, editor: editor.groups.remove(Group.objects.get(name=EDITORS)),
            lambda one, editor: User.objects.filter(pk=editor.pk).update(is_active=False),
            lambda one, editor: editor.delete(),
            lambda one, editor: submitting.take_back(one.page.pk, one.person),
            lambda one, editor: fresh(one).delete(),
            lambda one, editor: fresh(one).unpublish(),
            lambda one, editor: fresh(one).latest_revision.publish(),
            lambda one, editor: fresh(one).move(Page.objects.get(slug="start"), "last-child"),
        ],
    )
    def test_it_gives_no_right_once_something_has_changed(self, client, ours, mail, editor, spoil):
        spoil(ours, editor)
        before = Page.objects.filter(pk=ours.page.pk).values_list("live_revision_id", flat=True).first()
        for answer in (client.get(link_in(mail)), press(client, link_in(mail))):
            assert answer.status_code == 410
        after = Page.objects.filter(pk=ours.page.pk).values_list("live_revision_id", flat=True).first()
        assert before == after
        assert not UsedLink.objects.exists()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda one: Page.objects.filter(pk=one.page.pk).update(locked=True),
            lambda one: Organisation.objects.filter(pk=one.entry.pk).update(status="merged"),
        ],
    )
    def test_what_stands_in_the_way_leaves_the_link_good(self, client, ours, mail, spoil):
        spoil(ours)
        assert press(client, link_in(mail)).status_code == 410
        assert not UsedLink.objects.exists()
        assert fresh(ours).summary != NEW_WORDS

    def test_it_ends_after_three_days(self, client, ours, mail):
        with later(days=3, minutes=1):
            assert press(client, link_in(mail)).status_code == 410
        assert fresh(ours).summary != NEW_WORDS

    @pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "ä" * 40, "1" * 3000, "../../admin"])
    def test_hostile_tokens_get_a_page(self, client, tree, token):
        assert client.get(f"/pruefen/{token}/").status_code in {404, 410}
        assert client.post(f"/pruefen/{token}/", {"do": "approve"}).status_code in {404, 410}

    def test_the_page_shows_nothing_that_is_not_public_after_the_click(self, client, ours, editor):
        page = fresh(ours)
        page.contact_points.create(kind="phone", value="0371 1234567", disclosure="office")
        page.addresses.create(street="Geheimgasse 7", postcode="08056", town="Zwickau", precision="district")
        hidden = picture("Geheimbild", disclosure="office", collection=ours.access.collection)
        page.logo = hidden
        page.summary = NEW_WORDS
        page.save_revision(user=ours.person)
        submitting.submit(page.pk, ours.person, timezone.now())
        shown = client.get(link_in(tell()[0])).content.decode()
        for secret in ("1234567", "Geheimgasse", "08056", "Geheimbild", "<img"):
            assert secret not in shown

    @pytest.mark.parametrize("is_shielded", [False, True])
    def test_a_story_is_compared_with_its_pictures(self, client, ours, editor, is_shielded):
        Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=is_shielded)
        image = picture("Sommerfest", collection=ours.access.collection)
        story = [
            {"type": "text", "value": "<p>Wir erzählen ausführlich.</p>"},
            {"type": "image", "value": {"image": image.pk, "caption": "Fest"}},
        ]
        submitted(ours, story=json.dumps(story))
        shown = client.get(link_in(tell()[0])).content.decode()
        assert "ausführlich" in shown
        assert ("<img" in shown) is not is_shielded

    def test_under_the_emergency_switch_persons_and_places_stay_away(self, client, ours, editor):
        Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=True)
        page = fresh(ours)
        page.contact_points.create(kind="phone", value="0371 1234567")
        page.links.create(label="Presse", url="https://presse.example.org/wir")
        page.summary = NEW_WORDS
        page.save_revision(user=ours.person)
        submitting.submit(page.pk, ours.person, timezone.now())
        mail = tell()[0]
        shown = client.get(link_in(mail)).content.decode()
        for text in (mail.body, mail.html, shown):
            assert "1234567" not in text
            assert "presse.example.org" not in text

    def test_under_it_what_stands_below_the_page_names_nobody_either(self, client, ours, editor):
        """A posting with contacts of its own, and news that somebody protected says, too."""
        other = builders.organisation("Haus Ost", is_shielded=True)
        told = infopost(ours.page, "Neues", co_authors=(other,))
        Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=True)
        contact = {
            "purpose": "apply",
            "kind": "email",
            "value": "jobs@example.org",
            "person": "Ada Geheimniß",
        }
        job = posting(ours.page, "Stelle", contacts=[contact], workplaces=[{"name": "Geheimgasse 7"}])
        job.title = "Stelle bei Ada Geheimniß"
        job.summary = "Fragen an Ada Geheimniß, Geheimgasse 7, 0371 1234567."
        told.summary = "Fragen an 0371 1234567."
        for page in (job, told):
            page.save_revision(user=ours.person)
            submitting.submit(page.pk, ours.person, timezone.now())
        Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=False)
        news = Pages().compare(str(Submission.objects.get(page=told).pk))
        assert "1234567" not in repr(news)
        Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=True)
        for mail in tell():
            pages = [
                client.get(path).content.decode() for path in re.findall(r"/pruefen/[^\s/]+/", mail.body)
            ]
            assert pages
            for text in (mail.subject, mail.body, mail.html, *pages):
                assert not [word for word in ("1234567", "jobs@", "Geheim") if word in text]


class TestEvents:
    @pytest.fixture
    def event(self, ours, editor):
        ensure_workflow()
        made = builders.event(
            "Vereinsfest", organiser=ours.entry, live=False, online_url="https://geheim.example.org/x"
        )
        made.online_disclosure = "registrants"
        made.save_revision(user=ours.person)
        made = type(made).objects.get(pk=made.pk)
        made.get_workflow().start(made, ours.person)
        return made

    def test_the_same_mail_decides_about_an_event(self, client, event, mailoutbox):
        mail = tell()[0]
        assert "Vereinsfest" in mail.subject
        page = client.get(link_in(mail)).content.decode()
        assert "geheim.example.org" not in page + mail.body + mail.html
        assert press(client, link_in(mail)).status_code == 200
        event.refresh_from_db()
        assert (event.live, mailoutbox) == (True, [])
        assert client.get(link_in(mail)).status_code == 410

    def test_it_is_sent_back_with_words(self, client, event):
        assert press(client, link_in(tell()[0]), "send_back", "Bitte den Ort.").status_code == 200
        event.refresh_from_db()
        assert event.current_workflow_state.status == "needs_changes"

    def test_an_older_mail_decides_nothing(self, client, event):
        mail = tell()[0]
        draft = event.get_latest_revision_as_object()
        draft.summary = "Jetzt anders."
        draft.save_revision()
        assert press(client, link_in(mail)).status_code == 410
        event.refresh_from_db()
        assert not event.live

    def test_who_decided_is_told(self, event, office):
        kind, waiting = kinds["event"], kinds["event"].find(str(event.queue_entries.get().pk))
        kind.approve(waiting.key, Said(office, timezone.now(), seen=waiting.state))
        assert office.email in kind.settled(waiting.key)
        assert kind.find(waiting.key) is None
