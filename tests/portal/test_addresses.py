"""Addresses name their language."""

import pytest
from django.utils import translation

from portal import addresses


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "de"),
        ("/initiativen/", "de"),
        ("/en/", "en"),
        ("/en", "en"),
        ("/leicht/initiativen/", "de-simple"),
        ("/english/", "de"),
        ("/de/", "de"),
        ("/de-simple/", "de"),
    ],
)
def test_the_first_segment_names_the_language(path, language):
    assert addresses.language_of_path(path) == language


@pytest.mark.parametrize(
    ("path", "language", "expected"),
    [
        ("/initiativen/", "en", "/en/initiativen/"),
        ("/en/initiativen/", "de-simple", "/leicht/initiativen/"),
        ("/leicht/", "de", "/"),
        ("/", "en", "/en/"),
        ("/en/a/b/", "de", "/a/b/"),
    ],
)
def test_a_path_moves_between_languages(path, language, expected):
    assert addresses.localized(path, language) == expected


def test_the_pattern_follows_the_active_language():
    pattern = addresses.LanguagePrefixPattern()
    for language, prefix in [("de", ""), ("en", "en/"), ("de-simple", "leicht/")]:
        with translation.override(language):
            assert pattern.language_prefix == prefix
