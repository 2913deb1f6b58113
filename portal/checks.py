"""House rules as system checks: what a person who sets up the portal should know before its visitors do.

They ask the environment and the database, so they run with `migrate` and `check --database default`.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError
from wagtail.models import Site


def register_all() -> None:
    """Register every check."""
    for check in (production_database, base_url, sites):
        register(check, Tags.database)


def production_database(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of SQLite in production: one machine, one writer, and backups that need care."""
    if databases and settings.IS_PRODUCTION and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return [_warning("W001", "The portal runs on SQLite.", "Set DATABASE_URL to a PostgreSQL database.")]
    return []


def base_url(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of a public address that nobody set: mails, feeds and the sitemap would lead to the wrong place."""
    if databases and settings.IS_PRODUCTION and "localhost" in settings.WAGTAILADMIN_BASE_URL:
        return [
            _warning(
                "W002", "The public address is not set.", "Set BASE_URL, for example https://www.example.org"
            )
        ]
    return []


def sites(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of a missing default site and of sites whose top page is no published home page."""
    if not databases:
        return []
    try:
        known = list(Site.objects.select_related("root_page"))
    except DatabaseError:
        return []  # before the first migration
    found = []
    if not any(site.is_default_site for site in known):
        found.append(_warning("W003", "There is no default site.", "Run: manage.py set_up_portal"))
    for site in known:
        if site.root_page.specific_class is None or site.root_page.specific_class.__name__ != "HomePage":
            found.append(
                _warning(
                    "W004", f"The site {site.hostname} has no home page.", "Run: manage.py set_up_portal"
                )
            )
        elif not site.root_page.live:
            found.append(
                _warning("W005", f"The home page of {site.hostname} is not published.", "Publish it.")
            )
    return found


def _warning(number: str, message: str, hint: str) -> CheckMessage:
    """Return a warning of the portal."""
    return CheckWarning(message, hint=hint, id=f"portal.{number}")
