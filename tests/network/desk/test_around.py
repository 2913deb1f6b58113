"""What surrounds the desk for members: the menu, the explorer, the editor's buttons, the manual."""

import json
import re

import pytest
from django.urls import reverse

from network.desk import menu
from network.desk.frame import desk_url
from network.models import OrganisationPage, Stewardship
from tests import builders
from tests.access.houses import house

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def entries(client, path):
    """Return the names in the sidebar of a page, those of submenus below theirs."""
    text = client.get(path).content.decode()
    props = re.search(
        r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', text, re.DOTALL
    )
    return dict(_named(json.loads(props[1])))


def _named(node):
    """Yield the names of menu entries with the names below each."""
    if isinstance(node, dict):
        kind, args = node.get("_type", ""), node.get("_args", [])
        if kind.endswith("MenuItem"):
            below = args[1] if len(args) > 1 and isinstance(args[1], list) else []
            yield args[0]["name"], [name for name, _below in _named(below)]
            return
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _named(one)


def test_a_members_menu_holds_what_members_use_and_nothing_else(client, ours):
    found = entries(client, desk_url(ours.entry))
    assert set(found) == {
        "desk", "own-pages", "calendar", "members", "images", "documents", "manual", "account", "logout",
    }  # fmt: skip
    assert len(found["calendar"]) == 3


def test_an_entry_that_a_later_app_adds_is_not_a_members(client, ours, monkeypatch):

    monkeypatch.setattr(menu, "FOR_MEMBERS", menu.FOR_MEMBERS - {"images"})
    assert "images" not in entries(client, desk_url(ours.entry))


def test_the_offices_menu_keeps_everything_and_has_the_manual(client, ours):
    client.force_login(builders.office())
    found = entries(client, reverse("manual"))
    assert {"explorer", "images", "documents", "calendar", "reports", "manual", "register-care"} <= set(found)
    assert not {"desk", "own-pages"} & set(found)


def test_the_manual_is_one_click_from_every_page(client, ours):
    for path in (
        reverse("wagtailadmin_pages:edit", args=[ours.page.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailadmin_account"),
    ):
        assert reverse("manual") in client.get(path).content.decode()


def test_pages_open_at_ones_own(client, ours, theirs):
    answer = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_explore", args=[ours.page.pk])
    assert "Verein Buche" not in answer.content.decode()


def test_with_several_the_list_holds_ones_own(client, ours, theirs, tree):
    third = house(tree, "Verein Dohle")
    Stewardship.objects.create(user=ours.person, organisation=third.entry)
    text = client.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert "Verein Amsel" in text
    assert "Verein Dohle" in text
    assert "Verein Buche" not in text


def buttons(client, page):
    """Return the buttons below the form, the first one first."""
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.findall(r'name="(action-[\w-]+)"', text[text.index("<footer") :])


def test_whoever_publishes_directly_has_that_button_first(client, ours):
    found = buttons(client, ours.page)
    assert found[0] == "action-publish"
    assert "action-submit" not in found


def test_whoever_is_checked_hands_in_first(client, ours):
    ours.entry.trust = "checked"
    ours.entry.save()
    found = buttons(client, ours.page)
    assert found[0] == "action-check"
    assert "action-publish" not in found


def test_the_offices_buttons_stay_as_they_are(client, ours):
    client.force_login(builders.office())
    assert buttons(client, ours.page)[-1] == "action-publish" or "action-submit" in buttons(client, ours.page)


def test_a_draft_saves_itself_and_shows_its_preview(client, ours):
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[ours.page.pk])).content.decode()
    assert "w-autosave" in edit
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[ours.page.pk]))
    assert preview.status_code == 200
    assert OrganisationPage.objects.get(pk=ours.page.pk).live


def test_the_manual_leads_to_each_of_its_tasks(client):
    text = client.get(reverse("manual")).content.decode()
    article = text[text.index("<article") : text.index("</article>")]
    marks = re.findall(r'href="#([\w-]+)"', article)
    assert len(marks) > 12
    for mark in marks:
        assert article.count(f'id="{mark}"') == 1, mark
    for task in ("Öffnungszeiten ändern", "Termin eintragen", "Bild hochladen", "Was wird öffentlich?"):
        assert f">{task}</h2>" in article


def test_the_manual_hides_nothing_from_the_browsers_search(client):
    article = (
        client.get(reverse("manual")).content.decode().partition("<article")[2].partition("</article>")[0]
    )
    assert "<details" not in article
    assert "hidden" not in article
    assert "<img" not in article


def test_the_office_has_a_chapter_of_its_own(client):
    office_mark = 'id="buero"'
    assert office_mark not in client.get(reverse("manual")).content.decode()
    client.force_login(builders.office())
    assert office_mark in client.get(reverse("manual")).content.decode()


def test_the_manual_is_for_people_who_are_signed_in(client):
    client.logout()
    assert client.get(reverse("manual")).status_code == 302
    client.force_login(builders.user())
    assert client.get(reverse("manual")).status_code in {302, 403}
