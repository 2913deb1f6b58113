"""The demo network: complete, the same every time, and gone without a trace."""

from io import StringIO
from pathlib import Path
from unittest import mock

from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from wagtail.models import Collection, Page, Site

from network.demo import accounts, content, drawing, pictures, register, signs
from network.demo.introductions import introductions, introductions_of_demo
from network.exchange.reading import RawList
from network.models import ActorPage, AlliancePage, Membership, Organisation, OrganisationPage, Submission
from network.moderation.registration import PAGES
from network.roles import OFFICE, ensure_roles
from network.setup import set_up_portal
from portal.addresses import page_path
from portal.models import HomePage, NavigationSettings, PortalImage, PortalSettings, StandardPage, User
from portal.tiles import as_tile
from search.models import SearchDocument
from tests import builders

# What the search keeps after something went: marks for its engines, and the number of the last change.
KEPT_BY_THE_SEARCH = {"search.SearchDocument", "search.TermStatistics", "portal.Clock"}
# Wagtail weighs every title by the average length of all.
WEIGHT = "title_norm"


def build() -> str:
    """Run the command and return what it printed."""
    output = StringIO()
    call_command("demo", force=True, stdout=output)
    return output.getvalue()


def remove() -> str:
    """Remove the demo and return what the command printed."""
    output = StringIO()
    call_command("demo", remove=True, stdout=output)
    return output.getvalue()


def every_row() -> dict[str, list[dict]]:
    """Return every row of every table but the search's own."""
    models = [model for model in apps.get_models() if model._meta.label not in KEPT_BY_THE_SEARCH]
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
    for row in rows["wagtailsearch.IndexEntry"]:
        del row[WEIGHT]
    for row in rows["wagtailcore.Collection"]:
        del row["path"]  # collections stand in order of their names, so one moves when others come
    return rows


class TestWholeDemo(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        set_up_portal()
        builders.drain()
        cls.before = every_row()
        cls.said = build()

    def test_it_is_a_full_network(self):
        entries = Organisation.objects.filter(register_id__startswith=content.PREFIX)
        assert entries.exclude(kind="alliance").count() >= 140
        assert AlliancePage.objects.live().count() == entries.filter(kind="alliance").count() == 8
        districts = {
            str(code)[:5] for code in entries.exclude(seat=None).values_list("seat__code", flat=True)
        }
        assert len(districts - {"14"}) == 13
        nested = Membership.objects.filter(organisation__kind="alliance", alliance__kind="alliance")
        assert nested.count() >= 7
        assert not Membership.objects.filter(since=None).exists()

    def test_every_organisation_is_found(self):
        found = SearchDocument.objects.filter(deleted=False, register_id__startswith=content.PREFIX)
        listed = set(found.values_list("register_id", flat=True))
        assert listed == {row.cells["id"] for row in content.register().rows}

    def test_every_page_answers(self):
        for page in Page.objects.live().filter(depth__gt=1):
            with self.subTest(page.title):
                assert self.client.get(page_path(page)).status_code == 200

    def test_every_page_says_that_it_is_a_demo(self):
        for page in (HomePage.objects.first(), OrganisationPage.objects.first()):
            with self.subTest(page.title):
                assert "Vorführung: alle Einträge sind erfunden" in self.client.get(page_path(page)).text

    def test_the_english_home_page_is_a_translation(self):
        home, english = HomePage.objects.order_by("path")
        assert english.get_translation(home.locale) == home
        answer = self.client.get("/en/")
        assert "every entry is invented" in answer.text
        assert 'lang="en"' in answer.text

    def test_a_page_waits_to_be_checked_that_differs_from_what_everybody_sees(self):
        waiting = Submission.objects.get()
        assert waiting.organisation.trust == "checked"
        assert waiting.submitted_by.email == accounts.STEWARD
        change = PAGES.compare(str(waiting.pk))
        assert change.texts
        assert len(change.groups) >= 2

    def test_a_second_run_changes_nothing(self):
        rows = every_row()
        assert "nothing was changed" in build()
        assert every_row() == rows

    def test_removal_leaves_the_portal_as_it_was(self):
        files = [Path(image.file.path) for image in PortalImage.objects.all()]
        with self.captureOnCommitCallbacks(execute=True):
            said = remove()
        assert every_row() == self.before
        assert "171 organisations" in said
        assert not SearchDocument.objects.filter(
            deleted=False, register_id__startswith=content.PREFIX
        ).exists()
        assert files and not any(file.exists() for file in files)

    def test_ids_tiles_and_dates_are_the_same_on_every_machine(self):
        entry = Organisation.objects.get(register_id="demo-kulturwerkstatt-blaue-tuer")
        page = entry.pages.get()
        assert str(entry.uuid) == "4405f837-ef55-5b17-ac8b-4b57c6181610"
        assert page.translation_key == content.permanent_id(f"page:{entry.register_id}")
        assert page.first_published_at == content.OPENED
        assert page.last_published_at.date() == page.confirmed_on
        assert page.latest_revision_created_at == page.last_published_at

    def test_no_two_organisations_have_the_same_tile(self):
        codes = Organisation.objects.values_list("tile", flat=True)
        assert len({as_tile(code).picture for code in codes}) == len(codes)

    def test_editors_introduce_topics_and_places_in_their_language(self):
        assert len(introductions_of_demo()) == len(introductions()) == 4
        for path, words in (
            ("/themen/sprache-lernen/", "Menschen, die Geduld haben"),
            ("/en/themen/sprache-lernen/", "people who are patient"),
            ("/regionen/landkreis-goerlitz/", "über zwei Grenzen"),
        ):
            with self.subTest(path=path):
                assert words in self.client.get(path).content.decode()

    def test_menu_and_footer_lead_to_pages(self):
        navigation = NavigationSettings.objects.get()
        titles = [item.value.text for item in navigation.menu]
        assert titles == [
            "Initiativen", "Termine", "Leitfäden", "Aktuelles", "Mitmachen", "Bündnisse", "Über uns",
        ]  # fmt: skip
        footer = [link.text for column in navigation.footer for link in column.value["links"]]
        assert {"Impressum", "Datenschutzhinweise", "Erklärung zur Barrierefreiheit"} <= set(footer)
        assert {"Leitfäden", "Aktuelles", "Stellen", "Fristen", "Mitglied werden"} <= set(footer)

    def test_logos_have_alternative_texts_and_an_owner(self):
        logos = ActorPage.objects.exclude(logo=None).select_related("logo")
        assert len(logos) == len(signs.SIGNS)
        for page in logos:
            with self.subTest(page.title):
                assert page.logo.description == signs.SIGNS[page.organisation.register_id].alt
                assert page.logo.organisation == page.organisation

    def test_the_home_page_has_a_picture_for_sharing(self):
        image = HomePage.objects.first().social_image
        assert (image.width, image.height) == drawing.CLOTH_PIXELS

    def test_log_ins_are_printed_and_work(self):
        lines = [line for line in self.said.splitlines() if line.startswith("Sign in")]
        for line, email in zip(lines, (accounts.LEADER, accounts.OFFICE, accounts.STEWARD), strict=True):
            password = line.rsplit(" ", 1)[1]
            assert email in line
            assert self.client.login(email=email, password=password)
        assert User.objects.get(email=accounts.LEADER).is_superuser
        assert [group.name for group in User.objects.get(email=accounts.OFFICE).groups.all()] == [OFFICE]

    def test_the_office_may_edit_the_english_home_page(self):
        english = HomePage.objects.get(locale__language_code="en")
        assert english.permissions_for_user(User.objects.get(email=accounts.OFFICE)).can_edit()


def a_few() -> RawList:
    """Return the organisations that have a logo, and the network they belong to."""
    wanted = {*signs.SIGNS, content.NETWORK}
    rows = [row for row in content.register().rows if row.cells["id"] in wanted]
    for row in rows:
        row.cells["alliances"] = [
            one for one in row.cells.get("alliances", []) if one["alliance"] == content.NETWORK
        ]
    return RawList(rows)


class TestBesideOthers(TestCase):
    """A small demo in a portal that others use, too."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = set_up_portal()
        with mock.patch.object(register, "register", a_few):
            build()
        cls.home.refresh_from_db()

    def test_what_others_made_stays(self):
        alliance = Organisation.objects.get(register_id=content.NETWORK)
        ours = builders.organisation("Eigener Verein", register_id="verein-1")
        Membership.objects.create(organisation=ours, alliance=alliance)
        page = builders.standard_page(self.home, "Eigene Seite")
        collection = Collection.objects.get(name=pictures.COLLECTION)
        picture = PortalImage.objects.get(title=pictures.SHARING_TITLE)
        PortalImage.objects.create(title="Eigenes Bild", file=picture.file, collection=collection)
        person = builders.user("mensch@example.org")
        remove()
        for kept in (ours, page, collection, person):
            with self.subTest(str(kept)):
                kept.refresh_from_db()
        assert PortalImage.objects.get().title == "Eigenes Bild"
        assert not Membership.objects.exists()

    def test_changed_entries_stay_changed_in_a_second_run(self):
        entry = Organisation.objects.get(register_id="demo-kassensturz")
        Organisation.objects.filter(pk=entry.pk).update(name="Kassensturz Neu")
        StandardPage.objects.filter(slug="impressum").update(intro="Geändert")
        with mock.patch.object(register, "register", a_few):
            build()
        entry.refresh_from_db()
        assert entry.name == "Kassensturz Neu"
        assert StandardPage.objects.get(slug="impressum").intro == "Geändert"

    def test_what_was_deleted_comes_back(self):
        StandardPage.objects.get(slug="impressum").delete()
        entry = Organisation.objects.get(register_id="demo-kassensturz")
        entry.pages.get().specific.delete()
        entry.memberships.all().delete()
        entry.co_organised.all().delete()
        entry.co_written.all().delete()
        entry.events.all().delete()
        entry.delete()
        with mock.patch.object(register, "register", a_few):
            said = build()
        assert "1 organisations imported, 1 pages written" in said
        assert Organisation.objects.get(register_id="demo-kassensturz").uuid == entry.uuid

    def test_removal_stops_at_a_page_that_others_put_below(self):
        parent = StandardPage.objects.get(slug="ueber-uns")
        builders.standard_page(parent, "Eigene Unterseite")
        rows = every_row()
        with self.assertRaisesMessage(CommandError, "“Eigene Unterseite” lies below “Über uns”"):
            remove()
        assert every_row() == rows

    def test_removal_stops_where_somebody_refers_to_an_organisation(self):
        absorbed = builders.organisation("Aufgegangen", status="merged")
        absorbed.merged_into = Organisation.objects.get(register_id="demo-kassensturz")
        absorbed.save()
        with self.assertRaisesMessage(CommandError, "Aufgegangen"):
            remove()
        assert Organisation.objects.filter(register_id="demo-kassensturz").exists()

    def test_the_offices_own_settings_and_words_stay(self):
        PortalSettings.objects.update(name="Unser Netz", tagline="Eigenes")
        HomePage.objects.filter(pk=self.home.pk).update(lead="Eigenes")
        NavigationSettings.objects.update(menu=[])
        with mock.patch.object(register, "register", a_few):
            build()
        remove()
        assert PortalSettings.objects.get().name == "Unser Netz"
        assert HomePage.objects.get(pk=self.home.pk).lead == "Eigenes"

    def test_removing_twice_says_so(self):
        remove()
        assert "There was no demo" in remove()

    def test_a_refused_row_stops_the_demo_and_names_it(self):
        broken = RawList([row for row in content.register().rows if row.cells["id"] == "demo-bergauf"])
        broken.rows[0].cells["confirmed_on"] = "neulich"
        remove()
        with (
            mock.patch.object(register, "register", lambda: broken),
            self.assertRaisesMessage(CommandError, "confirmed_on"),
        ):
            build()
        assert not Organisation.objects.exists()


class TestAccounts(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        ensure_roles()

    def test_without_debug_it_has_to_be_meant(self):
        with self.assertRaisesMessage(CommandError, "--force"):
            call_command("demo")
        assert not User.objects.exists()

    @override_settings(DEBUG=True)
    def test_known_passwords_are_given_where_nobody_outside_can_sign_in(self):
        log_ins = accounts.open_accounts()
        assert {one.email: one.password for one in log_ins} == accounts.FIXED_PASSWORDS
        assert accounts.open_accounts() == log_ins

    def test_elsewhere_passwords_are_random_and_told_once(self):
        first = accounts.open_accounts()
        assert not {one.password for one in first} & set(accounts.FIXED_PASSWORDS.values())
        assert all(len(one.password) >= 16 for one in first)
        assert [one.password for one in accounts.open_accounts()] == ["", "", ""]

    @override_settings(DEBUG=True)
    def test_an_account_of_the_same_address_is_left_alone(self):
        person = builders.user(accounts.LEADER, password="eigenes-kennwort")
        log_ins = accounts.open_accounts()
        person.refresh_from_db()
        assert log_ins[0].password == ""
        assert person.check_password("eigenes-kennwort")
        assert not person.is_superuser
        assert person not in accounts.accounts_of_demo()


class TestDrawing(TestCase):
    def test_the_same_sign_gives_the_same_file(self):
        for sign in signs.SIGNS.values():
            with self.subTest(sign.alt):
                assert drawing.sign_png(sign) == drawing.sign_png(sign)

    def test_words_are_drawn_without_the_portals_font_too(self):
        with mock.patch.object(drawing, "FONT", Path("missing.woff2")):
            assert drawing.cloth_png("Netz", "Vorführung").startswith(b"\x89PNG")


class TestSiteOfDemo(TestCase):
    def test_a_page_at_the_same_address_is_not_overwritten(self):
        home = set_up_portal()
        own = builders.standard_page(home, "Unser Impressum", slug="impressum")
        with mock.patch.object(register, "register", a_few):
            build()
        assert Site.objects.get(is_default_site=True).root_page_id == home.pk
        assert StandardPage.objects.get(slug="impressum") == own
        remove()
        own.refresh_from_db()
        assert own.title == "Unser Impressum"
