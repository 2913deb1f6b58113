"""The pages of organisations: what they show, to whom, until when, in which language."""

from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network import page_contexts
from network.opening import all_turns, minute_of_week, next_turn
from network.records.load import actor_pages
from portal.http.page_cache import store
from tests import builders
from tests.network.shown_pages import Network
from tests.portal.pictures import picture

BERLIN = ZoneInfo("Europe/Berlin")


class TestOrganisation(Network):
    def test_alliances_are_linked_where_everybody_may_see_them(self):
        page = self.page()
        shown, private = (
            builders.alliance_page(self.tree.alliances, title=name) for name in ("Netz", "Kreis")
        )
        builders.restrict(private)
        draft = builders.alliance_page(self.tree.alliances, title="Entwurf", live=False)
        for alliance in (shown, private, draft):
            builders.membership(page, alliance)
        found = {one.name: one.url for one in self.record(page).memberships}
        names = {other.title: other.organisation.name for other in (shown, private, draft)}
        assert found == {names["Netz"]: "/buendnisse/netz/", names["Kreis"]: "", names["Entwurf"]: ""}

    def test_the_office_stands_in_where_there_is_no_contact(self):
        page = self.page()
        assert self.record(page).office.email == "buero@example.org"
        builders.contact(page)
        assert self.record(page).office is None

    def test_a_protected_organisation_is_reached_through_the_office(self):
        page = self.page(is_shielded=True)
        builders.contact(page, "geheim@example.org")
        view = self.record(page)
        assert (view.is_protected, view.contacts, view.vcard_url) == (True, (), "")
        assert view.office.name == "Büro"

    def test_without_a_known_office_nobody_is_named(self):
        self.settings_of_site.office_email = ""
        self.settings_of_site.save()
        assert self.record(self.page()).office is None

    def test_an_entry_is_stale_as_the_office_decides(self):
        page = self.page()
        page.confirmed_on = timezone.localdate() - timedelta(days=200)
        page.save()
        assert not self.record(page).is_stale
        self.settings_of_site.stale_after_months = 6
        self.settings_of_site.save()
        assert self.record(page).is_stale

    def test_e_mail_addresses_are_readable_but_not_in_the_source(self):
        page = self.page()
        builders.contact(page, "haus@example.org")
        response = self.shown(page)
        assert b"haus@example.org" not in response.content
        assert b"&#" in response.content

    def test_links_to_report_an_error_and_to_the_card(self):
        page = self.page()
        view = self.record(page)
        for url in (view.report_url, view.vcard_url):
            assert self.client.get(url).status_code == 200
        assert self.record(page, "/en").report_url.startswith("/en/id/")

    def test_what_changes_is_seen_at_once(self):
        page = self.page()
        assert self.record(page).contacts == ()
        builders.contact(page, "neu@example.org")
        assert [one.value for one in self.record(page).contacts] == ["neu@example.org"]
        page.organisation.is_shielded = True
        page.organisation.save()
        assert self.record(page).contacts == ()


class TestPictureForSharing(Network):
    def shared(self, page):
        """Return the picture that the head of a page names, None for the portal's own."""
        response = self.shown(page)
        assert response.content.count(b'property="og:image"') == 1
        return response.context["meta"].image

    def test_the_logo_stands_for_an_organisation_as_a_whole(self):
        page = self.page()
        page.logo = picture(size=(400, 200))
        page.save()
        image = self.shared(page)
        assert image.url.startswith("http://localhost:8000/media/")
        assert (image.width, image.height) == (400, 200)

    def test_a_picture_chosen_for_sharing_comes_first(self):
        page = self.page()
        page.logo, page.social_image = picture(size=(400, 200)), picture()
        page.save()
        image = self.shared(page)
        assert (image.width, image.height) == (1200, 630)

    def test_logos_that_are_not_public_and_those_of_protected_organisations_are_not_shown(self):
        inner, protected, bare = self.page("Intern"), self.page("Schutz", is_shielded=True), self.page("Ohne")
        inner.logo, protected.logo = picture(disclosure="members"), picture()
        inner.save()
        protected.save()
        for page in (inner, protected, bare):
            with self.subTest(page=page.title):
                assert self.shared(page) is None
                assert b"/static/portal/share.png" in self.shown(page).content

    def test_a_logo_costs_no_query_once_it_is_known(self):
        page = self.page()
        page.logo = picture(size=(400, 200))
        page.save()
        builders.drain()
        self.shown(page)
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            self.shown(page)
        asked = [query["sql"] for query in captured if "rendition" in query["sql"].lower()]
        assert len(asked) <= 1, asked  # the smaller one beside the name


class TestHowLongAnAnswerHolds(Network):
    def hold(self, page, now):
        """Return until when the answer of a page holds that is asked at a moment."""
        request = RequestFactory().get("/")
        with mock.patch("network.page_contexts.timezone.now", return_value=now):
            page_contexts.shown_record(actor_pages([page.pk]).get().specific, request)
        return getattr(request, "expires_at", None)

    def test_until_the_next_minute_at_which_somebody_opens_or_closes(self):
        page = self.page()
        builders.opening_hours(page, 0, "09:00", "12:00")
        monday = datetime(2026, 3, 9, tzinfo=BERLIN)
        for asked, expected in ((8, 9), (9, 12), (11, 12), (12, 7 * 24 + 9), (20, 7 * 24 + 9)):
            with self.subTest(asked=asked):
                end = self.hold(page, monday + timedelta(hours=asked))
                assert end == monday + timedelta(hours=expected)

    def test_without_hours_it_does_not_end(self):
        assert self.hold(self.page(), timezone.now()) is None

    def test_a_clock_that_is_put_forward_opens_by_the_wall(self):
        # On 29 March 2026 the night has no hour from two to three.
        saturday = datetime(2026, 3, 28, 20, tzinfo=BERLIN)
        turn = next_turn([6 * 1440 + 9 * 60], saturday)
        assert turn == datetime(2026, 3, 29, 9, tzinfo=BERLIN)
        assert turn - saturday.astimezone(ZoneInfo("UTC")) == timedelta(hours=12)

    def test_a_clock_that_is_put_back_counts_the_hour_twice(self):
        first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
        assert minute_of_week(first) == minute_of_week(second) == 6 * 1440 + 150
        assert first.astimezone(ZoneInfo("UTC")) < second.astimezone(ZoneInfo("UTC"))
        assert next_turn([6 * 1440 + 9 * 60], second) == datetime(2026, 10, 25, 9, tzinfo=BERLIN)

    def test_seconds_do_not_count(self):
        now = datetime(2026, 3, 9, 8, 59, 59, 999, tzinfo=BERLIN)
        assert next_turn([9 * 60], now) == datetime(2026, 3, 9, 9, tzinfo=BERLIN)

    def test_every_hour_of_the_network_is_a_turn(self):
        page = self.page()
        builders.opening_hours(page, 0, "09:00", "12:00")
        builders.opening_hours(page, 6, "18:00", "00:00")
        assert all_turns() == {540, 720, 6 * 1440 + 18 * 60, 0}


class TestTranslations(Network):
    def test_an_english_page_shows_its_prose_and_the_facts_of_its_source(self):
        page = self.page("Haus")
        builders.contact(page, "haus@example.org")
        builders.offer(page, "Sprachcafé")
        english = builders.translated(page, "en", title="House", summary="We help.")
        builders.drain()
        view = self.record(english)
        assert (view.name, [one.value for one in view.contacts]) == ("House", ["haus@example.org"])
        assert [one.title for one in view.offers] == ["Sprachcafé"]
        assert view.kind_label == "Initiative"

    def test_an_untranslated_page_is_shown_in_an_english_interface(self):
        page = self.page("Haus")
        builders.served_area(page, self.places.werdau)
        builders.opening_hours(page, 0, "09:00", "12:00")
        response = self.shown(page, "/en")
        assert 'lang="en"' in response.content.decode()
        assert response.context["record"].opening_hours[0].hours == "9–12 o'clock"
        assert response.context["record"].areas[0].url == "/en/regionen/werdau/"

    def test_a_change_of_a_fact_shows_on_every_translation(self):
        page = self.page("Haus")
        english = builders.translated(page, "en")
        builders.drain()
        assert self.record(english).contacts == ()
        builders.contact(page, "neu@example.org")
        assert len(self.record(english).contacts) == 1

    def test_publishing_a_translation_again_keeps_the_facts_where_they_are(self):
        page = self.page("Haus")
        builders.contact(page)
        english = builders.translated(page, "en", title="House")
        english.title = "Home"
        english.save_revision().publish()
        page.refresh_from_db()
        page.save_revision().publish()
        assert page.contact_points.count() == 1
        builders.drain()
        assert self.record(type(english).objects.get(pk=english.pk)).name == "Home"
