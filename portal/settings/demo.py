"""The server of `make demo`: what visitors would see, on one machine, without https and without a web server.

Its housekeeping writes each mail into a file instead of sending it.
"""

from .dev import *

DEBUG = False
PAGE_CACHE_BYTES = int(os.environ.get("PAGE_CACHE_MEGABYTES", "16")) * 1_000_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Whoever tries the demo comes in by its passwords alone; no other settings exempt anybody.
SECOND_FACTOR_EXEMPT = frozenset({"leitung@example.org", "buero@example.org"})
MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
