"""What every page template gets: language, breadcrumbs, addresses."""

from typing import Any

from django.http import HttpRequest


def page_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return language, direction and breadcrumbs of a page."""
    return {}
