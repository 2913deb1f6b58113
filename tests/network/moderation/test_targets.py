"""Where links and blocks lead is part of what is compared, and what is told nowhere is said to differ."""

import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from network import shielding
from network.models import Organisation, OrganisationPage
from network.moderation.looking import Look
from network.moderation.page_kind import public_comparison
from network.moderation.setup import ensure_workflow
from network.moderation.summary import lines_of
from network.moderation.targets import called, parts_of, targets_in
from network.moderation.unseen import unseen
from portal.blocks.body import BodyBlock
from tests import builders
from tests.access.houses import House, house
from tests.network.moderation.submitted import submitted
from tests.publications.infoposts_pages import infopost, news_page

pytestmark = pytest.mark.django_db

OURS, THEIRS = "https://amsel.example.org/", "https://boese.example.com/"


def stream(*parts: tuple[str, Any]) -> str:
    """Return blocks as they are stored, each known by its place."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": f"11111111-1111-4111-8111-{number:012}"}
            for number, (kind, value) in enumerate(parts)
        ]
    )


def linked(*addresses: str) -> str:
    """Return a story of links whose words stay the same."""
    links = (f'<a href="{address}">Wort {number}</a>' for number, address in enumerate(addresses))
    return stream(("text", f"<p>{' '.join(links)}</p>"))


def changed(page: Any, **fields: Any) -> Look:
    """Write a draft that differs in these fields alone and look at it."""
    draft = Page.objects.get(pk=page.pk).specific
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Look(Page.objects.get(pk=page.pk).specific)


def published(page: Any, **fields: Any) -> Any:
    """Publish a page with these fields."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def told(look: Look) -> list[str]:
    """Return what is new in the texts, and check that mail and link tell it as well."""
    public = public_comparison(look.page)
    assert not public.is_empty
    assert lines_of(public)
    assert [change.pieces for change in public.texts] == [change.pieces for change in look.comparison.texts]
    texts = look.comparison.texts
    return [piece.text for change in texts for piece in change.pieces if piece.what == "added"]


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ((OURS,), (THEIRS,), THEIRS),
        (("mailto:a@amsel.example.org",), ("mailto:b@boese.example.com",), "mailto:b@boese.example.com"),
        (("tel:+493751111",), ("tel:+499009999",), "tel:+499009999"),
        ((OURS, THEIRS), (THEIRS, OURS), THEIRS),
        (("/spenden/",), (f"{OURS}a?b=1&amp;c=2",), f"{OURS}a?b=1&c=2"),
    ],
)
def test_the_same_words_with_another_target_differ(ours, before, after, new):
    published(ours.page, story=linked(*before))
    assert f"‹{new}›" in "".join(told(changed(ours.page, story=linked(*after))))


class TestFilesAndPages:
    """What is in the portal is told by title and number."""

    @pytest.fixture
    def near(self, tree: builders.SiteTree, ours: House) -> Any:
        """Return a post of the organisation."""
        news_page(tree.home)
        ensure_workflow()
        return infopost(ours.page)

    @pytest.mark.parametrize(
        "body",
        [
            lambda key: stream(("text", f'<p><a linktype="document" id="{key}">Flyer</a></p>')),
            lambda key: stream(("download", {"document": key, "label": "Flyer"})),
        ],
    )
    def test_another_file_of_the_same_title(self, ours, near, body):
        one, two = ours.document("Satzung", "a.txt"), ours.document("Satzung", "b.txt")
        published(near, body=body(one.pk))
        assert f"{two.pk}›" in "".join(told(changed(near, body=body(two.pk))))

    @pytest.mark.parametrize(
        "body",
        [
            lambda key: stream(("text", f'<p><a linktype="page" id="{key}">Mehr</a></p>')),
            lambda key: stream(("button", {"page": key, "url": "", "label": "Mehr"})),
        ],
    )
    def test_another_page(self, tree, ours, near, body):
        other = house(tree, "Verein Buche").page
        published(near, body=body(ours.page.pk))
        words = "".join(told(changed(near, body=body(other.pk))))
        assert "Buche" in words
        assert str(other.pk) in words

    def test_what_a_protected_organisation_published_is_a_number(self, tree, ours, near):
        other = house(tree, "Verein Buche")
        secret = infopost(other.page, "Ada Beispiel berichtet")
        shielding.shield(other.entry, None)
        words = "".join(
            told(changed(near, body=stream(("text", f'<a linktype="page" id="{secret.pk}">x</a>'))))
        )
        assert f"{secret.pk}›" in words
        assert "Beispiel" not in words

    def test_what_is_not_for_everybody_is_a_number(self, ours, django_assert_num_queries):
        files = [ours.document("Geheim", "a.txt", disclosure="office"), ours.document("Satzung", "b.txt")]
        block = BodyBlock()
        links = "".join(f'<a linktype="document" id="{one.pk}">x</a>' for one in files)
        parts = list(parts_of(block, block.to_python(json.loads(stream(*[("text", f"<p>{links}</p>")] * 5)))))
        with django_assert_num_queries(1):
            targets = targets_in(parts)
        words = targets.words(parts[0])
        assert "Geheim" not in words
        assert f"{called(files[0].pk)}›" in words
        assert f"{called(files[1].pk, 'Satzung')}›" in words


def test_what_is_told_nowhere_is_said_to_differ(client, ours, editor):
    look = changed(ours.page, show_in_menus=True)
    assert look.comparison.shows_nothing
    assert not look.comparison.is_empty
    assert len(look.comparison.unseen) == 1
    assert [str(line) for line in lines_of(public_comparison(look.page))][0].endswith(
        look.comparison.unseen[0]
    )
    submission = submitted(ours, summary=ours.page.summary)
    client.force_login(editor)
    html = client.get(reverse("moderation:decide", args=[submission.pk])).content.decode()
    assert look.comparison.unseen[0] in html


def test_boxes_in_another_order_differ_in_nothing(ours):
    """An import writes them as its list has them, the form as the boxes stand."""
    page = ours.page
    page.languages, page.target_groups = ["ar", "de"], ["youth", "children"]
    builders.offer(page, languages=["en", "de"])
    page.save()
    draft = OrganisationPage.objects.get(pk=page.pk)
    draft.languages, draft.target_groups = ["de", "ar"], ["children", "youth"]
    offer = draft.offers.first()
    offer.languages = ["de", "en"]
    draft.offers.add(offer)
    assert not unseen(OrganisationPage.objects.get(pk=page.pk), draft)
    draft.languages = ["de"]
    assert len(unseen(OrganisationPage.objects.get(pk=page.pk), draft)) == 1


def test_a_change_that_is_told_does_not_cover_another(ours):
    look = changed(ours.page, summary="Andere Worte als vorher.", show_in_menus=True)
    assert [change.key for change in look.comparison.texts] == ["summary"]
    assert len(look.comparison.unseen) == 1


def test_a_version_that_was_only_saved_again_differs_in_nothing(ours):
    published(ours.page, story=linked(OURS))
    again = json.loads(linked(OURS))
    again[0]["value"] = again[0]["value"].replace("<p>", '<p data-block-key="abcde">')
    again[0]["id"] = "22222222-1111-4111-8111-111111111111"
    assert changed(ours.page, story=json.dumps(again)).comparison.is_empty
    assert changed(ours.page).comparison.is_empty


def test_of_a_protected_organisation_it_is_told_what_visitors_see(ours):
    Organisation.objects.filter(pk=ours.entry.pk).update(is_shielded=True)
    ours.page.links.create(label="Presse", url="https://presse.example.org/wir")
    ours.page.save()
    addresses = (THEIRS, "https://presse.example.org/wir", "mailto:geheim@example.org", "tel:+493751111")
    look = changed(ours.page, story=linked(*addresses), summary="Andere Worte als vorher.")
    told = repr(public_comparison(look.page))
    assert THEIRS in told
    for secret in ("presse.example", "geheim@", "3751111"):
        assert secret not in told
