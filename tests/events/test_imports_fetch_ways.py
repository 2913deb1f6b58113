"""The way to a feed never leaves the public internet: redirects, names, and what another site may learn."""

import pytest

from events.imports.fetch import Fetched, Limits
from events.imports.troubles import Trouble
from tests.events.feed_server import (
    CALENDAR,
    FEED,
    HERE,
    SECRET,
    answer,
    failure,
    refusal,
    says,
)


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
