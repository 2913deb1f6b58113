"""Development and the demo on a laptop: SQLite in `var/`, mails to the console, any local host name."""

from .base import *

DEBUG = os.environ.get("DEBUG", "1") == "1"
if DEBUG:
    PAGE_CACHE_BYTES = 0  # a changed template shows at once
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-development-and-the-demo")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
