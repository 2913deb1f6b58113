"""What is found out inside a database of organisations: queries and milliseconds of each view for each person.

The same is asked with Wagtail's own policies in the place of ours, so that a busy machine slows both.
"""

import logging
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from network import roles
from network.access import provisioning
from network.models import DirectoryPage, Organisation, OrganisationPage, Stewardship
from portal.models import User
from portal.wagtail_policies import document_policy, image_policy, page_policy
from tests.access.daily_views import daily_views

TIMES = 5


def facts() -> dict[str, dict[str, dict[str, Any]]]:
    """Return by person and view how many queries it takes and how long, also with Wagtail's policies."""
    found = {}
    with override_settings(SECOND_FACTOR_REQUIRED=False):
        for name, person in people().items():
            browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
            browser.force_login(person)
            found[name] = {view: taken(browser, path) for view, path in views(name).items()}
    return found


def views(name: str) -> dict[str, str]:
    """Return the addresses that a person opens."""
    directory = DirectoryPage.objects.order_by("pk").first()
    page = OrganisationPage.objects.order_by("organisation_id", "pk").first()
    return daily_views(directory, page, is_office=name == "office")


def people() -> dict[str, User]:
    """Make and return who asks: stewards of one, five and all organisations, and the office."""
    provisioning.ensure_members_group()
    entries = list(Organisation.objects.filter(pages__isnull=False).distinct().order_by("pk"))
    found = {
        f"steward of {number}": User.objects.get_or_create(email=f"bench-{number}@example.org")[0]
        for number in (1, 5, len(entries))
    }
    for (name, person), number in zip(found.items(), (1, 5, len(entries)), strict=True):
        Stewardship.objects.filter(user=person).delete()
        Stewardship.objects.bulk_create(
            Stewardship(user=person, organisation=one) for one in entries[:number]
        )
        found[name] = User.objects.get(pk=person.pk)
    office = User.objects.get_or_create(email="bench-office@example.org")[0]
    roles.ensure_roles()
    office.groups.set(Group.objects.filter(name=roles.OFFICE))
    return {**found, "office": office}


def taken(browser: Client, path: str) -> dict[str, Any]:
    """Return queries, milliseconds, and those with Wagtail's policies; None for the latter where these fail."""
    browser.get(path)  # what a process learns once
    with CaptureQueriesContext(connection) as queries:
        status = browser.get(path).status_code
    number = len(queries)  # the next request empties the list
    ours = median(browser, path)
    with stock():
        theirs = median(browser, path, 1) if is_served(browser, path) else None
    return {"status": status, "queries": number, "ms": ours, "stock_ms": theirs}


def is_served(browser: Client, path: str) -> bool:
    """Return whether there is an answer at all; where even the page about a failure fails, there is none."""
    try:
        return browser.get(path).status_code < 500
    except DatabaseError:
        return False


def median(browser: Client, path: str, times: int = TIMES) -> float:
    """Return the median milliseconds of an answer."""
    found = []
    for _time in range(times):
        started = time.perf_counter()
        browser.get(path)
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


@contextmanager
def stock() -> Iterator[None]:
    """Let Wagtail ask its own policies meanwhile."""
    if not get_resolver().url_patterns:  # loading the addresses installs ours
        raise RuntimeError
    logging.disable(logging.ERROR)  # what fails is counted
    own = [(policy, type(policy)) for policy in (page_policy(), image_policy(), document_policy())]
    try:
        for policy, _ours in own:
            is_of_pages = isinstance(policy, PagePermissionPolicy)
            policy.__class__ = PagePermissionPolicy if is_of_pages else CollectionOwnershipPermissionPolicy
        yield
    finally:
        logging.disable(logging.NOTSET)
        for policy, ours in own:
            policy.__class__ = ours
