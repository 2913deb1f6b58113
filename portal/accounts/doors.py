"""Every other door of Django and Wagtail: it leads to ours, and nothing that is sent to it is looked at."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from .frame import unkept
from .paths import next_of, with_next


@csrf_exempt
def to_sign_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Lead to the door and from there to where the request wanted to go."""
    return unkept(HttpResponseRedirect(with_next("account_login", next_of(request))))
