"""Dates proposed without an account: confirmed, decided, changed, withdrawn, forgotten, and never a leak."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Revision

from events.curation import deciding
from events.models import Event, Proposal, QueueEntry, Venue
from events.proposals import receiving, retention, views
from events.proposals.spam import score_of
from network import roles
from portal import housekeeping, outbox
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, PortalSettings, Urgency
from portal.registries import jobs, retention_rules
from tests import builders

ADDRESS = "/termine/vorschlagen/"
WRITER = "lale-geheim@haus.example.org"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def in_days(days):
    """Return a day as browsers send it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class Proposals(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        cls.calendar = builders.calendar_page(cls.tree.home)
        PortalSettings.objects.create(site=cls.tree.site, office_email="buero@example.org")
        roles.ensure_roles()
        cls.editor = builders.editor("redaktion@example.org")
        builders.drain()

    def setUp(self):
        page_cache.store.clear()
        patch = mock.patch.object(views, "limit", RateLimit(size=1000, per_second=1))
        patch.start()
        self.addCleanup(patch.stop)

    def entries(self, **fields):
        """Return what a person fills in."""
        return {
            "title": "Sommerfest im Hof",
            "kind": "festival",
            "summary": "Musik, Kuchen, Gespräche.",
            "description": "Alle sind willkommen.\n\nBitte Geschirr mitbringen.",
            "language": "de",
            "starts_on": in_days(20),
            "starts_at": "15:00",
            "ends_at": "19:00",
            "place": "Gasometer",
            "street": "Kleine Gasse 7",
            "postcode": "08056",
            "town": "Zwickau",
            "organiser": "Hofgruppe",
            "cost": "free",
            "access": ["step_free"],
            **fields,
        }

    def propose(self, prefix="", headers=None, **fields):
        """Send the form as a person who took a minute; return the answer."""
        data = self.entries(contact="Lale", email=WRITER)
        age = timedelta(seconds=60 + Proposal.objects.count())
        data |= {
            TOKEN_FIELD: delivery_token("event-proposal", timezone.now() - age),
            TRAP_FIELD: "",
            **fields,
        }
        return self.client.post(prefix + ADDRESS, data, headers=headers or SAME_SITE)

    def link(self):
        """Return the path of the link in the newest mail to the proposer."""
        body = OutgoingMail.objects.filter(key__startswith="proposal:").latest("created_at").body
        return re.search(r"(/(?:en/)?termine/vorschlag/\S+)", body)[1]

    def confirmed(self, **fields):
        """Propose and confirm; return the path of the link."""
        assert self.propose(**fields).status_code == 200
        path = self.link()
        assert self.client.post(path, {"do": "confirm"}).status_code == 200
        return path

    def publish(self):
        """Publish what waits; return the event."""
        entry = QueueEntry.objects.get(settled_at=None)
        deciding.publish(entry.pk, self.editor, timezone.now())
        return Event.objects.get(pk=entry.event_id)


class TestProposing(Proposals):
    def test_the_form_is_shown_without_cookie_and_kept_nowhere(self):
        for prefix in ("", "/en"):
            response = self.client.get(prefix + ADDRESS)
            assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
            assert not response.cookies
            assert 'type="file"' not in response.content.decode()

    def test_nothing_reaches_the_editors_before_the_address_is_confirmed(self):
        assert self.propose().status_code == 200
        assert (Proposal.objects.get().state, Event.objects.count(), QueueEntry.objects.count()) == (
            "unconfirmed",
            0,
            0,
        )
        assert [(one.recipient, one.urgency) for one in OutgoingMail.objects.all()] == [
            (WRITER, Urgency.ANSWER)
        ]
        self.client.get(self.link())
        assert Event.objects.count() == 0

    def test_the_first_mail_repeats_nothing_that_was_typed(self):
        self.propose(title="KAUFT-JETZT", organiser="KAUFT-HIER", contact="KAUFT")
        asked = OutgoingMail.objects.get()
        assert "KAUFT" not in asked.subject + asked.body

    def test_confirming_makes_a_draft_and_an_entry_of_the_queue(self):
        self.confirmed()
        event, entry = Event.objects.get(), QueueEntry.objects.get()
        assert (event.live, event.source, event.title) == (False, "public", "Sommerfest im Hof")
        assert (entry.kind, entry.event, entry.settled_at) == ("proposal", event, None)
        assert event.description == "<p>Alle sind willkommen.</p><p>Bitte Geschirr mitbringen.</p>"
        assert (event.venue.name, event.venue.town, event.organiser_text) == (
            "Gasometer",
            "Zwickau",
            "Hofgruppe",
        )
        assert (event.attendance_mode, event.access, str(event.starts_at)) == (
            "on_site",
            ["step_free"],
            "15:00:00",
        )
        event.full_clean(exclude=["slug"])

    def test_confirming_twice_is_confirming_once(self):
        path = self.confirmed()
        assert self.client.post(path, {"do": "confirm"}).status_code == 200
        assert (Event.objects.count(), QueueEntry.objects.count()) == (1, 1)

    def test_a_second_press_of_the_button_does_nothing(self):
        token = delivery_token("event-proposal", timezone.now() - timedelta(minutes=1))
        for _number in range(2):
            assert self.propose(**{TOKEN_FIELD: token}).status_code == 200
        assert (Proposal.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_what_no_person_would_send_is_refused_and_kept_nowhere(self):
        hostile = [
            {"title": ""},
            {"title": "NUL\x00"},
            {"title": "a" * 201},
            {"kind": "orgy"},
            {"language": "xx"},
            {"summary": ""},
            {"starts_on": "gestern"},
            {"starts_on": "9999-99-99"},
            {"starts_on": in_days(-1)},
            {"starts_on": in_days(1500)},
            {"starts_at": "25:00"},
            {"starts_at": ""},
            {"ends_on": in_days(10)},
            {"repeats": "hourly"},
            {"repeats": "weekly", "repeats_until": in_days(3)},
            {"repeats_until": in_days(40)},
            {"place": "", "town": ""},
            {"place": ""},
            {"town": ""},
            {"postcode": "O8056"},
            {"postcode": "٠٨٠٥٦"},
            {"online_url": "javascript:alert(1)"},
            {"info_url": "ftp://example.org"},
            {"access": ["step_free", "elevator"]},
            {"cost": "lots"},
            {"organiser": ""},
            {"description": "http://a.example http://b.example http://c.example http://d.example"},
            {"email": ""},
            {"email": "a@example.org\nBcc: b@example.org"},
            {TRAP_FIELD: "x"},
            {TOKEN_FIELD: ""},
            {TOKEN_FIELD: delivery_token("event-proposal", timezone.now() + timedelta(minutes=1))},
            {TOKEN_FIELD: delivery_token("relay", timezone.now() - timedelta(minutes=1))},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for fields in hostile:
            with self.subTest(fields=fields):
                assert self.propose(**fields).status_code == 400
        assert (Proposal.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_what_was_typed_comes_back_with_an_error_and_markup_is_text(self):
        page = self.propose(title="<script>alert(1)</script>", postcode="8").content.decode()
        assert "&lt;script&gt;alert" in page and "<script>alert" not in page
        assert "Kleine Gasse 7" in page
        assert 'value="step_free"' in page and "checked" in page
        path = self.confirmed(title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
        assert Event.objects.get().description == "<p>&lt;img src=x onerror=alert(1)&gt;</p>"
        assert "<script>alert" not in self.client.get(path).content.decode()

    def test_days_and_times_may_be_typed_as_germans_do(self):
        day = timezone.localdate() + timedelta(days=20)
        self.confirmed(starts_on=f"{day.day}.{day.month}.{day.year}", starts_at="18.30", ends_at="20")
        event = Event.objects.get()
        assert (event.starts_on, str(event.starts_at), str(event.ends_at)) == (day, "18:30:00", "20:00:00")

    def test_a_repetition_becomes_a_rule(self):
        for repeats, part in {
            "weekly": "FREQ=WEEKLY",
            "fortnightly": "INTERVAL=2",
            "monthly_weekday": ";BYDAY=",
            "monthly_day": "BYMONTHDAY=",
        }.items():
            with self.subTest(repeats=repeats):
                self.confirmed(repeats=repeats, repeats_until=in_days(120), title=repeats)
                event = Event.objects.get(title=repeats)
                assert part in event.rule and "UNTIL=" in event.rule
                event.full_clean(exclude=["slug"])

    def test_online_and_hybrid_follow_from_what_was_given(self):
        self.confirmed(
            title="Im Netz", place="", street="", postcode="", town="", online_url="example.org/raum"
        )
        self.confirmed(title="Beides", online_url="https://example.org/raum")
        modes = dict(Event.objects.values_list("title", "attendance_mode"))
        assert modes == {"Im Netz": "online", "Beides": "hybrid"}
        assert Event.objects.get(title="Im Netz").online_url == "https://example.org/raum"

    def test_the_organiser_is_found_by_name_without_its_legal_form(self):
        entry = builders.organisation("Kulturbüro Süd e. V.", short_name="KuBü")
        builders.organisation("Kulturbüro Nord")
        for words in ("Kulturbüro Süd", "kulturbuero süd e.V.", "KuBü"):
            with self.subTest(words=words):
                self.confirmed(organiser=words, title=words)
                assert Event.objects.get(title=words).organiser == entry
        self.confirmed(organiser="Kulturbüro", title="keins")
        assert Event.objects.get(title="keins").organiser is None

    def test_a_known_place_is_used_again_and_another_street_is_another_place(self):
        known = builders.venue("Gasometer", street="Kleine Gasse 7", postcode="08056", town="Zwickau")
        self.confirmed(place="gasometer", street="Kleine Gasse 7", title="hier")
        self.confirmed(street="Große Gasse 1", title="dort")
        assert Event.objects.get(title="hier").venue == known
        assert Event.objects.get(title="dort").venue != known

    def test_too_many_get_the_same_answer_and_no_mail(self):
        pages = {self.propose(title=f"Fest {number}").content for number in range(5)}
        assert len(pages) == 1
        assert Proposal.objects.count() == receiving.MOST_UNCONFIRMED == OutgoingMail.objects.count()

    def test_one_network_cannot_flood(self):
        with mock.patch.object(views, "limit", RateLimit(size=1, per_second=0.001)):
            assert [self.propose(title=f"Fest {n}").status_code for n in range(2)] == [200, 429]
        assert Proposal.objects.count() == 1

    def test_advertising_is_marked_for_the_editors(self):
        assert score_of(self.entries(), False) == 0
        assert score_of(self.entries(description="www.a.example www.b.example"), False) == 40
        assert score_of(self.entries(title="JETZT KAUFEN HEUTE"), True) > 40
        self.confirmed()
        self.confirmed(email="andere@example.org")
        assert QueueEntry.objects.latest("pk").score > 0


class TestTheLink(Proposals):
    def test_a_cut_link_gives_no_right(self):
        path = self.confirmed()
        for broken in (path[:-9] + "/", "/termine/vorschlag/x/", path.replace("vorschlag/", "vorschlag/a")):
            assert self.client.get(broken).status_code == 410
            assert self.client.post(broken, {"do": "withdraw"}).status_code == 410
        assert Event.objects.count() == 1

    def test_looking_changes_nothing_and_is_kept_nowhere(self):
        path = self.confirmed()
        before = Proposal.objects.values().get()
        for query in ("", "?aendern", "?do=withdraw"):
            response = self.client.get(path + query)
            assert (response.status_code, response["Cache-Control"], response["Referrer-Policy"]) == (
                200,
                "no-store",
                "no-referrer",
            )
            assert WRITER not in response.content.decode()
        assert Proposal.objects.values().get() == before

    def test_a_change_before_the_decision_is_in_the_same_draft(self):
        path = self.confirmed()
        self.client.post(path, {"do": "change", **self.entries(title="Winterfest")})
        draft = Event.objects.get().get_latest_revision_as_object()
        assert draft.title == "Winterfest"
        assert QueueEntry.objects.filter(settled_at=None).count() == 1

    def test_what_an_editor_put_right_meanwhile_stays(self):
        path = self.confirmed()
        draft = Event.objects.get().get_latest_revision_as_object()
        draft.summary = "Mit Musik."
        draft.save_revision(user=self.editor)
        self.client.post(path, {"do": "change", **self.entries(title="Winterfest")})
        draft = Event.objects.get().get_latest_revision_as_object()
        assert (draft.title, draft.summary) == ("Winterfest", "Mit Musik.")

    def test_a_faulty_change_comes_back_as_it_was_typed(self):
        path = self.confirmed()
        answer = self.client.post(path, {"do": "change", **self.entries(title="Winterfest", postcode="8")})
        assert (answer.status_code, "Winterfest" in answer.content.decode()) == (400, True)
        assert Event.objects.get().get_latest_revision_as_object().title == "Sommerfest im Hof"

    def test_withdrawing_leaves_nothing_of_it(self):
        path = self.confirmed()
        self.client.post(path, {"do": "withdraw"})
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.data, proposal.email, proposal.contact) == ("withdrawn", {}, "", "")
        assert not any(model.objects.exists() for model in (Event, QueueEntry, Venue, OutgoingMail, Revision))
        assert self.client.get(path).status_code == 200
        for act in ("confirm", "withdraw", "change", "call_off", "nonsense", ""):
            assert self.client.post(path, {"do": act}).status_code == 200
        assert Event.objects.count() == 0

    def test_a_place_that_others_use_survives_a_withdrawal(self):
        path = self.confirmed()
        builders.event(venue=Venue.objects.get())
        self.client.post(path, {"do": "withdraw"})
        assert Venue.objects.count() == 1


class TestTheDecision(Proposals):
    def test_published_it_is_in_the_calendar_and_its_proposer_learns_it(self):
        self.confirmed()
        event, proposal = self.publish(), Proposal.objects.get()
        assert (event.live, proposal.state, event.occurrences.filter(is_live=True).count()) == (
            True,
            "accepted",
            1,
        )
        told = OutgoingMail.objects.get()
        assert (told.recipient, f"-{event.short_id}/" in told.body) == (WRITER, True)
        assert QueueEntry.objects.get().decision == "published"

    def test_published_elsewhere_it_leaves_the_queue_too(self):
        self.confirmed()
        Event.objects.get().get_latest_revision().publish(user=self.editor)
        assert QueueEntry.objects.get().decision == "published"
        assert Proposal.objects.get().state == "accepted"

    def test_refused_its_proposer_learns_why(self):
        path = self.confirmed()
        entry = QueueEntry.objects.get()
        with pytest.raises(deciding.NotDone):
            deciding.refuse(entry.pk, " ", self.editor, timezone.now())
        deciding.refuse(entry.pk, "Das ist Werbung.", self.editor, timezone.now())
        assert (Proposal.objects.get().state, Event.objects.get().live) == ("refused", False)
        assert "Das ist Werbung." in OutgoingMail.objects.get().body
        assert "Das ist Werbung." in self.client.get(path).content.decode()
        self.client.post(path, {"do": "change", **self.entries(title="Doch")})
        assert Event.objects.get().get_latest_revision_as_object().title == "Sommerfest im Hof"

    def test_a_change_afterwards_waits_again_and_the_public_sees_what_was(self):
        path = self.confirmed()
        event = self.publish()
        self.client.post(path, {"do": "change", **self.entries(title="Winterfest")})
        assert Event.objects.get(pk=event.pk).title == "Sommerfest im Hof"
        assert self.publish().title == "Winterfest"
        assert "Winterfest" in OutgoingMail.objects.latest("created_at").body

    def test_a_refused_change_leaves_what_is_public(self):
        path = self.confirmed()
        self.publish()
        self.client.post(path, {"do": "change", **self.entries(title="Winterfest")})
        entry = QueueEntry.objects.get(settled_at=None)
        deciding.refuse(entry.pk, "Das war ein Sommerfest.", self.editor, timezone.now())
        event = Event.objects.get()
        assert (event.live, event.title, event.get_latest_revision_as_object().title) == (
            True,
            "Sommerfest im Hof",
            "Sommerfest im Hof",
        )
        assert Proposal.objects.get().state == "accepted"

    def test_a_cancellation_is_reported_and_decided(self):
        path = self.confirmed()
        self.publish()
        self.client.post(path, {"do": "call_off", "note": "Krankheit"})
        assert Event.objects.get().status == "scheduled"
        event = self.publish()
        assert (event.status, event.status_note) == ("cancelled", "Krankheit")

    def test_what_is_public_cannot_be_withdrawn(self):
        path = self.confirmed()
        self.publish()
        self.client.post(path, {"do": "withdraw"})
        assert Event.objects.get().live

    def test_mails_wait_for_second_thoughts_and_are_sent_then(self):
        self.confirmed()
        self.publish()
        outbox.send_due(timezone.now())
        assert mail.outbox == []
        outbox.send_due(timezone.now() + timedelta(minutes=11))
        assert [one.to for one in mail.outbox] == [[WRITER]]


class TestForgetting(Proposals):
    def test_what_nobody_confirmed_goes_after_two_days(self):
        self.propose()
        path = self.link()
        Proposal.objects.update(created_at=timezone.now() - timedelta(hours=47))
        jobs["proposals"].run(timezone.now())
        assert Proposal.objects.count() == 1
        jobs["proposals"].run(timezone.now() + timedelta(hours=2))
        assert (Proposal.objects.count(), OutgoingMail.objects.count()) == (0, 0)
        assert self.client.get(path).status_code == 410

    def test_name_address_and_words_go_a_month_after_the_decision_and_the_event_stays(self):
        path = self.confirmed()
        event = self.publish()
        rule = retention_rules["proposers"]
        assert rule.keep == timedelta(days=30)
        assert rule.delete(timezone.now() - rule.keep) == 0
        assert rule.delete(timezone.now() + timedelta(seconds=1)) == 1
        proposal = Proposal.objects.get()
        assert (proposal.email, proposal.contact, proposal.data) == ("", "", {})
        assert not OutgoingMail.objects.filter(recipient=WRITER).exists()
        assert Event.objects.get(pk=event.pk).live
        self.client.post(path, {"do": "change", **self.entries(title="Spät")})
        assert Event.objects.get().get_latest_revision_as_object().title == "Sommerfest im Hof"

    def test_refused_drafts_go_with_the_address(self):
        self.confirmed()
        deciding.refuse(QueueEntry.objects.get().pk, "Nein.", self.editor, timezone.now())
        retention.forget_people(timezone.now() + timedelta(seconds=1))
        assert not any(model.objects.exists() for model in (Event, Venue, QueueEntry))

    def test_what_waits_is_kept(self):
        self.confirmed()
        retention.forget_people(timezone.now() + timedelta(days=400))
        assert Proposal.objects.get().email == WRITER

    def test_housekeeping_knows_the_job(self):
        assert [one.ok for one in housekeeping.run(timezone.now(), only="proposals")] == [True]


class TestNoLeak(Proposals):
    def test_the_address_of_a_proposer_is_nowhere_but_in_the_outbox(self):
        path = self.confirmed(contact="Lale Verborgen")
        event = self.publish()
        self.client.post(path, {"do": "change", **self.entries(title="Neu")})
        builders.drain()
        pages = [path, path + "?aendern", ADDRESS, f"/id/termin/{event.short_id}/fehler-melden/"]
        pages += ["/", "/suche/?q=sommerfest", "/sitemap.xml"]
        for address in pages:
            text = b"".join(self.client.get(address)).decode()
            assert WRITER not in text and "Verborgen" not in text, address
        for revision in Revision.objects.all():
            assert WRITER not in str(revision.content)
