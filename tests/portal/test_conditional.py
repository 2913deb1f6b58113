"""Answers that a browser asks for again."""

import gzip

import pytest

from portal.http.conditional import accepts_gzip, compressed, etag_of
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_an_anonymous_answer_may_be_kept_but_is_asked_for_each_time(client):
    response = client.get("/test/short/")
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"] == etag_of(b"kurz")
    assert "Cookie" not in response.get("Vary", "")


def test_a_browser_that_has_it_gets_an_empty_304(client):
    etag = client.get("/test/short/")["ETag"]
    answer = client.get("/test/short/", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag
    assert answer["Cache-Control"] == "no-cache"


def test_a_weakened_etag_still_matches(client):
    etag = client.get("/test/short/")["ETag"]
    assert client.get("/test/short/", headers={"If-None-Match": f"W/{etag}"}).status_code == 304


def test_another_text_is_sent_whole(client):
    assert client.get("/test/short/", headers={"If-None-Match": '"other"'}).content == b"kurz"


def test_text_is_compressed_for_those_who_read_it(client):
    response = client.get("/test/counted/", headers=GZIP)
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"<p>")
    assert int(response["Content-Length"]) == len(response.content) < 500
    assert "Accept-Encoding" in response["Vary"]


def test_the_compressed_form_has_an_etag_of_its_own(client):
    packed, plain = client.get("/test/counted/", headers=GZIP), client.get("/test/counted/")
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in plain["Vary"]
    assert client.get("/test/counted/", headers={**GZIP, "If-None-Match": packed["ETag"]}).status_code == 304
    assert client.get("/test/counted/", headers={"If-None-Match": packed["ETag"]}).status_code == 200


def test_short_answers_are_not_worth_it(client):
    assert "Content-Encoding" not in client.get("/test/short/", headers=GZIP)


def test_answers_to_signed_in_people_are_neither_compressed_nor_kept(client):
    client.force_login(builders.user())
    response = client.get("/test/counted/", headers=GZIP)
    assert "Content-Encoding" not in response
    assert "ETag" not in response
    assert response["Cache-Control"] == "private, no-store"


def test_what_must_not_be_stored_has_no_etag(client):
    response = client.get("/test/no-store/")
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"


def test_streams_and_errors_pass_untouched(client):
    assert b"".join(client.get("/test/streamed/").streaming_content) == b"ab"
    missing = client.get("/test/missing/")
    assert missing.status_code == 404
    assert "ETag" not in missing


def test_the_same_body_packs_to_the_same_bytes():
    assert compressed(b"x" * 1000) == compressed(b"x" * 1000)


@pytest.mark.parametrize(
    ("header", "ok"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("gzip;q=0.001", True),
        ("*", True),
        ("", False),
        ("identity", False),
        ("x-notgzip", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
    ],
)
def test_only_who_takes_gzip_gets_it(header, ok):
    assert accepts_gzip(header) == ok


def test_a_304_keeps_what_the_answer_said_of_itself(client):
    first = client.get("/test/open/")
    again = client.get("/test/open/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again["Referrer-Policy"] == "no-referrer"
    assert not again.has_header("Content-Type")
