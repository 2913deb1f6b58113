"""What a foreign page or a forged address gets a member's browser to do: nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.editing.date_words_form import DateWordsForm
from events.models import ChangedDate, Event
from network.models import ActorLink
from portal.signed_link_view import SignedLinkView
from tests.access.houses import page_form

SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "//example.org/x",
)


def patterns(found: list, space: str = "") -> list:
    """Return every view with the name of its address."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", one


def test_no_view_of_the_admin_takes_forms_without_a_token():
    found = {
        name
        for name, one in patterns(get_resolver().url_patterns)
        if getattr(one.callback, "csrf_exempt", False)
    }
    # The door reads nothing of what is sent, pages take nothing; the API reads only, and asks whoever is signed in
    # for the token itself.
    found = {
        name
        for name in found
        if name not in {"wagtailcore_login", "wagtail_serve"} and not name.startswith("wagtailadmin_api:")
    }
    assert "relay" in found
    assert not [
        name for name in found if name.startswith(("wagtail", "event_queue", "register_care", "signup_admin"))
    ]


def test_every_signed_link_takes_its_button_without_a_cookie():
    """Whoever opens a mail has none; the token in the address is the right."""
    links = {
        name: one.callback
        for name, one in patterns(get_resolver().url_patterns)
        if issubclass(getattr(one.callback, "view_class", object), SignedLinkView)
    }
    assert {"account_invitation", "account_use_link", "moderation_link"} <= set(links)
    assert [name for name, view in links.items() if not getattr(view, "csrf_exempt", False)] == []


@pytest.mark.django_db
def test_a_form_without_a_token_changes_nothing(ours):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ours.person)
    url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
    assert browser.post(url, page_form(summary="Fremde Worte.")).status_code == 403
    ours.page.refresh_from_db()
    assert ours.page.latest_revision is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["https://boese.example/", "//boese.example/", "/\\boese.example", "javascript:x"]
)
def test_nobody_is_sent_elsewhere_after_a_form(client, ours, target):
    client.force_login(ours.person)
    for url, data in (
        (reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), page_form(summary="Worte.")),
        (reverse("wagtailadmin_pages:unpublish", args=[ours.page.pk]), {}),
        (reverse("wagtailimages:delete", args=[ours.image().pk]), {}),
    ):
        answer = client.post(f"{url}?next={target}", {**data, "next": target})
        assert answer.status_code in {302, 404}
        assert "boese" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("address", SCHEMES)
def test_no_field_for_addresses_takes_anything_but_the_web(address):
    """Fields of what members write: an organisation's links, and those of dates."""
    fields = [
        field
        for model in (ActorLink, Event, ChangedDate)
        for field in model._meta.get_fields()
        if is_address(field)
    ]
    assert len(fields) == 4
    for field in fields:
        assert is_refused(field, address), field
    if not address.startswith("//"):  # which this form takes for a web address without its beginning
        with pytest.raises(ValidationError):
            DateWordsForm.base_fields["online_url"].clean(address)


def is_address(field) -> bool:
    """Return whether a field holds an address."""
    return isinstance(field, URLField)


def is_refused(field, address: str) -> bool:
    """Return whether a field, or its row, says no to an address."""
    row = field.model(**{field.name: address})
    for check in (lambda: field.clean(address, row), row.clean):
        try:
            check()
        except ValidationError as error:
            return not hasattr(error, "error_dict") or field.name in error.error_dict
    return False
