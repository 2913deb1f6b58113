"""What browsers may do with an answer."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]


def policy(response):
    return dict(
        part.strip().split(" ", 1)
        for part in response["Content-Security-Policy"].split(";")
        if " " in part.strip()
    )


def test_public_pages_load_from_here_only_and_run_nothing_inline(client):
    rules = policy(client.get("/test/short/"))
    assert rules["default-src"] == "'none'"
    for kind in (
        "style-src",
        "img-src",
        "font-src",
        "script-src",
        "connect-src",
        "form-action",
        "manifest-src",
    ):
        assert rules[kind] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert rules["frame-ancestors"] == "'self'"
    assert "unsafe" not in str(rules)


def test_no_policy_names_a_host_outside(client):
    for path in ("/test/short/", "/admin/login/", "/media/x.png"):
        assert "http" not in client.get(path)["Content-Security-Policy"]
        assert "*" not in client.get(path)["Content-Security-Policy"]


def test_the_admin_has_a_policy_of_its_own(client):
    rules = policy(client.get("/admin/login/"))
    assert "'unsafe-inline'" in rules["script-src"]
    assert "unsafe-eval" not in str(rules)
    assert rules["frame-src"] == "'self'"


@pytest.mark.parametrize("path", ["/media/bild.svg", "/documents/1/datei.html"])
def test_uploaded_files_run_nothing(client, path):
    assert client.get(path)["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_every_answer_says_the_rest_too(client):
    response = client.get("/test/short/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Referrer-Policy"] == "same-origin"


def test_a_view_may_be_stricter_about_the_referrer(client):
    assert client.get("/test/no-referrer/")["Referrer-Policy"] == "no-referrer"


def test_visitors_get_no_cookie(client, tree):
    client.get("/ueber-uns/")
    client.get("/gibt-es-nicht/")
    assert not client.cookies


def test_only_what_is_made_for_it_stands_in_other_peoples_pages(client):
    for _time in ("made", "kept"):
        framed = client.get("/test/framed/")
        rules = policy(framed)
        assert rules.pop("frame-ancestors") == "*"
        assert not framed.has_header("X-Frame-Options")
        other = client.get("/test/short/")
        assert {name: rule for name, rule in policy(other).items() if name != "frame-ancestors"} == rules
        assert other["X-Frame-Options"] == "SAMEORIGIN"
