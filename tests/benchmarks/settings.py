"""Settings of the measured server: as in production, over plain HTTP, with the references beside the portal."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")

from portal.settings.production import *

SECURE_SSL_REDIRECT = False
DATA_REQUESTS_AT_ONCE = DATA_REQUESTS_PER_SECOND = 10**9  # what an answer costs, not how many are given
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
ROOT_URLCONF = "tests.benchmarks.urls"
LOGGING["root"]["level"] = "ERROR"
LOGGING["loggers"]["portal.access"] = {"level": "ERROR"}
