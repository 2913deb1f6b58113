"""Rights that ended are gone before anybody asks for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from network.models.stewardship import keep_for_request
from portal.models import User

from .memberships import keep_in_step


class DatedRightsMiddleware:
    """Brings the groups of whoever is signed in in step with today's stewardships, when `request.user` is first read.

    For whom the person acts is asked once from then on. Anonymous requests cost nothing, and reading nothing sets no
    cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with a person whose rights are those of today."""
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _of_today(signed_in))
        return self.get_response(request)


def _of_today(user: User) -> User:
    """Return the person behind the request, with the groups of today."""
    if user.is_authenticated:
        keep_in_step(user)
        keep_for_request(user)
    return user
