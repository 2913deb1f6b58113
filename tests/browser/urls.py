"""Addresses of the demo, and one that breaks."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from portal import urls
from portal.urls import handler404, handler500
from tests.browser import account_purpose

account_purpose.register()

__all__ = ["handler404", "handler500", "urlpatterns"]


def break_down(request: HttpRequest) -> NoReturn:
    """Fail, so that the page for our own mistakes can be looked at."""
    raise RuntimeError("meant to fail")


urlpatterns = [path("kaputt/", break_down), *urls.urlpatterns]
