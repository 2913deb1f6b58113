"""A person learns everything that is kept about them, and nothing about anybody else."""

import json

from django.utils import timezone

from portal.personal_data import reporting
from portal.personal_data.people import person_of
from portal.registries import personal_data
from tests import builders
from tests.personal_data.world import MARIA, NAME, OTTO, OTTOS, WithMaria

# What Maria left behind, by entry of the record.
EVERYWHERE = {
    "accounts",
    "sign-ins",
    "wishes",
    "invitations",
    "mails",
    "pages",
    "versions",
    "log",
    "moderation",
    "editing",
    "files",
    "organisations",
    "stewardships",
    "steps",
    "hints",
    "messages",
    "asked",
    "dates",
    "calendars",
    "proposals",
    "queue",
    "registrations",
    "saved searches",
    "access requests",
    "circulars",
    "circular-readers",
    "open matters",
    "submissions",
    "postings",
    "infoposts",
    "partners",
    "guide hints",
    "guide texts",
    "guide editors",
}


class TestReport(WithMaria):
    """What is said about Maria."""

    def report(self, *names):
        """Return the report in English."""
        with builders.language("en"):
            return reporting.report_on(self.world.maria(*names), timezone.now())

    def text(self, *names):
        """Return its text."""
        with builders.language("en"):
            return self.report(*names).as_text()

    def test_every_entry_that_knows_her_says_so(self):
        found = {part.name for part in self.report().parts}
        assert found == EVERYWHERE - {"pages", "dates"}

    def test_nothing_of_anybody_else_is_said(self):
        text = self.text() + json.dumps(self.report().as_data(), ensure_ascii=False)
        assert [words for words in OTTOS if words in text] == []

    def test_no_column_holds_the_address_that_the_record_does_not_know(self):
        assert self.report().elsewhere == {}

    def test_a_column_outside_of_the_record_is_named(self):
        world = self.world
        world.page.organisation.access.group.name = f"Gruppe von {MARIA}"
        world.page.organisation.access.group.save()
        assert self.report().elsewhere == {"auth.Group.name": 1}

    def test_the_name_is_looked_for_where_it_is_given(self):
        assert f"Fördert: {NAME}" not in self.text()
        builders.milestone(self.world.page, f"Fördert: {NAME}")
        assert f"Fördert: {NAME}" not in self.text()
        assert f"Fördert: {NAME}" in self.text("maria  muster-engel")

    def test_a_longer_address_is_somebody_else(self):
        builders.contact(self.world.page, f"anna-{MARIA}", person="Anna Anders")
        assert "Anna Anders" not in self.text()

    def test_her_own_words_are_said_in_full(self):
        text = self.text()
        for words in ("Die Nummer ist falsch.", "Ich suche ein Zimmer.", "Guten Tag, Maria.", NAME, "q=asyl"):
            assert words in text

    def test_secrets_are_not_handed_out(self):
        text = self.text() + json.dumps(self.report().as_data())
        assert "verschluesselt" not in text
        assert self.world.user.password not in text

    def test_links_in_mails_give_the_reader_of_a_report_no_right(self):
        assert "/en/anmeldung/" in self.text()
        assert ":1" not in "".join(line for line in self.text().splitlines() if "http" in line)

    def test_each_part_says_what_for_why_and_how_long(self):
        with builders.language("en"):
            data = self.report().as_data()
            part = next(part for part in data["parts"] if part["name"] == "invitations")
            assert part["kept"] == personal_data["invitations"].period
        assert part["purpose"]
        assert part["basis"]
        assert data["responsible"] == "Büro am Markt, buero@example.org"

    def test_rights_and_authority_are_named(self):
        text = self.text()
        assert "Art. 77" in text
        assert "Büro am Markt" in text

    def test_an_unknown_address_has_no_report(self):
        assert reporting.report_on(person_of("niemand@example.org"), timezone.now()).is_empty

    def test_otto_learns_nothing_of_maria(self):
        with builders.language("en"):
            text = reporting.report_on(person_of(OTTO), timezone.now()).as_text()
        assert "Ottos Worte" in text
        assert MARIA not in text
        assert "Muster-Engel" not in text
