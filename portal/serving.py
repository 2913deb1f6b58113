"""How gunicorn serves the portal: `gunicorn --config python:portal.serving`; options of the command line win.

The code and what it knows are loaded once, before the workers part from their master, so that they share its memory;
each worker then starts what lives on connections and threads of its own. New code needs a restart, not a reload.
"""

import gc
import os
from typing import Any

wsgi_app = "portal.serving:application()"
preload_app = True
workers = 2
control_socket_disable = True
logger_class = "portal.serving_log.QuietLogger"
# A long search gets a page that says so, not gunicorn's bare 414; the forms cut what is too long.
limit_request_line = 0
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")


def application() -> Any:
    """Return the WSGI application with everything loaded that a first request would load."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - the configuration is read before Django is
    from django.urls import get_resolver  # noqa: PLC0415

    loaded = get_wsgi_application()
    _ = get_resolver().url_patterns

    from portal.registries import shared_loads  # noqa: PLC0415

    for load in shared_loads:
        load()
    # What is there now stays: a search for garbage that writes to it would end the sharing.
    gc.collect()
    gc.freeze()
    return loaded


def post_fork(server: Any, worker: Any) -> None:
    """Start what a worker needs for itself."""
    from portal.registries import worker_starts  # noqa: PLC0415

    for start in worker_starts:
        start()
