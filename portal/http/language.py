"""The language of a request: what its address says, and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.addresses import language_of_path
from portal.http import areas


class LanguageMiddleware:
    """Activates the language that the address names.

    No Accept-Language and no cookie: one address is one text, for caches, for links and for people who
    share a computer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer in the language of its address, with Content-Language where nobody set one."""
        # Wagtail's admin activates each editor's own choice itself.
        in_admin = request.path_info.startswith(areas.ADMIN)
        language = settings.LANGUAGE_CODE if in_admin else language_of_path(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if not in_admin:
            response.headers.setdefault("Content-Language", language)
        return response
