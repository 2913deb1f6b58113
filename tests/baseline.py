"""What migrations put into the database, given back after tests that empty it.

A test that really commits is cleaned up by emptying every table, Wagtail's root page and locale included; tests
that run later in the same process would miss them.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase

_content: dict[str, str] = {}


def remember() -> None:
    """Keep what the migrations wrote."""
    _content["text"] = connection.creation.serialize_db_to_string()


def restore() -> None:
    """Write it again; what this records as changed is not worth working in."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 - models are loaded after this

    from portal.models import PendingChange  # noqa: PLC0415

    # Emptying the tables made content types and permissions anew, under other numbers.
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(_content["text"])
    ContentType.objects.clear_cache()
    PendingChange.objects.all().delete()


def empties_the_database(item: Any) -> bool:
    """Return whether a test is cleaned up by emptying every table."""
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        return True
    if {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        return True
    kind = getattr(item, "cls", None)
    return kind is not None and issubclass(kind, TransactionTestCase) and not issubclass(kind, TestCase)
