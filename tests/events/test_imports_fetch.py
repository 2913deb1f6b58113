"""A calendar as servers send it, honest ones and others: what is taken, and what is said of everything else."""

import gzip
import socket
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.test import override_settings

from events.imports.answers import wait_asked_for
from events.imports.fetch import NotModified, fetch
from events.imports.pinned import system_resolver
from events.imports.public_addresses import is_public
from events.imports.troubles import FeedRefused, FetchFailed, Trouble
from tests.events.feed_server import (
    CALENDAR,
    FEED,
    HERE,
    OVER_HTTP,
    SECRET,
    answer,
    chunked,
    failure,
    says,
)

NOW = datetime(2026, 3, 27, 18, tzinfo=UTC)


def test_a_calendar_is_fetched(internet):
    internet.serve(
        says(
            answer(Content_Type="text/calendar; charset=UTF-8", ETag='"1"', Last_Modified="Fri, 27 Mar 2026")
        )
    )
    fetched = internet.fetch(f"http://{FEED}:80/Grüne.ics?ical=1#x")
    assert fetched.body == CALENDAR
    assert str(fetched.url) == f"http://{FEED}/Gr%C3%BCne.ics?ical=1"
    assert (fetched.charset, fetched.etag, fetched.last_modified) == ("utf-8", '"1"', "Fri, 27 Mar 2026")
    assert internet.looked_up == [FEED]
    assert internet.dialled == [(HERE, 80)]


@override_settings(WAGTAIL_SITE_NAME="Bündnisportal Süd", WAGTAILADMIN_BASE_URL="https://portal.example.org")
def test_the_portal_says_who_asks_and_nothing_else(internet):
    internet.serve(says(answer()))
    internet.fetch()
    line, *headers = internet.asked[0].strip().split("\r\n")
    assert line == "GET /t.ics HTTP/1.1"
    assert dict(header.split(": ", 1) for header in headers) == {
        "Host": FEED,
        "User-Agent": "buendnisportal-sued/1.0 (calendar import; +https://portal.example.org)",
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


@pytest.mark.parametrize(
    "sent",
    [
        answer(length=None),
        answer(b"\xef\xbb\xbf\r\n \t" + CALENDAR),
        answer(CALENDAR.lower()),
        answer(CALENDAR + b"<!-- cached -->\n"),
        answer(CALENDAR.replace(b"\r\n", b"\n").rstrip()),
        answer(CALENDAR.replace(b"\r\n", b"\r")),
        answer(CALENDAR * 2),
        answer(Content_Type="text/html"),
        answer(Content_Encoding="identity"),
        answer(gzip.compress(CALENDAR, mtime=0), Content_Encoding="gzip"),
        answer(gzip.compress(CALENDAR, mtime=0) + b"\0\0\0", Content_Encoding="GZip"),
        answer(zlib.compress(CALENDAR), Content_Encoding="deflate"),
        answer(zlib.compress(CALENDAR, wbits=-15), Content_Encoding="deflate"),
        chunked(CALENDAR),
        chunked(*(bytes([byte]) for byte in CALENDAR)),
        chunked(*(bytes([byte]) for byte in gzip.compress(CALENDAR, mtime=0)), Content_Encoding="gzip"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
        b"HTTP/1.0 200 OK\r\n\r\n" + CALENDAR,
    ],
)
def test_a_calendar_comes_in_every_honest_form(internet, sent):
    internet.serve(says(sent))
    assert internet.fetch().body.strip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "sent",
    [
        answer(length=len(CALENDAR) + 1),
        answer(length=2_000_000),
        answer(CALENDAR[:40], length=None),
        answer(CALENDAR[:-4], length=None),
        answer(CALENDAR + CALENDAR[:40]),
        answer(b"BEGIN:VCALENDAR\r\nX-A:\r\n END:VCALENDAR\r\n"),
        answer(b"BEGIN:VCALENDAR"),
        chunked(CALENDAR)[:-5],
        chunked(CALENDAR)[:-12],
        answer(length=None, Transfer_Encoding="chunked").replace(CALENDAR, b"ffffffff\r\n" + CALENDAR),
        answer(gzip.compress(CALENDAR, mtime=0)[:-1], Content_Encoding="gzip"),
        answer(gzip.compress(CALENDAR, mtime=0)[:30], Content_Encoding="gzip"),
        answer(zlib.compress(CALENDAR, wbits=-15)[:-2], Content_Encoding="deflate"),
    ],
)
def test_what_breaks_off_is_never_a_complete_calendar(internet, sent):
    internet.serve(says(sent))
    assert failure(internet) == Trouble.INCOMPLETE


def test_a_line_that_is_cut_is_no_end(internet):
    def cut(visitor: socket.socket, _question: str) -> None:
        visitor.sendall(answer(length=None))
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        time.sleep(0.1)
        visitor.close()

    internet.serve(cut)
    assert failure(internet) == Trouble.INCOMPLETE


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\xef\xbb\xbf \r\n", Trouble.EMPTY),
        (b"<!DOCTYPE html><title>BEGIN:VCALENDAR</title>", Trouble.WEB_PAGE),
        (b"\n<!-- x --><html lang='de'>", Trouble.WEB_PAGE),
        (b"<?xml version='1.0'?><rss/>", Trouble.NO_CALENDAR),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", Trouble.NO_CALENDAR),
        (b'{"access_key": "canary-7c1f"}', Trouble.NO_CALENDAR),
        (SECRET, Trouble.NO_CALENDAR),
        (CALENDAR.decode().encode("utf-16"), Trouble.NO_CALENDAR),
        (gzip.compress(CALENDAR, mtime=0), Trouble.NO_CALENDAR),
    ],
)
def test_what_is_no_calendar_is_named(internet, body, trouble):
    internet.serve(says(answer(body, Content_Type="text/calendar")))
    assert failure(internet) == trouble


@pytest.mark.parametrize(
    "sent",
    [
        SECRET,
        b"HTTP/1.1 canary-7c1f\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: canary-7c1f\r\n" * 101 + b"\r\n",
        answer(SECRET, "500 canary-7c1f"),
        answer(SECRET, "418 canary-7c1f"),
        answer(SECRET, Content_Encoding="br"),
        answer(SECRET, Content_Encoding="gzip"),
        answer(SECRET, Content_Encoding="gzip, gzip"),
        answer(b"-5\r\n" + SECRET, length=None, Transfer_Encoding="chunked"),
        answer(SECRET, "302 Found", Location="https://canary-7c1f/"),
        answer(SECRET, "302 Found"),
        answer(SECRET, "304 Not Modified"),
        answer(SECRET, "206 Partial Content"),
        answer(SECRET),
    ],
)
def test_nothing_that_a_site_sent_is_repeated(internet, sent):
    internet.serve(says(sent))
    with pytest.raises((FeedRefused, FetchFailed)) as raised:
        internet.fetch(f"http://{FEED}/private-7c1f?token=7c1f")
    told = f"{raised.value} {raised.value!r} {raised.value.__cause__!r}"
    assert "7c1f" not in told
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize(
    ("status", "error", "trouble"),
    [
        ("401 Unauthorized", FeedRefused, Trouble.LOGIN),
        ("407 Proxy Authentication Required", FeedRefused, Trouble.LOGIN),
        ("410 Gone", FeedRefused, Trouble.GONE),
        ("403 Forbidden", FetchFailed, Trouble.FORBIDDEN),
        ("404 Not Found", FetchFailed, Trouble.NOT_FOUND),
        ("429 Too Many Requests", FetchFailed, Trouble.BUSY),
        ("500 Internal Server Error", FetchFailed, Trouble.SERVER_ERROR),
        ("503 Service Unavailable", FetchFailed, Trouble.SERVER_ERROR),
        ("204 No Content", FetchFailed, Trouble.ODD_ANSWER),
        ("206 Partial Content", FetchFailed, Trouble.ODD_ANSWER),
        ("304 Not Modified", FetchFailed, Trouble.ODD_ANSWER),
        ("300 Multiple Choices", FetchFailed, Trouble.ODD_ANSWER),
        ("400 Bad Request", FetchFailed, Trouble.ODD_ANSWER),
        ("101 Switching Protocols", FetchFailed, Trouble.ODD_ANSWER),
    ],
)
def test_a_status_says_whether_it_is_worth_another_try(internet, status, error, trouble):
    internet.serve(says(answer(CALENDAR, status, Retry_After="120")))
    with pytest.raises(error) as raised:
        internet.fetch()
    assert raised.value.trouble == trouble
    assert raised.value.detail == status[:3]
    if error is FetchFailed:
        assert raised.value.retry_after == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        (format_datetime(NOW + timedelta(hours=3), usegmt=True), timedelta(hours=3)),
        ("Fri, 27 Mar 2026 19:00:00 -0000", timedelta(hours=1)),
        ("99999999", timedelta(days=1)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=1)),
        (format_datetime(NOW - timedelta(hours=3), usegmt=True), None),
        ("9" * 5000, None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("Fri, 99 Mar 2026 19:00:00 GMT", None),
        ("", None),
    ],
)
def test_how_long_a_site_wants_to_rest(value, wait):
    assert wait_asked_for(value, NOW) == wait


def test_an_unchanged_calendar_is_not_sent_again(internet):
    internet.serve(says(answer(b"", "304 Not Modified")))
    answered = internet.fetch(etag='W/"1"', last_modified="Fri, 27 Mar 2026 18:00:00 GMT")
    assert isinstance(answered, NotModified)
    assert 'If-None-Match: W/"1"\r\n' in internet.asked[0]
    assert "If-Modified-Since: Fri, 27 Mar 2026 18:00:00 GMT\r\n" in internet.asked[0]


def test_a_validator_that_smuggles_is_neither_kept_nor_sent(internet):
    internet.serve(says(answer(ETag='"' + "a" * 600 + '"', Last_Modified="\xe4")))
    fetched = internet.fetch(etag='"1"\r\nHost: 127.0.0.1', last_modified="ä")
    assert (fetched.etag, fetched.last_modified) == ("", "")
    assert "If-" not in internet.asked[0]


def test_the_way_out_of_the_process_is_strict_by_itself():
    for url in ("https://127.0.0.1/", "https://localhost/"):
        with pytest.raises(FeedRefused):
            fetch(url, limits=OVER_HTTP)
    with pytest.raises(FeedRefused) as refused:
        fetch("https://feed.example.org/", resolver=lambda _host, _port: ["127.0.0.1"])
    assert refused.value.trouble == Trouble.NOT_PUBLIC


def test_the_resolver_of_the_system_gives_every_number_of_a_name():
    assert system_resolver("127.0.0.1", 443) == ["127.0.0.1"]
    assert not any(is_public(address) for address in system_resolver("localhost", 443))
