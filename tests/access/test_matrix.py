"""Role by address: who is let in, what the answer tells, what a request changes; over every address there is.

Addresses come from the URL configuration, so a view without a line fails. A line names who reaches it with one
organisation's things in the place of numbers: - anonymous, a the steward of another one, b their own steward,
e editors, o the office, s superusers. A view that is reached lists only what its reader may see.
"""

from collections import defaultdict

import pytest
from django.apps import apps
from django.test import Client

from portal.accounts.models import MailWish, SignIn, Throttle
from tests.access import world as worlds
from tests.access.addresses import Route, paths, routes
from tests.access.matrix_lines import LINES

pytestmark = pytest.mark.django_db

ROLES = "-abeos"
# Nobody asks these: the one ends the session, the other fails on purpose.
NOT_ASKED = {"wagtailadmin_logout", "account_logout", "wagtailadmin_error_test"}
LOGIN = ("/konto/anmelden/", "/admin/login/")
# What one's own account leaves behind: devices, tries, mails asked for.
OWN = {MailWish, SignIn, Throttle}
# Defects that show nothing: Wagtail's form without its only field, its list of pages of a type with our columns.
BROKEN_UPSTREAM = {
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
}


@pytest.fixture
def world() -> worlds.World:
    """Return the two organisations with everything they have."""
    return worlds.build()


@pytest.fixture(scope="module")
def asked() -> list[Route]:
    """Return every route that is asked."""
    return [route for route in routes() if route.name not in NOT_ASKED]


def signed_in(world: worlds.World, role: str) -> Client:
    """Return the browser of a role, in which a failing view is an answer."""
    client = Client(raise_request_exception=False)
    if world.people[role] is not None:
        client.force_login(world.people[role])
    return client


def lets_in(response) -> bool:
    """Return whether an answer is more than a refusal; a method that is not served says nothing."""
    if response.status_code in {301, 302}:
        target = response["Location"]
        return target != "/admin/" and not target.startswith(LOGIN)
    return response.status_code not in {401, 403, 404, 405}


def text_of(response) -> str:
    """Return the body of an answer."""
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return response.content.decode("utf-8", "replace")


def leaked(response, path: str) -> list[str]:
    """Return the secrets that an answer tells, those aside that were asked with."""
    target = response.headers.get("Location", "")
    return [secret for secret in worlds.secrets_in(text_of(response) + target) if secret not in path.lower()]


def test_every_view_has_a_line_and_every_line_a_view(asked):
    names = {route.name for route in asked}
    assert names - LINES.keys() == set()
    assert LINES.keys() - names == set()


@pytest.mark.parametrize("role", ROLES)
def test_who_is_let_in_and_told_what(world, asked, role):
    client = signed_in(world, role)
    reached: dict[str, set[bool]] = defaultdict(set)
    told, broken = [], []
    for route in asked:
        tried = paths(route, world)
        for path in tried if role in "-ab" else tried[:1]:
            response = client.get(path)
            if response.status_code != 405:  # Wagtail 8 answers some views to POST alone
                reached[route.name].add(lets_in(response))
            if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                broken.append(path)
            if role in "-a" and (secrets := leaked(response, path)):
                told.append((path, response.status_code, secrets))
    wrong = {name: True in seen for name, seen in reached.items() if (True in seen) != (role in LINES[name])}
    assert not broken
    assert not told
    assert not wrong, sorted(wrong.items())


@pytest.mark.parametrize("role", ["-", "a"])
def test_nobody_changes_anything_of_others_by_asking(world, asked, role):
    models = [model for model in apps.get_models() if model._meta.managed and model not in OWN]
    before = worlds.state(models)
    client = signed_in(world, role)
    changed, told, broken = [], [], []
    for route in asked:
        for path in paths(route, world):
            if "id=all" in path:  # all of one's own: see test_uploads
                continue
            for data in ({}, {"action-publish": "1", "title": "Übernommen", "confirm": "1"}):
                response = client.post(path, data)
                if response.status_code >= 500 and route.name not in BROKEN_UPSTREAM:
                    broken.append(path)
                if secrets := leaked(response, path):
                    told.append((path, response.status_code, secrets))
        after = worlds.state(models)
        if different := [label for label in after if after[label] != before[label]]:
            changed.append((route.name, different))
            before = after
    assert not broken
    assert not told
    assert not changed
    assert SignIn.objects.filter(pk=world.rows["sign_in"].pk).exists()
