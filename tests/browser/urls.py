"""Addresses of the demo, one that breaks, a mailbox to look into, and a way to change the emergency kit."""

from typing import NoReturn

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from network.moderation import announcing
from portal import urls
from portal.models import OutgoingMail
from portal.urls import handler404, handler500
from publications.models import KitPage
from tests.browser import account_purpose

account_purpose.register()

__all__ = ["handler404", "handler500", "urlpatterns"]


def break_down(request: HttpRequest) -> NoReturn:
    """Fail, so that the page for our own mistakes can be looked at."""
    raise RuntimeError("meant to fail")


def mailbox(request: HttpRequest, address: str) -> HttpResponse:
    """Return the newest mail to an address, after whoever checks was told what came in."""
    announcing.announce(timezone.now())
    newest = OutgoingMail.objects.filter(recipient=address).order_by("-created_at")[:1]
    return HttpResponse(get_object_or_404(newest).body, content_type="text/plain; charset=utf-8")


def change_kit(request: HttpRequest, word: str) -> HttpResponse:
    """Write a word into the first section of the emergency kit and publish it."""
    chapter = KitPage.objects.live().get().chapters[0]
    section = chapter.value["sections"][0]
    section.title = f"Vor der Tür: {word}"
    section.save_revision().publish()
    return HttpResponse("changed")


urlpatterns = [
    path("koffer-aendern/<slug:word>/", change_kit),
    path("kaputt/", break_down),
    path("postfach/<str:address>/", mailbox),
    *urls.urlpatterns,
]
