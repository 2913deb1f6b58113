"""What people see where something is missing or broke."""

import re

import pytest
from django.db import OperationalError, connection
from django.template import TemplateDoesNotExist
from django.test import Client

from portal.models import PortalSettings
from portal.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]


def test_an_address_that_leads_nowhere_shows_the_menu(client, tree):
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert response.context["meta"].robots == "noindex"
    assert response.context["portal"].home_url == "/"


def test_it_speaks_the_language_of_the_address(client, tree):
    response = client.get("/en/nothing-here/")
    assert response.status_code == 404
    assert b'lang="en"' in response.content


@pytest.mark.parametrize(
    "path", ["/%00/", "/%ff/", "/a%0Ab/", "/" + "a" * 3000 + "/", "/initiativen/%ed%a0%80/"]
)
def test_hostile_addresses_are_not_found(client, tree, path):
    assert client.get(path).status_code in {301, 404}


def test_our_own_mistake_shows_a_page_and_tells_nothing(client):
    client.raise_request_exception = False
    response = client.get("/test/broken/")
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    for secret in (b"Frau Beispiel", b"RuntimeError", b"Traceback"):
        assert secret not in response.content
    assert "Content-Security-Policy" in response


def test_the_page_needs_no_database(client, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    client.raise_request_exception = False
    for path in ("/ueber-uns/", "/en/", "/test/broken/"):
        response = client.get(path)
        assert response.status_code == 500
        assert b"<h1>" in response.content


def test_the_way_out_is_there_without_settings():
    link = f'<a class="exit" href="{PortalSettings().quick_exit_url}" rel="noreferrer nofollow" data-exit>'
    text = errors.loader.get_template("500.html").render()
    assert link in text
    assert re.search(r'<script type="module" src="[^"]+portal/js/exit\.js">', text)


def test_the_last_words_need_no_template(rf, monkeypatch):
    def gone(name):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(errors.loader, "get_template", gone)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"nicht geklappt" in response.content


def test_a_form_that_comes_with_the_token_of_before_signing_in_anew_is_told_what_to_do(tree):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/konto/anmelden/", {"email": "ada@example.org", "password": "x"})
    assert response.status_code == 403
    words = response.content.decode()
    assert "Nichts wurde geändert." in words
    assert "CSRF" not in words
