"""Entries of the admin's menu that are there for some people and not for others."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from portal.models import User


class MenuItemFor(MenuItem):
    """An entry for whoever may: `may(user)` decides."""

    def __init__(self, label: Any, url: str, may: Callable[[User], bool], **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self._may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person sees the entry."""
        return self._may(request.user)
