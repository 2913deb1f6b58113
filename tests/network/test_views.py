"""The permanent address of an entry and its card for the address book."""

from uuid import uuid4

from django.test import TestCase

from network.models import Organisation
from portal.disclosure import Audience
from tests import builders


class Entries(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        cls.page = builders.organisation_page(cls.tree.directory, builders.organisation("Offenes Haus"))
        cls.entry = cls.page.organisation

    def setUp(self):
        builders.drain()

    def address(self, entry=None, part=""):
        """Return the permanent address of an entry."""
        return f"/id/{(entry or self.entry).uuid}/{part}"


class TestPermanentAddress(Entries):
    def test_it_leads_to_the_page(self):
        response = self.client.get(self.address())
        assert (response.status_code, response["Location"]) == (303, "/initiativen/offenes-haus/")

    def test_it_stays_in_the_reader_s_language(self):
        assert self.client.get(f"/en{self.address()}")["Location"] == "/en/initiativen/offenes-haus/"

    def test_it_leads_to_the_page_in_the_default_language_first(self):
        for page in builders.translated(self.page, "en").get_ancestors(inclusive=True):
            assert page.live
        assert self.client.get(self.address())["Location"] == "/initiativen/offenes-haus/"

    def test_a_merged_entry_leads_to_the_one_that_goes_on(self):
        first, second = (builders.organisation(status="merged") for _number in range(2))
        Organisation.objects.filter(pk=first.pk).update(merged_into=second)
        Organisation.objects.filter(pk=second.pk).update(merged_into=self.entry)
        assert self.client.get(self.address(first))["Location"] == "/initiativen/offenes-haus/"

    def test_entries_merged_in_a_circle_lead_nowhere_and_end(self):
        first, second = (builders.organisation(status="merged") for _number in range(2))
        Organisation.objects.filter(pk=first.pk).update(merged_into=second)
        Organisation.objects.filter(pk=second.pk).update(merged_into=first)
        assert self.client.get(self.address(first)).status_code == 404

    def test_there_is_none_without_a_public_page(self):
        private = builders.organisation_page(self.tree.directory)
        builders.restrict(private)
        draft = builders.organisation_page(self.tree.directory, live=False)
        proposed = builders.organisation_page(self.tree.directory, builders.organisation(status="proposed"))
        entries = [private.organisation, draft.organisation, proposed.organisation, builders.organisation()]
        for entry in [*entries, Organisation(uuid=uuid4())]:
            for part in ("", "karte.vcf", "fehler-melden/"):
                with self.subTest(entry=entry, part=part):
                    assert self.client.get(self.address(entry, part)).status_code == 404

    def test_a_dissolved_entry_keeps_its_address(self):
        Organisation.objects.filter(pk=self.entry.pk).update(status="dissolved")
        assert self.client.get(self.address()).status_code == 303

    def test_a_private_translation_does_not_hide_the_page(self):
        builders.restrict(builders.translated(self.page, "en"))
        assert self.client.get(self.address()).status_code == 303

    def test_nothing_else_than_reading_is_possible(self):
        assert self.client.post(self.address()).status_code == 405
        assert self.client.post(self.address(part="karte.vcf")).status_code == 405


class TestCard(Entries):
    def test_it_is_a_file_named_after_the_organisation(self):
        response = self.client.get(self.address(part="karte.vcf"))
        assert response["Content-Type"] == "text/vcard; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="offenes-haus.vcf"'
        assert response.content.startswith(b"BEGIN:VCARD\r\n")
        assert b"SOURCE:" in response.content

    def test_its_name_is_never_empty(self):
        Organisation.objects.filter(pk=self.entry.pk).update(name="مقهى")
        name = self.client.get(self.address(part="karte.vcf"))["Content-Disposition"]
        assert name.endswith('.vcf"')
        assert 'filename=".vcf"' not in name

    def test_it_holds_what_everybody_may_know(self):
        builders.contact(self.page, "offen@example.org")
        builders.contact(self.page, "geheim@example.org", disclosure=Audience.OFFICE)
        content = self.client.get(self.address(part="karte.vcf")).content
        assert b"offen@example.org" in content
        assert b"geheim@example.org" not in content

    def test_it_says_when_the_page_was_published(self):
        self.page.save_revision().publish()
        published = type(self.page).objects.get(pk=self.page.pk).last_published_at
        assert (
            f"REV:{published:%Y%m%dT%H%M}" in self.client.get(self.address(part="karte.vcf")).content.decode()
        )

    def test_there_is_none_of_a_protected_organisation(self):
        Organisation.objects.filter(pk=self.entry.pk).update(is_shielded=True)
        assert self.client.get(self.address(part="karte.vcf")).status_code == 404
        assert self.client.get(self.address()).status_code == 303
