"""Gunicorn's own log holds nobody's address."""

import logging
from io import StringIO

from gunicorn.config import Config

from portal.serving_log import QuietLogger


def said(*call, exception=False):
    """Return what the log says to a warning, or to an error that is being handled."""
    log = QuietLogger(Config())
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    for old in list(log.error_log.handlers):
        log.error_log.removeHandler(old)
    log.error_log.addHandler(handler)
    (log.exception if exception else log.warning)(*call)
    return stream.getvalue()


def test_a_request_that_is_not_well_formed_leaves_neither_address_nor_words():
    words = said("Invalid request from ip=203.0.113.77: Invalid HTTP request line: '/suche/?q=geheim'")
    assert words == "Invalid request\n"


def test_an_answer_that_breaks_leaves_no_address_of_a_page():
    words = said("Error handling request %s %s", "GET", "/suche/?q=geheim", exception=True)
    assert "Error handling request" in words
    assert "geheim" not in words


def test_other_words_stay():
    assert said("Worker (pid:%s) was sent %s!", 7, "SIGKILL") == "Worker (pid:7) was sent SIGKILL!\n"
