"""Whatever a query string or an address holds: lists, feeds, posts, guides and their files give a page or say no."""

import tempfile
from pathlib import Path
from unittest import mock

from django.test import TestCase

from portal.http import page_cache
from publications.paper import answers, press
from tests import builders
from tests.publications import kit_pages
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.postings_pages import deadline, lists, posting
from tests.search.test_hostile import VALUES

PARAMETERS = (
    "q", "ort", "umkreis", "region", "thema", "organisation", "ansicht", "seite", "sortierung", "art", "monat",
    "umfang", "homeoffice", "ueberall", "zielgruppe", "sprache", "stand", "nur", "abschnitt", "sprachen", "unbekannt",
)  # fmt: skip
LISTS = ("/stellen/", "/fristen/", "/aktuelles/", "/leitfaeden/", "/en/leitfaeden/")
FEEDS = tuple(f"/{name}/{name}.atom" for name in ("stellen", "fristen", "aktuelles", "leitfaeden"))
FILES = (*FEEDS, "/stellen/stellen.ics", "/fristen/fristen.ics")
NOT_THERE = (
    "/leitfaeden/leitfaeden.ics", "/leitfaeden/stellen.atom", "/aktuelles/aktuelles.atom/x", "/material/0.zip",
    "/stellen/fristen.atom", "/stellen/fristen.ics", "/initiativen/stellen.atom",
    "/material/999999999999.zip", "/material/9999999999999.zip", "/material/1e3.zip", "/material/-1.zip",
    "/material/%00.zip", "/verteiler/bestaetigen/%ED%A0%80/", "/verteiler/ende/" + "a" * 10_000 + "/",
    "/id/leitfaden/99999999999/fehler-melden/", "/id/leitfaden/999999999/fehler-melden/",
    "/id/leitfaden/999999999999/leitfaden.pdf", "/id/leitfaden/999999999/leitfaden-xx.pdf",
    "/id/notfallkoffer/999999999/karte.pdf", "/id/notfallkoffer/999999999/orte.json",
    "/id/notfallkoffer/999999999999/offline.js", "/id/00000000-0000-0000-0000-000000000000/eintrag.pdf",
    "/stellen/..%2f..%2fetc/", "/aktuelles/%00/", "/leitfaeden/" + "a" * 5000 + "/",
)  # fmt: skip


class TestHostileAddresses(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree, places = builders.site_tree(), builders.places()
        builders.locale("en")
        lists(cls.tree.home)
        news_page(cls.tree.home)
        kit = kit_pages.in_four_languages(cls.tree, places)
        post = infopost(kit.near, "Aufruf")
        pages = (post, posting(kit.near), deadline(kit.near), kit.page)
        cls.pages = tuple(page.get_url() for page in pages)
        cls.others = (
            f"/material/{post.pk}.zip",
            f"/id/leitfaden/{kit.page.pk}/fehler-melden/",
            f"/id/notfallkoffer/{kit.page.pk}/offline.js",
            f"/id/notfallkoffer/{kit.page.pk}/orte.json",
            "/verteiler/",
        )
        cls.papers = (
            f"/id/notfallkoffer/{kit.page.pk}/karte.pdf",
            f"/id/{kit.near.organisation.uuid}/eintrag.pdf",
        )
        builders.drain()

    def answer(self, path, statuses):
        """Ask for an address; return the answer."""
        page_cache.store.clear()
        response = self.client.get(path)
        assert response.status_code in statuses, (response.status_code, path[:120])
        assert "Set-Cookie" not in response.headers
        return response

    def test_everything_takes_every_value_at_once(self):
        for name, value in VALUES.items():
            query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
            with self.subTest(value=name):
                for path in (*LISTS, *self.pages):
                    assert b"<script>alert" not in self.answer(f"{path}?{query}", {200}).content
                for path in (*FILES, *self.others):
                    self.answer(f"{path}?{query}", {200, 400})

    def test_every_filter_takes_every_value_alone(self):
        for at, (name, value) in enumerate(VALUES.items()):
            for number, parameter in enumerate(PARAMETERS):
                path = (*LISTS, *FILES)[(at + number) % len((*LISTS, *FILES))]
                with self.subTest(value=name, parameter=parameter, path=path):
                    self.answer(f"{path}?{parameter}={value}", {200} if path in LISTS else {200, 400})

    def test_what_no_list_knows_is_said_and_never_everything_in_a_file(self):
        for parameter in ("region", "thema", "organisation", "art", "seite", "sortierung", "quatsch"):
            for path in FEEDS:
                with self.subTest(parameter=parameter, path=path):
                    assert self.answer(f"{path}?{parameter}=gibt-es-nicht", {400}).content

    def test_very_many_values_are_answered(self):
        for parameter in ("organisation", "unbekannt"):
            query = "&".join(f"{parameter}=w{number}" for number in range(3_000))
            for path in LISTS:
                with self.subTest(parameter=parameter, path=path):
                    assert len(self.answer(f"{path}?{query}", {200}).content) < 200_000

    def test_addresses_of_nothing_are_not_found(self):
        for path in NOT_THERE:
            with self.subTest(path=path[:60]):
                self.answer(path, {400, 404, 410})

    def test_papers_take_no_parameter(self):
        query = "&".join(f"{name}={value}" for name, value in zip(PARAMETERS, VALUES.values(), strict=False))
        with (
            tempfile.TemporaryDirectory() as folder,
            self.settings(PAPER_DIR=Path(folder)),
            mock.patch.object(answers, "print_job", return_value=b"%PDF-") as printed,
            mock.patch.object(press, "missing", lambda: ()),
        ):
            for path in self.papers:
                for asked in (path, f"{path}?{query}"):
                    assert b"".join(self.answer(asked, {200})) == b"%PDF-"
        assert printed.call_count == len(self.papers)

    def test_lists_and_files_are_only_read(self):
        for path in (*LISTS, *FILES):
            with self.subTest(path=path):
                assert self.client.post(path, {"q": "a"}).status_code == 405
