"""Feeds are fetched from real servers, honest ones and others, without ever leaving the public internet."""

import gzip
import itertools
import socket
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from shutil import which

import pytest
from django.test import override_settings

from events.imports.answers import wait_asked_for
from events.imports.fetch import Fetched, Limits, NotModified, fetch
from events.imports.pinned import system_resolver
from events.imports.public_addresses import is_public
from events.imports.troubles import FeedRefused, FetchFailed, Trouble
from tests.events.feed_server import (
    CALENDAR,
    FEED,
    HERE,
    IMPATIENT,
    OVER_HTTP,
    Authority,
    Internet,
    answer,
    chunked,
    says,
    small_internet,
)

NOW = datetime(2026, 3, 27, 18, tzinfo=UTC)
SECRET = b"BEGIN:VCARD canary-7c1f"


@pytest.fixture
def internet() -> Iterator[Internet]:
    """Give an internet of one's own."""
    with small_internet() as made:
        yield made


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give an authority for certificates."""
    if which("openssl") is None:
        pytest.skip("openssl is missing: NO certificate is checked by these tests")
    return Authority(tmp_path_factory.mktemp("authority"))


def refusal(internet, **options) -> Trouble:
    """Return why a feed is refused."""
    with pytest.raises(FeedRefused) as refused:
        internet.fetch(**options)
    return refused.value.trouble


def failure(internet, **options) -> Trouble:
    """Return why a feed could not be fetched."""
    with pytest.raises(FetchFailed) as failed:
        internet.fetch(**options)
    return failed.value.trouble


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
        answer(gzip.compress(CALENDAR), Content_Encoding="gzip"),
        answer(gzip.compress(CALENDAR) + b"\0\0\0", Content_Encoding="GZip"),
        answer(zlib.compress(CALENDAR), Content_Encoding="deflate"),
        answer(zlib.compress(CALENDAR, wbits=-15), Content_Encoding="deflate"),
        chunked(CALENDAR),
        chunked(*(bytes([byte]) for byte in CALENDAR)),
        chunked(*(bytes([byte]) for byte in gzip.compress(CALENDAR)), Content_Encoding="gzip"),
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
        answer(gzip.compress(CALENDAR)[:-1], Content_Encoding="gzip"),
        answer(gzip.compress(CALENDAR)[:30], Content_Encoding="gzip"),
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
        (gzip.compress(CALENDAR), Trouble.NO_CALENDAR),
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


def test_a_redirect_on_the_same_site_keeps_the_validators(internet):
    internet.serve(says(answer(b"", "301 Moved Permanently", Location="/b.ics?é"), answer(ETag='"2"')))
    fetched = internet.fetch(etag='"1"')
    assert str(fetched.url) == f"http://{FEED}/b.ics?%C3%A9"
    assert fetched.etag == '"2"'
    assert all('If-None-Match: "1"' in question for question in internet.asked)


def test_another_site_learns_no_validators_and_gives_none(internet):
    internet.serve(says(answer(b"", "302 Found", Location="http://other.example.org/b.ics")))
    internet.serve(says(answer(ETag='"2"', Last_Modified="x")), "other.example.org", "8.8.8.8")
    fetched = internet.fetch(etag='"1"')
    assert (fetched.body, fetched.etag, fetched.last_modified) == (CALENDAR, "", "")
    assert ["If-None-Match" in question for question in internet.asked] == [True, False]
    assert "Host: other.example.org\r\n" in internet.asked[1]


@pytest.mark.parametrize(("hops", "arrives"), [(3, True), (4, False)])
def test_a_site_may_send_us_on_three_times(internet, hops, arrives):
    moved = [answer(b"", f"{status} x", Location="/on") for status in (301, 303, 307, 308)[:hops]]
    internet.serve(says(*moved, answer()))
    if arrives:
        assert isinstance(internet.fetch(), Fetched)
    else:
        assert failure(internet) == Trouble.IN_CIRCLES
        assert len(internet.asked) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.7/",
        "http://metadata.google.internal/",
        "http://2130706433/",
        "http://localhost:9200/",
        "//user@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
    ],
)
def test_no_redirect_leads_inside(internet, location):
    internet.serve(says(answer(b"", "302 Found", Location=location)))
    assert refusal(internet) == Trouble.SENT_ASTRAY
    assert internet.dialled == [(HERE, 80)]


@pytest.mark.parametrize(
    "inner", ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "169.254.169.254", "fe80::1%2"]
)
def test_no_name_leads_inside_neither_at_once_nor_by_a_redirect(internet, inner):
    internet.serve(says(answer(SECRET)), "inner.example.org", inner)
    assert refusal(internet, url="http://inner.example.org/") == Trouble.NOT_PUBLIC
    internet.serve(says(answer(b"", "302 Found", Location="http://inner.example.org/")))
    assert refusal(internet) == Trouble.NOT_PUBLIC
    assert internet.dialled == [(HERE, 80)]


def test_a_name_with_one_number_inside_is_refused(internet):
    internet.serve(says(answer()))
    internet.names[FEED] = [[HERE, "10.0.0.7"]]
    assert refusal(internet) == Trouble.NOT_PUBLIC
    assert internet.dialled == []


def test_a_name_is_looked_up_once_for_each_question(internet):
    internet.serve(says(answer()))
    internet.serve(says(answer(SECRET)), "inner.example.org", "127.0.0.1")
    internet.names[FEED] = [[HERE], ["127.0.0.1"]]
    assert isinstance(internet.fetch(), Fetched)
    assert internet.looked_up == [FEED]
    assert internet.dialled == [(HERE, 80)]
    assert refusal(internet) == Trouble.NOT_PUBLIC
    assert internet.dialled == [(HERE, 80)]


def test_the_second_lookup_of_a_redirect_is_checked_as_well(internet):
    internet.serve(says(answer(b"", "302 Found", Location="/b.ics"), answer()))
    internet.names[FEED] = [[HERE], ["127.0.0.1"]]
    assert refusal(internet) == Trouble.NOT_PUBLIC


def test_the_next_number_is_tried_where_one_is_silent(internet):
    internet.serve(says(answer()))
    internet.names[FEED] = [["2606:4700::1111", HERE]]
    assert isinstance(internet.fetch(), Fetched)
    assert internet.dialled == [("2606:4700::1111", 80), (HERE, 80)]


def test_no_proxy_of_the_environment_is_asked(internet, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    internet.serve(says(answer()))
    assert isinstance(internet.fetch(), Fetched)


def test_a_name_that_does_not_exist_is_tried_again(internet):
    assert failure(internet) == Trouble.UNKNOWN_NAME


def test_a_site_that_is_down_is_tried_again(internet):
    internet.names[FEED] = [[HERE]]
    assert failure(internet) == Trouble.UNREACHABLE


def test_a_site_that_hangs_up_is_tried_again(internet):
    internet.serve(lambda _visitor, _question: None)
    assert failure(internet) == Trouble.UNREACHABLE


def test_a_refused_address_asks_nobody(internet):
    assert refusal(internet, limits=Limits()) == Trouble.UNENCRYPTED
    assert internet.looked_up == []


def trickle(sent: bytes, pause: float = 0.05):
    """Return a server that gives byte after byte."""

    def behave(visitor: socket.socket, _question: str) -> None:
        for byte in sent:
            visitor.sendall(bytes([byte]))
            time.sleep(pause)

    return behave


def forever(head: bytes, piece: bytes):
    """Return a server that never comes to an end."""

    def behave(visitor: socket.socket, _question: str) -> None:
        visitor.sendall(head)
        for _again in itertools.count():
            visitor.sendall(piece)

    return behave


@pytest.mark.parametrize(
    "behaviour",
    [
        trickle(answer()),
        trickle(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90),
        lambda visitor, _question: visitor.sendall(answer()[:90]) or time.sleep(3),
        lambda visitor, _question: time.sleep(3),
    ],
    ids=["trickle", "headers", "half", "silence"],
)
def test_the_deadline_holds_whatever_a_server_does(internet, behaviour):
    internet.serve(behaviour)
    begin = time.monotonic()
    assert failure(internet, limits=IMPATIENT) == Trouble.SLOW
    assert time.monotonic() - begin < 1.5


def test_the_deadline_is_one_for_all_redirects(internet):
    def slowly(visitor: socket.socket, _question: str) -> None:
        time.sleep(0.3)
        visitor.sendall(answer(b"", "302 Found", Location="/on"))

    internet.serve(slowly)
    begin = time.monotonic()
    assert failure(internet, limits=IMPATIENT) == Trouble.SLOW
    assert time.monotonic() - begin < 1.5


def test_the_deadline_holds_for_names_and_for_connecting(internet):
    def slow_resolver(_host: str, _port: int) -> list[str]:
        time.sleep(3)
        return [HERE]

    waits = []

    def deaf(_address: str, _port: int, seconds: float) -> socket.socket:
        waits.append(seconds)
        time.sleep(seconds)
        raise TimeoutError

    begin = time.monotonic()
    with pytest.raises(FetchFailed) as failed:
        fetch(f"http://{FEED}/", limits=IMPATIENT, resolver=slow_resolver)
    assert failed.value.trouble == Trouble.SLOW
    with pytest.raises(FetchFailed) as failed:
        many = [f"8.8.8.{last}" for last in range(40)]
        fetch(f"http://{FEED}/", limits=IMPATIENT, resolver=lambda _host, _port: many, connect=deaf)
    assert failed.value.trouble == Trouble.UNREACHABLE
    assert time.monotonic() - begin < 2
    assert len(waits) == 4


def test_connecting_takes_no_longer_than_everything_may(internet):
    waits = []

    def deaf(_address: str, _port: int, seconds: float) -> socket.socket:
        waits.append(seconds)
        raise TimeoutError

    with pytest.raises(FetchFailed):
        limits = Limits(connect_seconds=5, total_seconds=1)
        fetch(f"https://{FEED}/", limits=limits, resolver=lambda _host, _port: [HERE], connect=deaf)
    assert 0 < waits[0] <= 1


def test_what_is_announced_as_too_large_is_not_waited_for(internet):
    def announce(visitor: socket.socket, _question: str) -> None:
        visitor.sendall(answer(b"BEGIN:VCALENDAR", length=2_000_001))
        time.sleep(3)

    internet.serve(announce)
    assert refusal(internet) == Trouble.TOO_LARGE


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LONG_LINE = b"X-A:" + b"y" * 60_000 + b"\r\n"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (HEAD + b"\r\nBEGIN:VCALENDAR\r\n", LONG_LINE),
        (HEAD + b"Content-Length: 99999999999\r\n\r\nBEGIN:VCALENDAR\r\n", LONG_LINE),
        (CHUNKED + b"fffffffffff\r\n", LONG_LINE),
        (CHUNKED, b"1\r\nx\r\n" * 1000),
        (CHUNKED + b"-1\r\n", LONG_LINE),
        (CHUNKED + b"0\r\n", LONG_LINE),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (HEAD, LONG_LINE),
    ],
    ids=[
        "until close",
        "announced",
        "one chunk",
        "tiny chunks",
        "negative",
        "trailers",
        "continue",
        "headers",
    ],
)
def test_what_never_ends_is_cut_off_in_time_and_memory(internet, head, piece):
    internet.serve(forever(head, piece))
    begin = time.monotonic()
    assert refusal(internet) == Trouble.TOO_LARGE
    assert time.monotonic() - begin < 5


def test_headers_without_end_are_cut_off(internet):
    internet.serve(forever(HEAD, b"X: y\r\n"))
    assert failure(internet) == Trouble.ODD_ANSWER
    internet.serve(forever(HEAD + b"X: ", b"y" * 10_000), "long.example.org", "8.8.8.8")
    assert failure(internet, url="http://long.example.org/") == Trouble.ODD_ANSWER


@pytest.mark.parametrize(
    ("options", "pack"),
    [({}, bytes), ({"length": None}, bytes), ({"Content_Encoding": "gzip"}, gzip.compress)],
    ids=["announced", "until close", "packed"],
)
def test_exactly_the_limit_is_taken(internet, options, pack):
    largest = CALENDAR + b"\n" * 1000
    limits = Limits(allow_http=True, most_bytes=len(largest))
    internet.serve(says(answer(pack(largest), **options), answer(pack(largest + b"\n"), **options)))
    assert internet.fetch(limits=limits).body == largest
    assert refusal(internet, limits=limits) == Trouble.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_never_unpacked(internet, coding):
    packer = zlib.compressobj(9, wbits=31 if coding == "gzip" else -15)
    million = CALENDAR + b" " * 1_000_000
    bomb = b"".join(packer.compress(million) for _time in range(500)) + packer.flush()
    assert len(bomb) < 2_000_000
    internet.serve(says(answer(bomb, Content_Encoding=coding)))
    tracemalloc.start()
    try:
        assert refusal(internet) == Trouble.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_packed_nothing_without_end_is_cut_off(internet):
    packer = zlib.compressobj(wbits=31)
    begin = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    nothing = packer.flush(zlib.Z_FULL_FLUSH) or b"\0\0\0\xff\xff"
    internet.serve(forever(HEAD + b"Content-Encoding: gzip\r\n\r\n" + begin, nothing * 1000))
    assert refusal(internet) == Trouble.TOO_LARGE


def test_the_certificate_is_checked_for_the_name(internet, authority):
    internet.serve(says(answer(ETag='"1"')), tls=authority.certified(FEED))
    fetched = internet.fetch(f"webcal://{FEED}/t.ics", limits=Limits(), trust=authority.trust)
    assert fetched.body == CALENDAR
    assert internet.dialled == [(HERE, 443)]
    assert f"Host: {FEED}\r\n" in internet.asked[0]
    internet.names["other.example.org"] = [[HERE]]
    assert failure(internet, url="https://other.example.org/", trust=authority.trust) == Trouble.CERTIFICATE


def test_the_name_is_told_before_the_certificate_is_shown(internet, authority):
    told = []
    context = authority.certified(FEED)
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    internet.serve(says(answer()), tls=context)
    internet.fetch(f"https://{FEED}./t.ics", trust=authority.trust)
    assert told == [FEED]


def test_a_certificate_of_nobody_or_of_yesterday_is_not_believed(internet, authority):
    internet.serve(says(answer()), tls=authority.certified(FEED))
    assert failure(internet, url=f"https://{FEED}/") == Trouble.CERTIFICATE
    internet.serve(
        says(answer()), "old.example.org", "8.8.8.8", tls=authority.certified("old.example.org", -1)
    )
    assert failure(internet, url="https://old.example.org/", trust=authority.trust) == Trouble.CERTIFICATE
    assert internet.asked == []


def test_a_site_without_encryption_behind_https_is_unreachable(internet):
    internet.serve(lambda visitor, _question: visitor.sendall(answer()))
    assert failure(internet, url=f"https://{FEED}/", limits=IMPATIENT) in {Trouble.UNREACHABLE, Trouble.SLOW}


def test_no_redirect_leaves_encryption_even_where_http_is_allowed(internet, authority):
    internet.serve(says(answer(b"", "302 Found", Location=f"http://{FEED}/")), tls=authority.certified(FEED))
    assert refusal(internet, url=f"https://{FEED}/", trust=authority.trust) == Trouble.SENT_ASTRAY
    assert len(internet.dialled) == 1


@pytest.mark.parametrize(("length", "arrives"), [(-1, True), (None, False)])
def test_an_encrypted_end_needs_a_length_or_a_farewell(internet, authority, length, arrives):
    internet.serve(says(answer(length=length)), tls=authority.certified(FEED), says_farewell=False)
    options = {"url": f"https://{FEED}/", "trust": authority.trust}
    if arrives:
        assert isinstance(internet.fetch(**options), Fetched)
    else:
        assert failure(internet, **options) == Trouble.INCOMPLETE


def test_an_encrypted_trickle_and_a_silent_handshake_meet_the_deadline(internet, authority):
    internet.serve(trickle(answer()), tls=authority.certified(FEED))
    options = {"url": f"https://{FEED}/", "trust": authority.trust, "limits": IMPATIENT}
    begin = time.monotonic()
    assert failure(internet, **options) == Trouble.SLOW
    internet.serve(lambda _visitor, _question: time.sleep(3))
    assert failure(internet, **options) == Trouble.SLOW
    assert time.monotonic() - begin < 2.5


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
