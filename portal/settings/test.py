"""The test suite: fast password hashing, mails in memory, files in a temporary folder."""

import tempfile

from .base import *

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"] = dj_database_url.parse(os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:"))
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_SQLITE", None)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_TRANSPORT = None  # the one that a test sets
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-media-"))
SHARE_KIT_ROOT = MEDIA_ROOT / "share-kits"
PAPER_DIR = Path(tempfile.mkdtemp(prefix="portal-paper-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portal-static-"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A right-to-left language, so that direction is tested although no catalogue ships.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*LANGUAGES, ("ar", "Arabic")]
ELASTICSEARCH_URL = ""
DATA_REQUESTS_AT_ONCE = SIGN_IN_TRIES_AT_ONCE = 1_000_000
SECOND_FACTOR_REQUIRED = False  # the tests of `portal.accounts` require it
