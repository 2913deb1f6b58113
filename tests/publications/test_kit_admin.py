"""Emergency kits in the admin: written, opened again, with more numbers than a guide may have."""

from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from publications.models import GuidePage, KitPage
from tests import builders
from tests.publications import kit_pages

KINDS = {"kit": "kitpage", "guide": "guidepage"}


class TestWritingAKit(TestCase):
    """An editor, and offers to choose from."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        cls.found = kit_pages.in_four_languages(cls.tree, builders.places())
        cls.offers = [builders.offer(cls.found.near, f"Notruf {number}") for number in range(3)]
        cls.editor = builders.editor("redaktion@example.org")

    def setUp(self):
        self.client.force_login(self.editor)

    def written(self, kind, numbers, **more):
        """Return the answer to a filled form of a kit or guide."""
        contacts = [
            ("contact", {"offer": str(offer.key), "organisation": "", "note": ""}) for offer in self.offers
        ]
        data = nested_form_data({
            "title": "Neu", "slug": "neu", "summary": "Kurz.", "for_whom": "", "urgent_heading": "",
            "urgent": streamfield(contacts[:numbers]), "chapters": streamfield([]), "title_words": streamfield([]),
            "target_groups": [],
            "topics": [], "regions": inline_formset([]), "makers": inline_formset([]), "is_no_advice": "on",
            "in_charge": "",
            "seo_title": "", "search_description": "", "social_image": "", **more,
        })  # fmt: skip
        url = reverse("wagtailadmin_pages:add", args=["publications", KINDS[kind], self.found.index.pk])
        return self.client.post(url, {**data, "action-publish": "1"})

    def test_a_kit_has_numbers_for_many_places_and_one_for_everywhere_else(self):
        answer = self.written("kit", 3, fallback_number="112", fallback_words="Notruf")
        assert answer.status_code == 302, answer.context["form"].errors
        page = KitPage.objects.get(slug="neu")
        assert len(page.urgent) == 3
        assert self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        self.client.logout()
        self.assertContains(self.client.get(page.get_url()), 'href="tel:112"')

    def test_a_guide_has_two_at_most(self):
        assert self.written("guide", 2).status_code == 302
        GuidePage.objects.get(slug="neu").delete()
        answer = self.written("guide", 3)
        assert "urgent" in answer.context["form"].errors

    def test_a_number_that_cannot_be_called_is_refused(self):
        for number in ("javascript:alert(1)", "112; rm", "eins eins zwei"):
            with self.subTest(number):
                answer = self.written("kit", 1, fallback_number=number, fallback_words="")
                assert "fallback_number" in answer.context["form"].errors

    def test_its_preview_shows_the_draft_and_starts_no_worker(self):
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[self.found.page.pk])
        page = self.found.page
        data = nested_form_data({
            "title": "Entwurfstitel", "slug": page.slug, "summary": "Kurz.", "urgent": streamfield([]),
            "chapters": streamfield([]), "title_words": streamfield([]),
            "regions": inline_formset([]), "makers": inline_formset([]), "comments": inline_formset([]),
            "fallback_number": "110",
        })  # fmt: skip
        assert self.client.post(url, data).json()["is_valid"]
        shown = self.client.get(url).content.decode()
        assert "Entwurfstitel" in shown
        assert "data-worker" not in shown
