"""Sections and guides in the admin: written, chosen, protected while they stand somewhere."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.models import Offer
from publications.guides.uses import uses_of
from publications.models import GuidePage, GuideSection
from tests import builders
from tests.publications import guide_pages

SECTION = "wagtailsnippets_publications_guidesection"


class Admin(TestCase):
    """An editor, two sections, a guide."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        builders.locale("en")
        cls.index = guide_pages.guide_index(cls.tree)
        cls.used, cls.unused = guide_pages.section("Benutzt"), guide_pages.section("Frei")
        cls.page = guide_pages.guide(cls.index, "Klagen", cls.used)
        cls.helping = builders.organisation_page(cls.tree.directory, builders.organisation("Helferkreis"))
        cls.offer = builders.offer(cls.helping, "Begleitung")
        cls.editor = builders.editor("redaktion@example.org")

    def setUp(self):
        self.client.force_login(self.editor)

    def url(self, name, *args):
        """Return an address of the sections' pages."""
        return reverse(f"{SECTION}:{name}", args=args)

    def form(self, **given):
        """Return a filled form of a section."""
        fields = {
            "title": "Neu", "language": "de", "original": "", "law_status_on": "2026-10-01",
            "valid_until": "2027-03-31", "changes_with": "§ 60a", "reviewed_by": "Kreis",
            "reviewer": self.editor.pk, "body": streamfield([("text", rich_text("<p>Worte.</p>"))]),
        }  # fmt: skip
        return nested_form_data({**fields, **given})


class TestWriting(Admin):
    def test_a_section_with_a_contact_is_written_published_and_opened_again(self):
        rows = {
            "0": {"value": {"offer": str(self.offer.key), "organisation": "", "note": "x"}, "deleted": "",
                  "order": "0", "id": "", "type": "item"},
            "count": "1",
        }  # fmt: skip
        body = streamfield([("contacts", {"heading": "", "contacts": rows})])
        answer = self.client.post(self.url("add"), {**self.form(body=body), "action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        section = GuideSection.objects.get(title="Neu")
        assert section.live
        assert section.anchor == "neu"
        assert section.body.get_prep_value()[0]["value"]["contacts"][0]["value"]["offer"] == str(
            self.offer.key
        )
        self.assertContains(self.client.get(self.url("edit", section.pk)), "Begleitung \\u2013 Helferkreis")

    def test_a_contact_that_is_none_is_refused(self):
        for offer in ("00000000-0000-0000-0000-000000000000", "x", ""):
            rows = {
                "0": {"value": {"offer": offer, "organisation": "", "note": ""}, "deleted": "", "order": "0",
                      "id": "", "type": "item"},
                "count": "1",
            }  # fmt: skip
            body = streamfield([("contacts", {"heading": "", "contacts": rows})])
            with self.subTest(offer=offer):
                answer = self.client.post(self.url("add"), {**self.form(body=body), "action-publish": "1"})
                assert answer.status_code == 200
        assert not GuideSection.objects.filter(title="Neu").exists()

    def test_every_page_of_the_admin_opens(self):
        for name, args in (
            ("list", ()), ("add", ()), ("edit", (self.used.pk,)), ("delete", (self.unused.pk,)),
            ("usage", (self.used.pk,)), ("history", (self.used.pk,)),
        ):  # fmt: skip
            with self.subTest(name=name):
                assert self.client.get(self.url(name, *args)).status_code == 200
        for state in ("due", "over"):
            assert self.client.get(self.url("list"), {"state": state}).status_code == 200
        hints = reverse("wagtailsnippets_publications_guidehint:list")
        assert self.client.get(hints).status_code == 200

    def test_days_and_versions_that_contradict_each_other_are_refused(self):
        version = GuideSection(title="v", language="en", original=self.used)
        version.full_clean()
        version.save()
        for fields in (
            {"law_status_on": date(2027, 1, 1), "valid_until": date(2026, 1, 1)},
            {"language": "de", "original": self.used},
            {"language": "en", "original": self.used},
            {"language": "fr", "original": version},
            {"valid_until": date(9, 1, 1)},
            {"body": [("text", '<p><a href="javascript:alert(1)">x</a></p>')]},
        ):
            with self.subTest(fields=list(fields)), pytest.raises(ValidationError):
                GuideSection(title="x", **fields).full_clean()

    def test_a_second_section_of_a_title_gets_a_mark_of_its_own_and_a_version_the_same_one(self):
        again = guide_pages.section("Benutzt")
        version = guide_pages.section("Used", language="en", original=self.used)
        assert (self.used.anchor, again.anchor, version.anchor) == ("benutzt", "benutzt-2", "benutzt")

    def test_a_preview_shows_the_form_as_it_stands(self):
        address = self.url("preview_on_edit", self.used.pk)
        self.client.post(
            address, self.form(title="Vorschau", body=streamfield([("text", rich_text("<p>Da.</p>"))]))
        )
        self.assertContains(self.client.get(address), "Vorschau")

    def test_a_guide_is_written_and_published(self):
        chapters = streamfield([("chapter", {
            "heading": "Erstes", "intro": rich_text("<p>Los.</p>"),
            "words": {"0": {"value": {"language": "ar", "heading": "أولا", "intro": rich_text("")}, "deleted": "",
                            "order": "0", "id": "", "type": "item"}, "count": "1"},
            "sections": {"0": {"value": self.used.pk, "deleted": "", "order": "0", "id": "", "type": "item"},
                         "count": "1"},
        })])  # fmt: skip
        data = nested_form_data({
            "title": "Neuer Leitfaden", "slug": "neuer-leitfaden", "summary": "Kurz.", "for_whom": "",
            "urgent_heading": "", "urgent": streamfield([]), "title_words": streamfield([]),
            "chapters": chapters, "is_no_advice": "on",
            "regions": inline_formset([]), "makers": inline_formset([]), "comments": inline_formset([]),
            "in_charge": self.editor.pk,
        }) | {"action-publish": "1"}  # fmt: skip
        address = reverse("wagtailadmin_pages:add", args=["publications", "guidepage", self.index.pk])
        preview = reverse(
            "wagtailadmin_pages:preview_on_add", args=["publications", "guidepage", self.index.pk]
        )
        self.client.post(preview, data)
        self.assertContains(self.client.get(preview), 'id="benutzt"')
        assert self.client.get(address).status_code == 200
        answer = self.client.post(address, data)
        assert answer.status_code == 302, answer.context["form"].errors
        page = GuidePage.objects.get(slug="neuer-leitfaden")
        self.assertContains(self.client.get(page.get_url()), 'id="benutzt"')
        assert self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


class TestUses(Admin):
    def test_the_form_and_the_chooser_say_where_a_section_stands(self):
        self.assertContains(
            self.client.get(self.url("edit", self.used.pk)), f"/admin/pages/{self.page.pk}/edit/"
        )
        chooser = GuideSection.snippet_viewset.chooser_viewset.get_url_name("choose")
        answer = self.client.get(reverse(chooser))
        assert ">1<" in "".join(json.loads(answer.content)["html"].split())

    def test_a_section_that_stands_somewhere_is_not_deleted_by_any_way(self):
        with pytest.raises(ProtectedError), transaction.atomic():
            self.used.delete()
        with pytest.raises(ProtectedError), transaction.atomic():
            GuideSection.objects.all().delete()
        self.client.post(self.url("delete", self.used.pk))
        bulk = reverse("wagtail_bulk_action", args=["publications", "guidesection", "delete"])
        self.client.post(f"{bulk}?id={self.used.pk}")
        assert GuideSection.objects.filter(pk=self.used.pk).exists()
        self.client.post(self.url("delete", self.unused.pk))
        assert not GuideSection.objects.filter(pk=self.unused.pk).exists()

    def test_a_draft_that_names_it_holds_it_too(self):
        page = GuidePage.objects.get(pk=self.page.pk)
        page.chapters = [guide_pages.chapter("Neu", self.unused)]
        page.save_revision()
        assert [(use.page_id, use.is_draft) for use in uses_of(self.unused)] == [(page.pk, True)]
        assert [(use.page_id, use.is_draft) for use in uses_of(self.used)] == [(page.pk, False)]
        for section in (self.used, self.unused):
            with pytest.raises(ProtectedError), transaction.atomic():
                section.delete()

    def test_so_does_a_question_that_leads_to_it(self):
        answers = [{"answer": "Ja", "text": "", "section": self.unused}]
        asking = guide_pages.section("Fragt", ("question", {"question": "Wohin?", "answers": answers}))
        assert [use.section_id for use in uses_of(self.unused)] == [asking.pk]
        with pytest.raises(ProtectedError), transaction.atomic():
            self.unused.delete()

    def test_a_version_of_a_used_section_may_go_unless_a_guide_names_the_version(self):
        version = guide_pages.section("Used", language="en", original=self.used)
        version.delete()
        assert self.client.get(self.page.get_url()).status_code == 200
        version = guide_pages.section("Used again", language="en", original=self.used)
        guide_pages.guide(self.index, "By its version", version)
        with pytest.raises(ProtectedError), transaction.atomic():
            version.delete()

    def test_a_section_that_a_public_guide_shows_is_not_withdrawn(self):
        version = guide_pages.section("Used", language="en", original=self.used)
        for section, is_live in ((self.used, True), (version, False), (self.unused, False)):
            self.client.post(self.url("unpublish", section.pk))
            assert GuideSection.objects.get(pk=section.pk).live is is_live, section
        self.page.unpublish()
        self.client.post(self.url("unpublish", self.used.pk))
        assert not GuideSection.objects.get(pk=self.used.pk).live


class TestFindingByLaw(Admin):
    """A law changes: which sections speak of it?"""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        sources = {"sources": [{"title": "AufenthG § 60a", "url": "https://gesetze.example.org/60a"}]}
        cls.by_note = guide_pages.section("Duldung", changes_with="§60a AufenthG")
        cls.by_source = guide_pages.section("Beschäftigung", ("sources", sources))
        text = "<p>Nach §&nbsp;60a <b>Absatz 2</b> für Kranke &amp; Kinder.</p>"
        cls.by_text = guide_pages.section("Krankheit", ("text", text))
        cls.other = guide_pages.section("Klage", ("text", "<p>§ 160a und § 60b</p>"))
        # Keys of blocks are hexadecimal: some contain what looks like a law.
        cls.other.body.raw_data[0]["id"] = "60a0e34c-60a0-4d3a-a60a-60a060a060a0"
        cls.other.save()

    def found(self, query):
        """Return the titles of the sections that the list shows."""
        answer = self.client.get(self.url("list"), {"q": query})
        return {section.title for section in answer.context["object_list"]}

    def test_sections_are_found_by_the_law_that_they_rest_on_wherever_it_is_named(self):
        law = {"Duldung", "Beschäftigung", "Krankheit"}
        for query in ("§ 60a", "§60a", "60A"):
            assert self.found(query) == law, query
        assert self.found("60a aufenthg") == {"Duldung", "Beschäftigung"}
        assert self.found("KRANKE") == self.found("für kinder") == {"Krankheit"}
        assert self.found("§") == law | {"Klage"}
        for query in ("text", "item", "%", "(", "x" * 5000):
            assert self.found(query) == set(), query[:10]


class TestChoosingOffers(Admin):
    def test_public_offers_are_offered_and_handed_out_by_their_lasting_key(self):
        hidden = builders.organisation_page(
            self.tree.directory, builders.organisation("Verborgen", status="proposed")
        )
        builders.offer(hidden, "Geheimes Angebot")
        html = json.loads(self.client.get(reverse("offer_chooser:choose")).content)["html"]
        assert "Begleitung" in html
        assert "Geheimes" not in html
        answer = self.client.get(reverse("offer_chooser:chosen", args=[self.offer.pk]))
        assert json.loads(answer.content)["result"]["id"] == str(self.offer.key)

    def test_nobody_else_chooses_any(self):
        self.client.force_login(builders.steward(self.helping.organisation))
        found = Offer.objects.get(pk=self.offer.pk)
        assert self.client.get(reverse("offer_chooser:chosen", args=[found.pk])).status_code in {302, 404}
