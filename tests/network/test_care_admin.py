"""The pages of register care: who may use them, and where they are met."""

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from network.care import bulk_edit, duplicates, merging
from network.care.admin import CareViewSet, tallies
from network.models import DuplicatePair, Merge
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


def addresses(source, target):
    """Return every address with how it is asked."""
    pair = DuplicatePair.objects.get()
    done = merging.merge(*(builders.organisation(name) for name in ("Weg", "Da")), None)
    edit, _items = bulk_edit.apply([source], bulk_edit.Wish(seat=builders.region("14626", "Görlitz")), None)
    return [
        ("get", url("duplicates")),
        ("post", url("duplicates")),
        ("post", url("decide", pair.pk)),
        ("get", url("choose_pair")),
        ("post", url("choose_pair")),
        ("get", url("merge", source.pk, target.pk)),
        ("post", url("merge", source.pk, target.pk)),
        ("get", url("merged", done.pk)),
        ("post", url("merged", done.pk)),
        ("get", url("bulk")),
        ("get", url("bulk_results")),
        ("post", url("bulk_preview")),
        ("post", url("bulk_undo", edit.pk)),
        ("get", url("completeness")),
        ("get", url("completeness_results")),
        ("get", url("history", source.pk)),
        ("get", url("make_page", source.pk)),
    ]


def test_every_address_is_in_the_list_of_rights(proposed):
    names = {pattern.name for pattern in CareViewSet().get_urlpatterns()}
    asked = {url_name for _method, address in addresses(*proposed) for url_name in [_name_of(address)]}
    assert names == asked


def _name_of(address):
    """Return the name of an address."""
    return resolve(address).url_name


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, {302}),
        (builders.user, {302}),
        (builders.editor, {404}),
        (builders.office, {200, 302}),
        (builders.superuser, {200, 302}),
    ],
)
def test_only_the_office_may_use_register_care(client, proposed, who, status):
    asked = addresses(*proposed)
    if who:
        client.force_login(who())
    for method, address in asked:
        answer = getattr(client, method)(address)
        assert answer.status_code in status, address
        if who in (None, builders.user):
            assert "/admin/" in answer.url
            assert "register-care" not in answer.url.partition("?")[0]
    if who in (None, builders.user, builders.editor):
        assert not Merge.objects.exclude(undone_at=None).exists()
        assert DuplicatePair.objects.get().dismissed_at is None


def test_menu_and_desk_are_for_the_office(client, proposed):
    for who, sees in ((builders.office, True), (builders.superuser, True), (builders.editor, False)):
        client.force_login(who())
        text = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (url("duplicates") in text) is sees
        assert (url("bulk") in text) is sees


def test_counts_on_the_desk_cost_the_same_at_any_size(tree, django_assert_max_num_queries):
    request = RequestFactory().get("/admin/", SERVER_NAME="testserver")
    request.user = builders.superuser()
    counts = []
    for many in (3, 30):
        for number in range(many):
            builders.organisation(f"Verein {number}")
        duplicates.refresh(timezone.now())
        builders.drain()
        list(tallies(request))
        with django_assert_max_num_queries(15) as asked:
            list(tallies(request))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_names_are_shown_as_text(office, tree):
    one, other = (
        builders.organisation("<script>alert(1)</script>"),
        builders.organisation("<script>alert(1)</script>"),
    )
    duplicates.refresh(timezone.now())
    for address in (
        url("duplicates"),
        url("merge", one.pk, other.pk),
        url("history", one.pk),
        url("completeness"),
    ):
        assert "<script>alert(1)" not in office.get(address).content.decode()
