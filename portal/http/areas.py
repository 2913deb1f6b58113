"""The parts of the site that are treated apart, by the beginning of their paths."""

from django.conf import settings

ADMIN = "/admin/"
# Below the path that names a language, if there is one.
ACCOUNTS = "/konto/"
MEMBERS = "/mitglieder/"
API = "/api/"
DOCUMENTS = "/documents/"
FILES = (settings.MEDIA_URL, DOCUMENTS)
MONITORING = "/healthz"
