"""What search engines are told of the signpost: the doors, and the needs behind each; answers are for people only."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.addresses import localized
from portal.sitemap import SitemapEntry
from portal.sites import SiteFacts
from portal.view_models import Alternate

from .doors import WAYS, path_of


def addresses(facts: SiteFacts, path: str) -> dict[str, str]:
    """Return the absolute addresses of a path by language of the interface."""
    return {code: facts.base_url + localized(path, code) for code in settings.INTERFACE_LANGUAGES}


def entries(facts: SiteFacts, now: datetime) -> Iterator[SitemapEntry]:
    """Give the pages of the signpost, each in every language of the interface."""
    with override(settings.LANGUAGE_CODE):
        paths = [reverse("signpost"), *(path_of(way) for way in WAYS)]
    for path in paths:
        versions = tuple(Alternate(code, url) for code, url in addresses(facts, path).items())
        for code in settings.INTERFACE_LANGUAGES:
            yield SitemapEntry(localized(path, code), None, versions)
