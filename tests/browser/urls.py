"""Addresses of the demo, one that breaks, a mailbox to look into, and ways to change the emergency kit."""

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
    """Return the newest mail to an address, after whoever checks was told what came in; its markup with `?html`."""
    announcing.announce(timezone.now())
    newest = OutgoingMail.objects.filter(recipient=address).order_by("-created_at")
    if "html" in request.GET:
        return HttpResponse(get_object_or_404(newest.exclude(html="")[:1]).html)
    return HttpResponse(get_object_or_404(newest[:1]).body, content_type="text/plain; charset=utf-8")


def change_kit(request: HttpRequest, word: str) -> HttpResponse:
    """Write a word into the first section of the emergency kit and publish it."""
    chapter = KitPage.objects.get(slug="notfallkoffer").chapters[0]
    section = chapter.value["sections"][0]
    section.title = f"Vor der Tür: {word}"
    section.save_revision().publish()
    return HttpResponse("changed")


def copy_kit(request: HttpRequest, word: str) -> HttpResponse:
    """Publish another kit with the same content and return its address."""
    kit = KitPage.objects.get(slug="notfallkoffer")
    return HttpResponse(kit.copy(update_attrs={"slug": word, "title": word}, keep_live=True).get_url())


def take_back_kit(request: HttpRequest, word: str) -> HttpResponse:
    """Delete a kit that was made by `copy_kit`."""
    KitPage.objects.exclude(slug="notfallkoffer").get(slug=word).delete()
    return HttpResponse("taken back")


urlpatterns = [
    path("koffer-kopieren/<slug:word>/", copy_kit),
    path("koffer-zuruecknehmen/<slug:word>/", take_back_kit),
    path("koffer-aendern/<slug:word>/", change_kit),
    path("kaputt/", break_down),
    path("postfach/<str:address>/", mailbox),
    *urls.urlpatterns,
]
