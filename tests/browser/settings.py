"""The server the browser visits: that of the demo, with a language that is written from right to left."""

from portal.settings.demo import *  # noqa: F403

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.browser.urls"
MAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*LANGUAGES, ("ar", "Arabic")]  # noqa: F405
ELASTICSEARCH_URL = ""
_WORKERS = {"montag-im-browser@example.org", "dienstag-im-browser@example.org"}
# Whoever is not tried for signing in comes in by a password.
_EDITORS = {"pflege@example.org", "kalender@example.org", "redaktion-im-browser@example.org"}
SECOND_FACTOR_EXEMPT |= {*_EDITORS, *_WORKERS}  # noqa: F405
