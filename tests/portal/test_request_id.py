"""Every request has an id and one line in the log, without personal data."""

import logging

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "portal.access"]


def test_an_answer_names_its_request(client):
    first, second = client.get("/test/short/"), client.get("/test/short/")
    assert len(first["X-Request-ID"]) == 16
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_visitor_cannot_choose_the_id(client):
    assert client.get("/test/short/", headers={"X-Request-ID": "mine"})["X-Request-ID"] != "mine"


def test_the_line_holds_the_route_and_not_what_was_asked(client, caplog):
    with caplog.at_level(logging.INFO, "portal.access"):
        client.get("/test/counted/?q=duldung&ort=08056", REMOTE_ADDR="203.0.113.7")
    (line,) = lines(caplog)
    assert line.startswith("GET counted 200 ")
    assert line.endswith(" ms")
    for secret in ("duldung", "08056", "203.0.113.7", "/test/"):
        assert secret not in line


def test_the_token_of_a_signed_link_reaches_no_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/test/withdraw/geheim-abc/")
    assert "withdraw 410" in " ".join(lines(caplog))
    assert "geheim-abc" not in caplog.text


def test_a_failure_is_logged_with_its_route(client, caplog):
    client.raise_request_exception = False
    assert client.get("/test/broken/?ort=08056").status_code == 500
    assert any(line.startswith("GET broken 500 ") for line in lines(caplog))


def test_a_page_is_named_by_its_type(client, tree, caplog):
    with caplog.at_level(logging.INFO, "portal.access"):
        client.get("/ueber-uns/")
        client.get("/ueber-uns/")
    assert [line.split(" ms")[0].rsplit(" ", 1)[0] for line in lines(caplog)] == [
        "GET portal.StandardPage 200",
        "GET portal.StandardPage kept 200",
    ]
