"""Where people are told of embedding: the sitemap, and a line beside every entry."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import ActorPage
from network.page_contexts import kept
from portal.registries import Section, page_sections, sitemap_entries
from portal.sitemap import SitemapEntry, view_entries
from portal.sites import SiteFacts


def register() -> None:
    """Register both."""
    sitemap_entries.register("embedding", entries)
    page_sections.register("embedding", beside_entry)


def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Give the page that makes snippets, with its versions; what is embedded itself is listed nowhere."""
    return view_entries(facts, reverse("make_snippet"))


def beside_entry(page: Any, request: HttpRequest) -> list[Section]:
    """Return the line that leads an organisation's own people to its snippets."""
    if not isinstance(page, ActorPage) or page.organisation_id is None:
        return []
    # Asked for by the template, when the page has read its entry anyway.
    context = {"label": _("Show this entry on your own website"), "url": partial(_address, page)}
    return [Section("search/embedding/beside_entry.html", context, order=90, is_aside=True)]


def _address(page: ActorPage) -> str:
    """Return where the snippets of an entry are made; no query while no content changes."""
    uuid = kept("uuids", page.organisation_id, lambda: page.organisation.uuid)
    return f"{reverse('make_snippet')}?eintrag={uuid}"
