"""Addresses of lists and choosers with forged queries: never a failure, and nothing of others."""

import pytest
from django.urls import reverse

from tests import builders
from tests.access.asking import Browser

pytestmark = pytest.mark.django_db

# {page}, {collection} and {user} are numbers of theirs.
QUERIES = (
    "p=x&page=-1&p=999",
    "q=%00",
    "q=%27%22%3C%25",
    "ordering=organisation__stewardships__user__email",
    "ordering=-password",
    "page_type=x",
    "page_type=auth.group",
    "page_type=network.organisation",
    "page_type=wagtailcore.page&user_perms=move_to&target_pages=x",
    "page_type=wagtailcore.page&user_perms=move_to&target_pages={page}",
    "page_type=wagtailcore.page&user_perms=bulk_move_to&target_pages={page}",
    "page_type=wagtailcore.page&user_perms=copy_to&match_subclass=x",
    "collection_id={collection}",
    "collection_id=x",
    "collection_id=99999999999999999999",
    "site=99999999999999999999",
    "content_type=99999999999999999999",
    "tag=Kanarischlagwort",
    "owner={user}&edited_by={user}",
    "owner=x&edited_by=x&site=x&content_type=x",
    "search_all=1&q=kanari",
    "id={page}&multiple=1",
    "locale=xx",
    "link_url=javascript:alert(1)&link_text=%3Cscript%3E",
)


@pytest.fixture
def places(ours, theirs, tree) -> list[str]:
    """Return the lists and choosers that a steward may open, with things of theirs beside them."""
    theirs.image("Kanaribild").tags.add("Kanarischlagwort")
    theirs.document("Kanaridatei")
    theirs.page.title = "Kanarientwurf"
    theirs.page.save_revision(user=theirs.person, log_action=True)
    entry = builders.organisation("Kanarititel", status="proposed")
    builders.organisation_page(tree.directory, entry, live=False)
    names = (
        "wagtailadmin_home",
        "wagtailadmin_pages:search",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_tag_autocomplete",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:chosen_multiple",
        "wagtaildocs:index",
        "wagtaildocs_chooser:choose",
        "wagtaildocs_chooser:chosen_multiple",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:images:listing",
        "wagtailsnippets_events_event:list",
        "wagtailsnippetchoosers_network_organisation:choose",
    )
    of_pages = ("wagtailadmin_explore", "wagtailadmin_choose_page_child", "wagtailadmin_pages:history")
    return [
        *map(reverse, names),
        *(reverse(name, args=[ours.page.pk]) for name in of_pages),
    ]


@pytest.mark.parametrize("query", QUERIES)
def test_forged_queries_tell_nothing_and_break_nothing(ours, theirs, places, query):
    browser = Browser(raise_request_exception=False)
    browser.force_login(ours.person)
    filled = query.format(page=theirs.page.pk, collection=theirs.access.collection.pk, user=theirs.person.pk)
    for path in places:
        answer = browser.get(f"{path}?{filled}")
        text = answer.content.decode().lower()
        assert answer.status_code < 500, path
        for secret in ("kanaribild", "kanaridatei", "kanarientwurf", "kanarititel"):
            assert secret not in text, (path, secret)
        if "kanarischlagwort" not in filled.lower():
            assert "kanarischlagwort" not in text, path


@pytest.mark.parametrize("number", ["x", "", "9" * 30, "987654"])
def test_all_of_a_list_are_those_below_a_page_that_is_there(ours, number):
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for person in (ours.person, builders.office(), builders.superuser()):
        browser = Browser(raise_request_exception=False)
        browser.force_login(person)
        assert browser.get(f"{action}?id=all&childOf={number}").status_code == 404
    assert browser.get(f"{action}?id=all&childOf={ours.page.get_parent().pk}").status_code == 200
