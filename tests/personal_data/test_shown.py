"""The record in the admin, for the office alone, and in a privacy notice, for everybody."""

import re

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.functional import lazy
from django.utils.translation import get_language

from portal.personal_data.records import Basis, PersonalData
from portal.registries import personal_data
from tests import builders

ADDRESS = "/admin/personal-data/"


class TestAdmin(TestCase):
    """The page of the record."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.office = builders.office()
        cls.others = (builders.editor(), builders.steward(builders.organisation()))

    def test_the_office_reads_every_entry(self):
        self.client.force_login(self.office)
        answer = self.client.get(ADDRESS)
        words = answer.content.decode()
        for name, entry in personal_data.items():
            assert f'id="{name.replace(" ", "-")}"' in words, name
            assert all(label in words for label in entry.fields)

    def test_headings_and_jump_marks_are_in_order(self):
        self.client.force_login(self.office)
        words = self.client.get(ADDRESS).content.decode()
        marks = re.findall(r'href="#([\w-]+)"', words[words.index("record-contents") :])
        ids = re.findall(r'<h2 class="w-label-1" id="([\w-]+)"', words)
        assert len(ids) == len(set(ids)) == len(list(personal_data))
        assert marks[: len(ids)] == ids

    def test_nobody_else_is_told_that_it_exists(self):
        assert self.client.get(ADDRESS).status_code == 302
        for person in self.others:
            self.client.force_login(person)
            assert self.client.get(ADDRESS).status_code == 404

    def test_it_takes_nothing(self):
        self.client.force_login(self.office)
        assert self.client.post(ADDRESS).status_code == 405

    def test_it_asks_for_no_row_of_anybody(self):
        self.client.force_login(self.office)
        self.client.get(ADDRESS)
        with CaptureQueriesContext(connection) as before:
            self.client.get(ADDRESS)
        for _number in range(5):
            builders.steward(builders.organisation())
        with self.assertNumQueries(len(before)):
            self.client.get(ADDRESS)


class TestPrivacyNotice(TestCase):
    """The block on a page of text."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        page = builders.standard_page(cls.tree.home, "Datenschutz")
        page.body = [("text", "<p>Wer verantwortlich ist.</p>"), ("personal_data", None)]
        page.save_revision().publish()

    def test_every_entry_is_told_without_columns(self):
        answer = self.client.get("/en/datenschutz/")
        words = answer.content.decode()
        assert words.count('<dl class="facts wide">') == len(list(personal_data))
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", words)]
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
        assert "portal.User" not in words
        assert "style=" not in words

    def test_it_speaks_the_language_of_the_page_and_not_of_the_interface(self):
        entry = PersonalData(
            label=lazy(lambda: f"Sprache {get_language()}", str)(),
            purpose="", basis=Basis.CONSENT, whose="", readers="", kept="", fields=(),
        )  # fmt: skip
        personal_data.register("language of the test", entry)
        try:
            assert "Sprache de" in self.client.get("/en/datenschutz/").content.decode()
            assert "Sprache de" in self.client.get("/datenschutz/").content.decode()
        finally:
            del personal_data._entries["language of the test"]

    def test_a_form_for_pages_offers_it(self):
        self.client.force_login(builders.superuser())
        page = self.tree.home.get_children().get(slug="datenschutz")
        assert "personal_data" in self.client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
