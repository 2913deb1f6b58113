"""The sheet of a guide: contents, legal status above its pages, what is outdated, in each of its languages."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from publications.guides.building import chapter_marks
from publications.paper.guides import guide_page, guide_sheet, language_of_guide
from tests import builders
from tests.publications import guide_pages
from tests.publications.paper_press import *  # noqa: F403 - makes the fixture known

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Scene:
    """A guide as coalitions write it, on a day on which all of it holds."""

    guide: guide_pages.Realistic


@pytest.fixture
def scene(monkeypatch):
    noon = timezone.make_aware(timezone.datetime(2026, 11, 4, 12))
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return Scene(guide_pages.realistic(builders.site_tree(), builders.places()))


def test_it_is_told_whole_with_contents(scene):
    html = guide_sheet(scene.guide.page, "de").html
    for told in (
        "Wenn eine Abschiebung droht", "0341 5550100", "Pässe und Geburtsurkunden in Kopie", "Fünf Schritte",
        "Beratungsstelle Lindenhof", "Aufenthaltsgesetz, § 11", "Arbeitskreis Asylrecht", "§ 58 AufenthG",
    ):  # fmt: skip
        assert told in html, told
    *_others, last = chapter_marks(scene.guide.page.chapters)
    for anchor in (scene.guide.folder.anchor, scene.guide.after.anchor, last):
        assert f'href="#{anchor}"' in html
        assert html.count(f'id="{anchor}"') == 1


def test_answers_lead_to_a_page(scene):
    html = guide_sheet(scene.guide.page, "de").html
    assert f'<a href="#{scene.guide.where_to.anchor}" data-page="' in html


def test_the_legal_status_runs_above_each_section(scene):
    html = guide_sheet(scene.guide.page, "de").html
    heads = html.split('<p class="running at-end">')[1:]
    assert len(heads) == 5
    assert "15. April 2027" in heads[0].partition("</p>")[0]
    assert heads[1].partition("</p>")[0].strip() == ""  # this section speaks of no law


def test_what_is_outdated_says_so_everywhere_from_that_day_on(scene, monkeypatch):
    before = guide_sheet(scene.guide.page, "de")
    scene.guide.after.valid_until = date(2026, 11, 4)
    scene.guide.after.save_revision().publish()
    builders.drain()
    last_day = guide_sheet(scene.guide.page, "de")
    later = timezone.make_aware(timezone.datetime(2026, 11, 5, 0, 0))
    monkeypatch.setattr(timezone, "now", lambda: later)
    after = guide_sheet(scene.guide.page, "de")
    assert 'class="notice warn"' not in before.html + last_day.html
    assert 'class="notice warn"' in after.html
    assert len({before.digest, last_day.digest, after.digest}) == 3
    assert after.html.count("<strong>") > last_day.html.count("<strong>")


def test_a_section_in_two_guides_changes_in_both(scene):
    other = guide_pages.guide(scene.guide.index, "Zweiter", scene.guide.folder)
    scene.guide.folder.title = "Die Tasche packen"
    scene.guide.folder.save_revision().publish()
    builders.drain()
    for page in (scene.guide.page, other):
        assert "Die Tasche packen" in guide_sheet(page, "de").html


def test_another_language_is_a_file_of_its_own(scene, paper_press):
    page = scene.guide.page
    path = f"/id/leitfaden/{page.pk}/leitfaden"
    answer = Client().get(f"{path}-ar.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="wenn-eine-abschiebung-droht-ar.pdf"'
    html = b"".join(answer.streaming_content).decode()
    assert '<html lang="ar">' in html
    assert '<body lang="de" dir="ltr">' in html
    assert 'lang="ar" dir="rtl">الساعات الأولى' in html
    assert "<title>عند التهديد بالترحيل</title>" in html
    assert 'lang="ar" dir="rtl">عندما يحين الوقت</h2>' in html
    assert f"{page.get_url()}?sprache=ar</a>" in html
    assert Client().get(f"{path}.pdf")["ETag"] != answer["ETag"]
    for language in ("fr", "xx", "de-ar", "ar-ar"):
        assert Client().get(f"{path}-{language}.pdf").status_code == 404
    assert f'href="{path}-ar.pdf"' in Client().get(f"{page.get_url()}?sprache=ar").content.decode()
    assert f'href="{path}.pdf"' in Client().get(page.get_url()).content.decode()


def test_nobody_gets_a_guide_that_is_not_published(scene):
    page = scene.guide.page
    assert language_of_guide(page, "de") == "de"
    draft = guide_pages.guide(scene.guide.index, live=False)
    builders.restrict(page)
    builders.drain()
    for pk in (page.pk, draft.pk, 10**9):
        with pytest.raises(Http404):
            guide_page(pk)


def test_a_protected_helper_is_covered(scene):
    scene.guide.advice.organisation.is_shielded = True
    scene.guide.advice.organisation.save()
    builders.drain()
    html = guide_sheet(scene.guide.page, "de").html
    assert "0375 555020" not in html
    assert "Beratungsstelle Lindenhof" in html
