"""The WSGI entry point for gunicorn, and for any other server that wants one."""

import os

from django.core.wsgi import get_wsgi_application

from portal.registries import worker_starts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

for start in worker_starts:
    start()
