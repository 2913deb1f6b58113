"""Feeds behind https: certificates are checked for the name, and the deadline holds there, too."""

import time

import pytest

from events.imports.fetch import Fetched, Limits
from events.imports.troubles import Trouble
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
