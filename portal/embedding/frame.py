"""The frame of everything that stands in other people's pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.context import Frame
from portal.http.security_headers import may_be_framed
from portal.languages import page_language

from .appearance import DEFAULT_COLOUR, Appearance

SCHEMES = {"hell": "by-day", "dunkel": "by-night", "auto": ""}


@dataclass(frozen=True)
class EmbedFrame:
    """What surrounds every embedded page: its look, and where it comes from."""

    title: str
    scheme: str
    colour_url: str
    network: str
    home_url: str


def framed(  # noqa: PLR0913, PLR0917 - what a frame is made of
    request: HttpRequest,
    look: Appearance,
    template: str,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Return an embedded page that may stand in anybody's page; no search engine lists it."""
    frame = Frame(request)
    colour_url = "" if look.colour == DEFAULT_COLOUR else reverse("embed_colour", args=[look.colour])
    embed_frame = EmbedFrame(title, SCHEMES[look.scheme], colour_url, frame.name, frame.home_url)
    shared = {"embed": embed_frame, "page_language": page_language()}
    response = render(request, template, {**shared, **context}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return may_be_framed(response)
