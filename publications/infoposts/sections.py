"""News on other pages: home, organisations and alliances, topics and places, and beside the list itself."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import AlliancePage
from network.subjects import Subject
from portal.content_cache import cached
from portal.registries import Section
from portal.view_models import Link
from publications.lists.sections import TEMPLATE as ENTRIES
from publications.lists.sections import filter_of, filters_for, section
from publications.models import GuidePage, InfopostIndexPage, InfopostPage

from .listing import INFOPOSTS, entries

ON_HOME, ON_PAGES = 3, 4
ORDER = 35
PARTNERS = "publications/infoposts/partners/section.html"


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return what was published last."""
    return next(section(INFOPOSTS, request, _("News"), _("All news"), most=ON_HOME, is_brief=True), None)


def of_actor(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield what an organisation or alliance published last, alone or with others, on its page."""
    if own := filter_of(page):
        more = _("All news of this alliance") if isinstance(page, AlliancePage) else _("All of our news")
        yield from section(INFOPOSTS, request, _("News"), more, most=ON_PAGES, order=ORDER, **own)


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield what was published last about a topic or a place."""
    if wanted := filters_for(subject):
        heading = _("News: %(subject)s") % {"subject": subject.label}
        yield from section(
            INFOPOSTS, request, heading, _("All of this news"), most=ON_PAGES, order=ORDER, **wanted
        )


def of_guide(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the latest posts that name a guide, below it, whichever of its languages they name."""
    if not isinstance(page, GuidePage):
        return
    found = cached("infoposts-of-guides", _by_guide).get(page.translation_key, ())
    if shown := entries(found[:ON_PAGES], timezone.now()):
        yield Section(ENTRIES, {"entries": shown, "more": None}, ORDER, "aktuelles", _("News about it"))


def _by_guide() -> dict[UUID, list[int]]:
    """Read which posts name a guide, the latest first; two queries."""
    found: dict[UUID, list[int]] = {}
    rows = InfopostPage.objects.listed().filter(alias_of=None).exclude(guides=None)
    names = ("guides__guide__translation_key", "translation_key", "pk")
    seen = set()
    for guide, post, pk in rows.order_by("-published_on", "pk").values_list(*names):
        if (guide, post) not in seen:  # a translation is no second piece of news
            seen.add((guide, post))
            found.setdefault(guide, []).append(pk)
    return found


def beside_list(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the way to get share kits by mail, below the list of news."""
    if isinstance(page, InfopostIndexPage):
        link = Link(_("Share kits by mail"), reverse("become_partner"), icon="mail")
        heading = _("Do you pass things on?")
        yield Section(PARTNERS, {"link": link}, 90, "verteiler", heading)
