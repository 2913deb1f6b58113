"""No server, however slow or talkative, costs more time or memory than a feed may."""

import gzip
import itertools
import socket
import time
import tracemalloc
import zlib

import pytest

from events.imports.fetch import Limits, fetch
from events.imports.troubles import FetchFailed, Trouble
from tests.events.feed_server import (
    CALENDAR,
    FEED,
    HERE,
    IMPATIENT,
    answer,
    failure,
    refusal,
    says,
    trickle,
)


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
