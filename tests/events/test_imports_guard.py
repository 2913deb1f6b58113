"""Which addresses may be feeds, and which numbers are on the public internet."""

import ipaddress
import random

import pytest
from django.utils import translation

from events.imports.guard import check_address, check_redirect, redacted
from events.imports.public_addresses import MOST_ADDRESSES, all_public, is_public
from events.imports.troubles import FeedRefused, FetchFailed, Trouble

WELL = {
    "https://www.example.org/termine.ics": "https://www.example.org/termine.ics",
    "  https://www.example.org/a \n": "https://www.example.org/a",
    "HTTPS://WWW.Example.ORG/Pfad": "https://www.example.org/Pfad",
    "webcal://www.example.org/a": "https://www.example.org/a",
    "WebCals://www.example.org/a": "https://www.example.org/a",
    "https://www.example.org": "https://www.example.org/",
    "https://www.example.org?ical=1": "https://www.example.org/?ical=1",
    "https://www.example.org:443/a": "https://www.example.org/a",
    "https://www.example.org:/a": "https://www.example.org/a",
    "https://www.example.org:80/a": "https://www.example.org:80/a",
    "https://www.example.org./a": "https://www.example.org/a",
    "https://www.example.org/a?t=x#heute": "https://www.example.org/a?t=x",
    "https://www.example.org/a@b": "https://www.example.org/a@b",
    "https://www.example.org/Grüne Liga".replace(" ", "%20"): "https://www.example.org/Gr%C3%BCne%20Liga",
    'https://www.example.org/"<x>': "https://www.example.org/%22%3Cx%3E",
    "https://straße-für-alle.de/a": "https://xn--strae-fr-alle-edb25b.de/a",
    "https://BÜNDNIS.example.org/a": "https://xn--bndnis-3ya.example.org/a",
    "https://bu\u0308ndnis.example.org/a": "https://xn--bndnis-3ya.example.org/a",
    "https://xn--bndnis-3ya.example.org/a": "https://xn--bndnis-3ya.example.org/a",
    "https://serbski.łužica.example.org/a": "https://serbski.xn--uica-z1a57a.example.org/a",
    "https://1.example.org/a": "https://1.example.org/a",
}

BADLY = {
    Trouble.NO_ADDRESS: [
        "",
        "www.example.org/a",
        "ftp://www.example.org/a",
        "file:///etc/passwd",
        "gopher://www.example.org/a",
        "javascript:alert(1)",
        "data:text/calendar,BEGIN:VCALENDAR",
        "https:/www.example.org/a",
        "https:www.example.org",
        "https:///a",
        "//www.example.org/a",
        "url:https://www.example.org/a",
    ],
    Trouble.TOO_LONG: ["https://www.example.org/" + "a" * 2000, "a" * 5_000_000],
    Trouble.ODD_CHARACTERS: [
        "https://www.example.org/a b",
        "https://www.example.org/a\r\nHost: 127.0.0.1",
        "https://www.exam\tple.org/a",
        "https://www.example.org/\x00",
        "https://www.example.org\\@127.0.0.1/",
        "https:\\\\www.example.org/",
        "https://www.exa\u200bmple.org/",
        "https://www.example.org/\u202etxt.sci",
        "https://www.example.org/\ud800",
        "https://www.example.org/\u00a0",
        "https://www.example.org/\x7f",
    ],
    Trouble.UNENCRYPTED: ["http://www.example.org/a", "HTTP://127.0.0.1/"],
    Trouble.CREDENTIALS: [
        "https://name:secret@www.example.org/a",
        "https://name@www.example.org/a",
        "https://@www.example.org/a",
        "https://www.example.org:443@127.0.0.1/",
        "https://www.example.org@[::1]/",
    ],
    Trouble.PORT: [
        "https://www.example.org:8443/a",
        "https://www.example.org:22/a",
        "https://www.example.org:0/a",
        "https://www.example.org:65979/a",
        "https://www.example.org:00044399/a",
        "https://www.example.org:" + "9" * 1500,
        "https://::1/",
    ],
    Trouble.NUMBER: [
        "https://127.0.0.1/",
        "https://93.184.216.34/",
        "https://127.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0X7F.0.0.1/",
        "https://0x/",
        "https://0177.0.0.01/",
        "https://127.0.0.1./",
        "https://www.example.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]:443/",
        "https://[fe80::1%25eth0]/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "https://[www.example.org]/",
    ],
    Trouble.BAD_NAME: [
        "https://www..example.org/",
        "https://.example.org/",
        "https://www.example.org../",
        "https://-a.example.org/",
        "https://a-.example.org/",
        "https://a_b.example.org/",
        "https://ex%61mple.org/",
        "https://www.example.org%00.example.com/",
        "https://www.example.org,127.0.0.1.example.com/",
        "https://" + "a" * 64 + ".example.org/",
        "https://" + ".".join(["ü" * 20] * 12) + ".example.org/",
        "https://" + "a." * 125 + "example.org/",
        "https://１２７.０.０.１/",
        "https://①②⑦.0.0.1/",
        "https://127。0。0。1/",
        "https://ｅxample.org/",
        "https://fe80::443/",
        "https://☂.example.org/",
    ],
    Trouble.INTERNAL_NAME: [
        "https://localhost/",
        "https://LOCALHOST./",
        "https://foo.localhost/",
        "https://elasticsearch/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://router.local/",
        "https://nas.fritz.home.arpa/",
        "https://a.onion/",
        "https://com/",
    ],
}


@pytest.mark.parametrize(("text", "expected"), WELL.items())
def test_an_address_is_read_as_it_is_asked_for(text, expected):
    assert str(check_address(text)) == expected
    assert str(check_address(expected)) == expected


@pytest.mark.parametrize(
    ("trouble", "text"), [(trouble, text) for trouble, texts in BADLY.items() for text in texts]
)
def test_an_address_that_could_mean_something_else_is_refused(trouble, text):
    with pytest.raises(FeedRefused) as refused:
        check_address(text)
    assert refused.value.trouble == trouble


def test_http_is_taken_where_it_is_allowed():
    assert str(check_address("http://www.example.org:80/a", allow_http=True)) == "http://www.example.org/a"
    with pytest.raises(FeedRefused):
        check_address("http://127.0.0.1/", allow_http=True)


def test_whatever_is_entered_is_read_or_refused():
    chance = random.Random(7)  # noqa: S311
    pieces = [
        "https",
        "webcal",
        ":",
        "/",
        "//",
        "@",
        "#",
        "?",
        "[",
        "]",
        "%",
        ".",
        "..",
        "\\",
        "::1",
        "127",
        "0x7f",
    ]
    pieces += [
        "example",
        "org",
        "ü",
        "ß",
        "\u0308",
        "\u200d",
        "\udfff",
        "\x00",
        " ",
        "xn--",
        "-",
        "０",
        "。",
        "443",
    ]
    read = 0
    for _round in range(5000):
        beginning = chance.choice(["", "https://", "https://www.example.org"])
        text = beginning + "".join(chance.choices(pieces, k=chance.randint(0, 9)))
        try:
            checked = check_address(text)
        except FeedRefused:
            continue
        read += 1
        assert checked.scheme == "https"
        assert str(checked).isascii()
        assert checked.port in {80, 443}
        assert checked == check_address(str(checked))
    assert read > 200


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b.ics", "https://www.example.org/b.ics"),
        ("b.ics?x=1#y", "https://www.example.org/a/b.ics?x=1"),
        ("//other.example.org/b", "https://other.example.org/b"),
        ("webcal://other.example.org/b", "https://other.example.org/b"),
        ("", "https://www.example.org/a/feed.ics"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location, expected):
    assert str(check_redirect(check_address("https://www.example.org/a/feed.ics"), location)) == expected


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("http://www.example.org/a", Trouble.UNENCRYPTED),
        ("https://127.0.0.1/", Trouble.NUMBER),
        ("//[::ffff:127.0.0.1]/", Trouble.NUMBER),
        ("//user@other.example.org/", Trouble.CREDENTIALS),
        ("https://other.example.org:9200/", Trouble.PORT),
        ("file:///etc/passwd", Trouble.NO_ADDRESS),
        ("/\\127.0.0.1/", Trouble.ODD_CHARACTERS),
        ("//oth\ter.example.org/", Trouble.ODD_CHARACTERS),
        ("https://[x/", Trouble.NO_ADDRESS),
        ("/" + "a" * 3000, Trouble.TOO_LONG),
    ],
)
def test_a_redirect_is_checked_as_any_address(location, trouble):
    origin = check_address("https://www.example.org/a")
    with pytest.raises(FeedRefused) as refused:
        check_redirect(origin, location, allow_http=True)
    assert (refused.value.trouble, refused.value.detail) == (Trouble.SENT_ASTRAY, trouble.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://www.example.org/private-5e3a/basic.ics?token=5e3a#5e3a", "https://www.example.org/…"),
        ("webcal://www.example.org/5e3a", "https://www.example.org/…"),
        ("http://www.example.org/5e3a", "http://www.example.org/…"),
        ("https://5e3a:5e3a@www.example.org/", "(credentials)"),
        ("https://5e3a:5e/3a@www.example.org/", "(bad_name)"),
        ("5e3a", "(no_address)"),
    ],
)
def test_a_log_learns_the_site_and_no_secret(text, shown):
    assert redacted(text) == shown


NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
    168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.178.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1
    ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1
    64:ff9b:1::8.8.8.8 64:ff9b:1::1 64:ff9b:1:ffff::7f00:1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
    2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe:: 2002:c0a8:101::1
    3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fd20:ce::254 fe80::1 fe80::1%eth0 2606:4700::1111%1
    ::ffff:8.8.8.8%1 fec0::1 ff02::1 ff0e::1
    localhost 127.1 0x7f.1 017700000001 2130706433 010.0.0.1 1.2.3.4:80 [::1]
"""
PUBLIC = """
    93.184.216.34 8.8.8.8 1.1.1.1 9.255.255.255 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.0.1.1
    198.17.255.255 223.255.255.255 2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001::1 2001:200::1
    2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1
"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_no_number_of_an_inner_network_is_public_in_any_form(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_numbers_of_the_internet_are_public(address):
    assert is_public(address)


def test_a_number_inside_of_a_number_is_judged_by_itself():
    chance = random.Random(11)  # noqa: S311
    for _round in range(2000):
        old = ipaddress.IPv4Address(chance.getrandbits(32))
        inside = [int(ipaddress.IPv6Address(prefix)) + int(old) for prefix in ("::ffff:0:0", "64:ff9b::")]
        inside.append((0x2002 << 112) + (int(old) << 80) + 1)
        verdicts = {is_public(str(ipaddress.IPv6Address(number))) for number in inside}
        assert verdicts == {is_public(str(old))}
        assert not (is_public(str(old)) and (old.is_private or old.is_multicast or old.is_reserved))


@pytest.mark.parametrize(
    "mix", [["8.8.8.8", "127.0.0.1"], ["::1", "2606:4700::1111"], ["10.0.0.1"], ["8.8.8.8", "x"]]
)
def test_a_name_that_also_leads_inside_is_refused(mix):
    with pytest.raises(FeedRefused) as refused:
        all_public(mix)
    assert refused.value.trouble == Trouble.NOT_PUBLIC


def test_only_so_many_numbers_are_tried_each_once():
    assert all_public(["8.8.8.8", "8.8.8.8"]) == ("8.8.8.8",)
    many = [f"8.8.8.{last}" for last in range(20)]
    assert all_public(many) == tuple(many[:MOST_ADDRESSES])
    with pytest.raises(FeedRefused):
        all_public([*many, "127.0.0.1"])
    with pytest.raises(FetchFailed):
        all_public([])


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_says_what_to_do(trouble):
    with translation.override("en"):
        refused = FeedRefused(trouble, "503")
        assert refused.reason.endswith(".")
        assert refused.remedy.endswith(".")
        assert str(refused) == f"{refused.reason} (503) {refused.remedy}"
