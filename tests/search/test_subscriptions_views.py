"""Asking for a saved search, confirming, changing and leaving it, as people and their mail programs do."""

import re
from datetime import timedelta
from unittest import mock
from urllib.parse import urlsplit

from django.core import mail
from django.test import TestCase
from django.utils import timezone

from portal import outbox, signed_links
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail, Urgency
from portal.registries import health_checks, retention_rules
from search.subscriptions import links, subscribing, views
from search.subscriptions.models import Rhythm, SavedSearch
from tests import builders

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
PAGE = "/initiativen/abo/"


def links_in(text: str) -> list[str]:
    """Return the paths of the links in a mail."""
    return [urlsplit(link).path for link in re.findall(r"https?://\S+", text)]


class Saving(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, cls.places = builders.site_tree(), builders.places()
        builders.locale("en")
        builders.topic("Asyl")
        entry = builders.organisation("Haus Werdau", seat=cls.places.werdau)
        builders.organisation_page(cls.tree.directory, entry)
        builders.drain()

    def setUp(self) -> None:
        self.limit_to(12)

    def limit_to(self, size: int) -> None:
        """Let one network ask so often."""
        new = RateLimit(size, views.limit.per_second)
        self.enterContext(mock.patch.object(views, "limit", new))

    def send(self, query="thema=asyl", prefix="", headers=None, **fields):
        """Send the form as a person who took a minute; return the answer."""
        token = delivery_token("saved-search", timezone.now() - timedelta(minutes=1))
        data = {
            "email": "leserin@example.org",
            "rhythm": "weekly",
            "language": "de",
            TOKEN_FIELD: token,
            TRAP_FIELD: "",
            **fields,
        }
        return self.client.post(f"{prefix}{PAGE}?{query}", data, headers=headers or SAME_SITE)

    def saved(self, confirmed=True, **fields) -> SavedSearch:
        """Return a saved search of somebody."""
        now = timezone.now()
        times = {"confirmed_at": now, "looked_until": now} if confirmed else {}
        defaults = {"email": "leserin@example.org", "query": "thema=asyl", "language": "de"}
        return SavedSearch.objects.create(**{**defaults, **times, **fields})


class TestAsking(Saving):
    def test_the_page_shows_the_filter_without_cookie_and_is_kept_nowhere(self):
        response = self.client.get(f"/en{PAGE}?thema=asyl&region=14524")
        page = response.content.decode()
        assert response.status_code == 200
        assert (response["Cache-Control"], response.cookies) == ("no-store", {})
        assert "Topic: Asyl" in page
        assert "Area: Landkreis Zwickau" in page
        assert "noindex" in page

    def test_the_directory_leads_here_with_and_without_results(self):
        for query in ("?thema=asyl&seite=2&ansicht=karte", "?q=segelflug&thema=asyl"):
            page = self.client.get(f"/initiativen/{query}").content.decode()
            with self.subTest(query=query):
                (address,) = re.findall(r'href="(/initiativen/abo/\?[^"]*)"', page)
                assert "thema=asyl" in address
                assert "seite" not in address and "ansicht" not in address
                assert self.client.get(address.replace("&amp;", "&")).status_code == 200
        vague = self.client.get("/initiativen/?q=was+gibt+es").content.decode()
        assert PAGE not in vague

    def test_a_wish_is_noted_and_confirmed_by_the_link_in_the_mail(self):
        assert self.send("thema=asyl&ort=08056").status_code == 200
        saved, letter = SavedSearch.objects.get(), OutgoingMail.objects.get()
        assert saved.query == "ort=municipality:14524330&thema=asyl&umkreis=25"
        assert (saved.confirmed_at, saved.rhythm, saved.language) == (None, "weekly", "de")
        assert letter.recipient == "leserin@example.org"
        (confirm,) = links_in(letter.body)
        assert self.client.get(confirm).status_code == 200
        saved.refresh_from_db()
        assert saved.confirmed_at is None
        assert self.client.post(confirm).status_code == 200
        saved.refresh_from_db()
        assert saved.confirmed_at == saved.looked_until is not None
        assert self.client.post(confirm).status_code == 410

    def test_a_postcode_that_is_no_place_is_not_stored_either(self):
        assert self.send("q=Beratung+99999&woertlich=1").status_code == 200
        assert "99999" not in SavedSearch.objects.get().query

    def test_the_mail_that_asks_repeats_no_word_of_the_search(self):
        self.send(query="q=GEWINNSPIEL")
        letter = OutgoingMail.objects.get()
        assert "gewinnspiel" not in (letter.subject + letter.body).lower()
        assert letter.urgency == Urgency.ANSWER
        (confirm, *_others) = links_in(letter.body)
        assert "GEWINNSPIEL" in self.client.get(confirm).content.decode()

    def test_a_foreign_parameter_is_left_out(self):
        assert self.send("thema=asyl&foo=1").status_code == 200
        assert SavedSearch.objects.get().query == "thema=asyl"

    def test_nothing_but_address_filter_and_times_is_stored(self):
        self.send()
        names = {field.name for field in SavedSearch._meta.get_fields()}
        assert names == {
            "id", "email", "query", "language", "rhythm", "created_at", "confirmed_at", "looked_until",
            "last_sent_at", "faulty_since",
        }  # fmt: skip

    def test_the_mail_is_in_the_language_that_was_chosen(self):
        self.send(prefix="/en", language="de")
        self.send(query="", language="en")
        german, english = OutgoingMail.objects.order_by("created_at")
        assert not links_in(german.body)[0].startswith("/en/")
        assert links_in(english.body)[0].startswith("/en/abo/")
        assert english.subject == "Please confirm your saved search"

    def test_the_answer_tells_nobody_whether_an_address_is_known(self):
        self.saved(email="bekannt@example.org")
        answers = {
            re.sub(r"\s+", " ", self.send(email=address).content.decode())
            for address in ("neu@example.org", "bekannt@example.org", "BEKANNT@example.org")
        }
        assert len(answers) == 1

    def test_the_same_search_is_saved_once_and_its_owner_is_told(self):
        self.saved()
        for address in ("leserin@example.org", "Leserin@Example.org"):
            assert self.send(email=address, rhythm="at_once").status_code == 200
        saved, letter = SavedSearch.objects.get(), OutgoingMail.objects.get()
        assert saved.rhythm == Rhythm.WEEKLY
        assert any(path.startswith("/abo/verwalten/") for path in links_in(letter.body))

    def test_an_unconfirmed_wish_may_be_repeated_and_is_mailed_once_a_day(self):
        for rhythm in ("weekly", "at_once"):
            self.send(rhythm=rhythm)
        assert SavedSearch.objects.get().rhythm == "at_once"
        assert OutgoingMail.objects.count() == 1

    def test_an_address_has_so_many_saved_searches_and_no_more(self):
        for number in range(subscribing.MOST_PER_ADDRESS):
            self.saved(query=f"q=wort{number}")
        assert self.send().status_code == 200
        assert SavedSearch.objects.count() == subscribing.MOST_PER_ADDRESS
        assert not OutgoingMail.objects.exists()

    def test_nobody_fills_the_mailbox_of_somebody_else(self):
        for number in range(6):
            self.send(query=f"q=haus{number}")
        assert OutgoingMail.objects.count() == SavedSearch.objects.count() == subscribing.MOST_UNCONFIRMED

    def test_one_network_may_ask_so_often(self):
        codes = [self.send(query=f"q=haus{n}", email=f"p{n}@example.org").status_code for n in range(14)]
        assert codes == [200] * 12 + [429, 429]
        assert int(self.send()["Retry-After"]) > 0

    def test_what_no_person_would_send_is_refused(self):
        too_fast = delivery_token("saved-search", timezone.now())
        other_form = delivery_token("correction", timezone.now() - timedelta(minutes=1))
        hostile = [
            {"email": ""},
            {"email": "keine Adresse"},
            {"email": "a@example.org\nBcc: b@example.org"},
            {"email": "a" * 250 + "@example.org"},
            {"email": "NUL\x00@example.org"},
            {"rhythm": "hourly"},
            {"rhythm": ""},
            {"language": "xx"},
            {TRAP_FIELD: "x"},
            {TOKEN_FIELD: too_fast},
            {TOKEN_FIELD: other_form},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for fields in hostile:
            with self.subTest(fields=fields):
                assert self.send(**fields).status_code == 400  # and nobody's budget is used up
        assert (SavedSearch.objects.count(), OutgoingMail.objects.count()) == (0, 0)

    def test_a_filter_that_is_not_understood_is_never_saved_as_everything(self):
        self.limit_to(100)
        hostile = (
            "thema=gibt-es-nicht", "region=x%00", "ort=Nirgendwo", "umkreis=-1", "q=was+gibt+es", "q=" + "a+" * 200,
            "sortierung=quer", "region=" + "1" * 5000, "art=%ED%A0%80", "seite=999999",
        )  # fmt: skip
        for query in hostile:
            with self.subTest(query=query):
                assert self.client.get(f"{PAGE}?{query}").status_code == 200
                assert self.send(query=query).status_code == 400
        assert not SavedSearch.objects.exists()

    def test_markup_in_a_filter_is_text(self):
        page = self.client.get(f"{PAGE}?q=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
        assert "<script>alert" not in page


class TestLinks(Saving):
    def paths(self, saved):
        """Return the ways to change and to leave."""
        now = timezone.now()
        return links.manage_path(saved, now), links.leave_path(saved, now)

    def test_looking_changes_nothing(self):
        saved = self.saved()
        for path in self.paths(saved):
            response = self.client.get(path)
            assert response.status_code == 200
            assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
            assert "leserin@example.org" not in response.content.decode()
        assert SavedSearch.objects.filter(pk=saved.pk, rhythm="weekly").exists()

    def test_the_rhythm_is_changed_as_often_as_one_likes(self):
        saved = self.saved()
        manage, _leave = self.paths(saved)
        for rhythm in ("at_once", "weekly", "at_once"):
            assert self.client.post(manage, {"rhythm": rhythm}).status_code == 200
            saved.refresh_from_db()
            assert saved.rhythm == rhythm
        assert self.client.post(manage, {"rhythm": "hourly"}).status_code == 400
        saved.refresh_from_db()
        assert saved.rhythm == "at_once"

    def test_leaving_deletes_the_row_and_every_mail_with_the_address(self):
        for leave in (False, True):
            saved, other = self.saved(), self.saved(email="andere@example.org")
            for one in (saved, other):
                outbox.queue(one.key_prefix + "news:1", one.email, "s", "b")
            manage, way_out = self.paths(saved)
            response = (
                self.client.post(way_out, {"List-Unsubscribe": "One-Click"})
                if leave
                else self.client.post(manage, {"leave": "1"})
            )
            with self.subTest(leave=leave):
                assert response.status_code == 200
                assert [one.email for one in SavedSearch.objects.all()] == ["andere@example.org"]
                assert [one.recipient for one in OutgoingMail.objects.all()] == ["andere@example.org"]
            SavedSearch.objects.all().delete()
            OutgoingMail.objects.all().delete()

    def test_leaving_twice_is_no_error(self):
        saved = self.saved()
        manage, leave = self.paths(saved)
        for _number in range(2):
            assert self.client.post(leave).status_code == 200
        for path in (manage, leave):
            assert self.client.get(path).status_code == 200
        assert self.client.post(manage, {"rhythm": "weekly"}).status_code == 200
        assert not SavedSearch.objects.exists()

    def test_a_mail_program_leaves_by_the_address_in_the_head_of_the_mail(self):
        self.send()
        outbox.send_due(timezone.now())
        headers = mail.outbox[0].message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = urlsplit(headers["List-Unsubscribe"].strip("<>")).path
        foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
        response = self.client.post(path, {"List-Unsubscribe": "One-Click"}, headers=foreign)
        assert response.status_code == 200
        assert not SavedSearch.objects.exists()
        assert not OutgoingMail.objects.exists()

    def test_links_are_good_for_a_year_and_for_what_they_say(self):
        saved, now = self.saved(), timezone.now()
        old = signed_links.make(
            links.MANAGE, str(saved.pk), now - timedelta(days=1) + links.MANAGE_LIFE, now - timedelta(days=1)
        )
        assert self.client.get(f"/abo/ende/{old}/").status_code == 200
        gone = signed_links.make(
            links.MANAGE, str(saved.pk), now - timedelta(seconds=1), now - timedelta(days=9)
        )
        foreign = signed_links.make(links.CONFIRM, str(saved.pk), now + timedelta(days=1), now)
        for token in (gone, foreign, "unsinn", old[:-3]):
            for page in ("ende", "verwalten"):
                assert self.client.get(f"/abo/{page}/{token}/").status_code == 410
                assert self.client.post(f"/abo/{page}/{token}/").status_code == 410
        assert SavedSearch.objects.exists()

    def test_a_confirmation_of_what_is_forgotten_says_so(self):
        saved = self.saved(confirmed=False)
        path = links.confirm_path(saved, timezone.now())
        saved.delete()
        assert self.client.get(path).status_code == 410
        assert self.client.post(path).status_code == 410

    def test_the_pages_show_a_filter_that_lost_its_topic(self):
        saved = self.saved(query="thema=weg")
        manage, _leave = self.paths(saved)
        assert "weg" in self.client.get(manage).content.decode()


class TestForgetting(Saving):
    def test_what_nobody_confirms_is_deleted_after_two_days_with_its_mail(self):
        now = timezone.now()
        for hours in (47, 49):
            one = self.saved(False, query=f"q=wort{hours}", created_at=now - timedelta(hours=hours))
            outbox.queue(one.key_prefix + "confirm:1", one.email, "s", "b")
        self.saved(query="q=alt", created_at=now - timedelta(days=400))
        rule = retention_rules["saved-searches-unconfirmed"]
        assert rule.delete(now - rule.keep) == 1
        assert sorted(SavedSearch.objects.values_list("query", flat=True)) == ["q=alt", "q=wort47"]
        assert OutgoingMail.objects.count() == 1

    def test_what_no_longer_works_is_deleted_after_thirty_days(self):
        now = timezone.now()
        for days in (29, 31):
            self.saved(query=f"q=wort{days}", faulty_since=now - timedelta(days=days))
        rule = retention_rules["saved-searches-faulty"]
        assert rule.delete(now - rule.keep) == 1
        assert SavedSearch.objects.get().query == "q=wort29"

    def test_monitoring_learns_counts_alone(self):
        self.saved()
        self.saved(query="", confirmed=False)
        self.saved(query="q=x", faulty_since=timezone.now())
        with self.assertNumQueries(1):
            facts = health_checks["saved_searches"].run()
        assert facts == {"running": 1, "unconfirmed": 1, "faulty": 1}
        assert "leserin" not in self.client.get("/healthz").content.decode()
