"""Guides that belong to an infopost: on the post, below the guide, and what the form offers."""

from datetime import date

import pytest
from django.urls import reverse

from portal import content_cache
from publications.models import InfopostPage
from tests import builders
from tests.publications import guide_pages
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    tree = builders.site_tree()
    news_page(tree.home)
    return tree


@pytest.fixture
def index(tree):
    return guide_pages.guide_index(tree)


@pytest.fixture
def verein(tree):
    return builders.organisation_page(tree.directory, builders.organisation("Haus Werdau"))


def test_a_post_shows_its_guides_in_the_order_of_its_editor(client, verein, index):
    second = guide_pages.guide(index, "Ankommen", guide_pages.section())
    first = guide_pages.guide(index, "Zuhören", guide_pages.section())
    page = infopost(verein, guides=(first, second))
    entries = client.get(page.get_url()).context["view"].guides
    assert [entry.url for entry in entries] == [first.get_url(), second.get_url()]


def test_what_nobody_can_read_is_not_named(client, verein, index):
    draft = guide_pages.guide(index, "Entwurf im Schrank", guide_pages.section(), live=False)
    closed = guide_pages.guide(index, "Hinter der Tür", guide_pages.section())
    builders.restrict(closed)
    page = infopost(verein, guides=(draft, closed))
    answer = client.get(page.get_url())
    text = answer.content.decode()
    assert answer.context["view"].guides == ()
    assert "Schrank" not in text
    assert "Tür" not in text


def test_a_guide_names_the_latest_posts_about_it_and_no_others(client, verein, index):
    guide = guide_pages.guide(index, "Zuhören", guide_pages.section())
    for number in range(1, 7):
        infopost(verein, f"Beitrag {number}", guides=(guide,), published_on=date(2026, 1, number))
    infopost(verein, "Ohne Leitfaden")
    infopost(verein, "Noch geheim", guides=(guide,), live=False)
    text = client.get(guide.get_url()).content.decode()
    at = [text.index(f"Beitrag {number}") for number in (6, 5, 4, 3)]
    assert at == sorted(at)
    for words in ("Beitrag 2", "Ohne Leitfaden", "Noch geheim"):
        assert words not in text


def test_translations_of_guides_and_posts_belong_together(client, verein, index):
    guide = guide_pages.guide(index, "Zuhören", guide_pages.section())
    english = builders.translated(guide, "en", title="Listening")
    english.save_revision().publish()
    page = infopost(verein, "Einmal", guides=(guide, english))
    content_cache.clear()
    view = client.get(f"/en{page.get_url()}").context["view"]
    assert [entry.url for entry in view.guides] == [english.get_url()]
    assert client.get(english.get_url()).content.decode().count(f'{page.get_url()}"') == 1


def test_the_form_offers_published_guides_and_what_was_chosen_before(client, verein, index):
    shown = guide_pages.guide(index, "Zuhören", guide_pages.section())
    gone = guide_pages.guide(index, "Zurückgezogen", guide_pages.section(), live=False)
    other = guide_pages.guide(index, "Anderer Entwurf", guide_pages.section(), live=False)
    page = infopost(verein, guides=(shown, gone))
    client.force_login(builders.superuser())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    formset = answer.context["form"].formsets["guides"]
    assert [set(row.fields["guide"].queryset) for row in formset.forms] == [{shown, gone}] * 2
    assert set(formset.empty_form.fields["guide"].queryset) == {shown}
    assert other.title not in answer.content.decode()


def test_a_deleted_guide_leaves_the_post_and_its_draft(verein, index):
    guide = guide_pages.guide(index, "Zuhören", guide_pages.section())
    page = infopost(verein, guides=(guide,))
    page.save_revision()
    guide.delete()
    page = InfopostPage.objects.get(pk=page.pk)
    assert not page.guides.exists()
    assert not page.get_latest_revision_as_object().guides.all()


def test_guides_cost_one_query_whatever_their_number(client, verein, index, django_assert_max_num_queries):
    guides = [guide_pages.guide(index, sections) for sections in ("A", "B", "C", "D")]
    counts = []
    for number in (1, 4):
        page = infopost(verein, f"Mit {number}", guides=guides[:number])
        content_cache.clear()
        client.get("/aktuelles/")
        client.get(page.get_url())
        content_cache.clear()
        with django_assert_max_num_queries(60) as asked:
            client.get(page.get_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_home_page_leads_to_guides(client, tree, index):
    guide = guide_pages.guide(index, "Zuhören", guide_pages.section())
    text = client.get("/").content.decode()
    assert guide.get_url() in text
    assert f'href="{index.get_url()}"' in text
