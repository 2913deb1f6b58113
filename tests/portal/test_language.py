"""The language of a request is what its address says."""

import pytest
from django.http import HttpResponse
from django.utils import translation
from wagtail.users.models import UserProfile

from portal.http.language import LanguageMiddleware
from tests import builders


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "de"), ("/en/x/", "en"), ("/leicht/", "de-simple"), ("/admin/", "de"), ("/ar/", "ar")],
)
def test_the_view_runs_in_the_language_of_the_address(rf, path, language):
    seen = []
    middleware = LanguageMiddleware(lambda request: seen.append(translation.get_language()) or HttpResponse())
    with translation.override("en"):
        request = rf.get(path, headers={"Accept-Language": "fr"})
        middleware(request)
        assert translation.get_language() == "en"
    assert seen == [language]
    assert language == request.LANGUAGE_CODE


def test_an_editor_keeps_the_language_they_chose(client, tree):
    person = builders.superuser()
    client.force_login(person)
    profile = UserProfile.get_for_user(person)
    for language, words in (("en", b"First steps"), ("de", b'lang="de"')):
        profile.preferred_language = language
        profile.save()
        response = client.get("/admin/")
        assert response.status_code == 200
        assert words in response.content


def test_the_door_to_the_desk_speaks_german_without_a_choice(client, tree):
    assert b'lang="de"' in client.get("/admin/", follow=True).content
