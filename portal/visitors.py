"""Who asks: an anonymous visitor or somebody who may be signed in; read from the cookies alone."""

from django.conf import settings
from django.http import HttpRequest


def is_anonymous(request: HttpRequest) -> bool:
    """Return whether a request carries nothing that could make its answer personal.

    Reading `request.user` would touch the session and make every answer vary by cookie.
    """
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    return personal.isdisjoint(request.COOKIES) and "Authorization" not in request.headers
