"""Versions in other languages, as search engines are told of them."""

import pytest

from portal.alternates import alternates_of_view

BASE = "https://www.example.org"


def told(path, languages=None):
    """Return code and address of every version."""
    return [(one.code, one.url) for one in alternates_of_view(BASE, path, languages)]


@pytest.mark.parametrize("path", ["/themen/", "/en/themen/"])
def test_a_view_is_told_in_every_interface_and_other_readers_get_the_german_one(path):
    assert told(path) == [
        ("de", f"{BASE}/themen/"),
        ("en", f"{BASE}/en/themen/"),
        ("x-default", f"{BASE}/themen/"),
    ]


def test_the_order_of_languages_does_not_matter():
    assert told("/themen/", ("en", "de")) == told("/themen/", ("de", "en"))


def test_one_language_is_no_choice():
    assert told("/themen/", ("de",)) == []


def test_without_a_german_version_nobody_is_sent_anywhere():
    assert told("/themen/", ("en", "de-simple")) == [
        ("de-simple", f"{BASE}/leicht/themen/"),
        ("en", f"{BASE}/en/themen/"),
    ]
