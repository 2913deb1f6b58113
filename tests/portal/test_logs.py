"""Log lines follow a request and hold nothing personal."""

import logging

from django.urls import resolve

from portal import logs


def record(request, *args, message="%s: %s"):
    made = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, None)
    made.request = request
    return made


def test_a_record_outside_of_a_request_has_a_dash():
    made = logging.LogRecord("x", logging.INFO, "", 0, "message", (), None)
    assert logs.RequestIdFilter().filter(made)
    assert logs.LineFormatter().format(made).endswith("INFO x - message")


def test_a_record_of_a_request_has_its_id():
    token = logs.request_id.set("abc123")
    made = logging.LogRecord("x", logging.INFO, "", 0, "message", (), None)
    logs.RequestIdFilter().filter(made)
    logs.request_id.reset(token)
    assert " abc123 " in logs.LineFormatter().format(made)


def test_the_path_of_a_failed_request_is_replaced_by_its_route(rf):
    request = rf.get("/robots.txt")
    request.resolver_match = resolve("/robots.txt")
    made = record(request, "Internal Server Error", "/robots.txt")
    logs.QuietPathFilter().filter(made)
    assert made.getMessage() == "Internal Server Error: robots"


def test_the_path_of_a_refused_form_is_replaced_although_nothing_was_resolved(rf):
    made = record(rf.post("/rueckzug/geheim/"), "CSRF cookie not set.", "/rueckzug/geheim/")
    logs.QuietPathFilter().filter(made)
    assert "geheim" not in made.getMessage()


def test_other_records_stay_as_they_are():
    made = logging.LogRecord("x", logging.INFO, "", 0, "%(a)s", ({"a": 1},), None)
    logs.QuietPathFilter().filter(made)
    assert made.getMessage() == "1"
