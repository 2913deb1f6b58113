"""The sheet of a guide: contents, legal status above its pages, what is outdated, in each of its languages."""

from datetime import date
from unittest import mock

import pytest
from django.http import Http404
from django.test import TestCase
from django.utils import timezone

from publications.guides.building import chapter_marks
from publications.paper.guides import guide_page, guide_sheet, language_of_guide
from tests import builders
from tests.publications import guide_pages

NOON = timezone.make_aware(timezone.datetime(2026, 11, 4, 12))


class TestTheSheet(TestCase):
    """A guide as coalitions write it, on a day on which all of it holds."""

    @classmethod
    def setUpTestData(cls) -> None:
        with mock.patch.object(timezone, "now", return_value=NOON):
            cls.found = guide_pages.realistic(builders.site_tree(), builders.places())

    def setUp(self):
        clock = mock.patch.object(timezone, "now", return_value=NOON)
        clock.start()
        self.addCleanup(clock.stop)

    def test_it_is_told_whole_with_contents(self):
        html = guide_sheet(self.found.page, "de").html
        for told in (
            "Wenn eine Abschiebung droht", "0341 5550100", "Pässe und Geburtsurkunden in Kopie", "Fünf Schritte",
            "Beratungsstelle Lindenhof", "Aufenthaltsgesetz, § 11", "Arbeitskreis Asylrecht", "§ 58 AufenthG",
        ):  # fmt: skip
            assert told in html, told
        *_others, last = chapter_marks(self.found.page.chapters)
        for anchor in (self.found.folder.anchor, self.found.after.anchor, last):
            assert f'href="#{anchor}"' in html
            assert html.count(f'id="{anchor}"') == 1

    def test_answers_lead_to_a_page(self):
        html = guide_sheet(self.found.page, "de").html
        assert f'<a href="#{self.found.where_to.anchor}" data-page="' in html

    def test_the_legal_status_runs_above_each_section(self):
        html = guide_sheet(self.found.page, "de").html
        heads = html.split('<p class="running at-end">')[1:]
        assert len(heads) == 5
        assert "15. April 2027" in heads[0].partition("</p>")[0]
        assert heads[1].partition("</p>")[0].strip() == ""  # this section speaks of no law

    def test_what_is_outdated_says_so_everywhere_from_that_day_on(self):
        before = guide_sheet(self.found.page, "de")
        self.found.after.valid_until = date(2026, 11, 4)
        self.found.after.save_revision().publish()
        builders.drain()
        last_day = guide_sheet(self.found.page, "de")
        midnight = timezone.make_aware(timezone.datetime(2026, 11, 5))
        with mock.patch.object(timezone, "now", return_value=midnight):
            after = guide_sheet(self.found.page, "de")
        assert 'class="notice warn"' not in before.html + last_day.html
        assert 'class="notice warn"' in after.html
        assert len({before.digest, last_day.digest, after.digest}) == 3
        assert after.html.count("<strong>") > last_day.html.count("<strong>")

    @pytest.mark.usefixtures("paper_press")
    def test_another_language_is_a_file_of_its_own(self):
        page = self.found.page
        path = f"/id/leitfaden/{page.pk}/leitfaden"
        answer = self.client.get(f"{path}-ar.pdf")
        assert answer["Content-Disposition"] == 'attachment; filename="wenn-eine-abschiebung-droht-ar.pdf"'
        html = b"".join(answer.streaming_content).decode()
        assert '<html lang="ar">' in html
        assert '<body lang="de" dir="ltr">' in html
        assert 'lang="ar" dir="rtl">الساعات الأولى' in html
        assert "<title>عند التهديد بالترحيل</title>" in html
        assert 'lang="ar" dir="rtl">عندما يحين الوقت</h2>' in html
        assert f"{page.get_url()}?sprache=ar</a>" in html
        assert self.client.get(f"{path}.pdf")["ETag"] != answer["ETag"]
        for language in ("fr", "xx", "de-ar", "ar-ar"):
            assert self.client.get(f"{path}-{language}.pdf").status_code == 404
        assert f'href="{path}-ar.pdf"' in self.client.get(f"{page.get_url()}?sprache=ar").content.decode()
        assert f'href="{path}.pdf"' in self.client.get(page.get_url()).content.decode()

    def test_nobody_gets_a_guide_that_is_not_published(self):
        page = self.found.page
        assert language_of_guide(page, "de") == "de"
        draft = guide_pages.guide(self.found.index, live=False)
        builders.restrict(page)
        builders.drain()
        for pk in (page.pk, draft.pk, 10**9):
            with pytest.raises(Http404):
                guide_page(pk)

    def test_a_protected_helper_is_covered(self):
        self.found.advice.organisation.is_shielded = True
        self.found.advice.organisation.save()
        builders.drain()
        html = guide_sheet(self.found.page, "de").html
        assert "0375 555020" not in html
        assert "Beratungsstelle Lindenhof" in html
