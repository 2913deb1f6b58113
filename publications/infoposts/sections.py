"""News on other pages: home, organisations and alliances, topics and places, and beside the list itself."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import ActorPage, AlliancePage
from network.subjects import Subject
from portal.registries import Section
from portal.view_models import Link
from publications.lists.sections import filter_of, filters_for, section
from publications.models import InfopostIndexPage

from .listing import INFOPOSTS

ON_HOME, ON_PAGES = 5, 4
ORDER = 35
PARTNERS = "publications/infoposts/partners/section.html"


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return what was published last."""
    return next(section(INFOPOSTS, request, _("News"), _("All news"), most=ON_HOME), None)


def of_actor(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield what an organisation or alliance published last, alone or with others, on its page."""
    if not isinstance(page, ActorPage) or page.organisation_id is None:
        return
    more = _("All news of this alliance") if isinstance(page, AlliancePage) else _("All of our news")
    wanted = filter_of(page.organisation.register_id)
    yield from section(INFOPOSTS, request, _("News"), more, most=ON_PAGES, order=ORDER, **wanted)


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield what was published last about a topic or a place."""
    if wanted := filters_for(subject):
        heading = _("News: %(subject)s") % {"subject": subject.label}
        yield from section(
            INFOPOSTS, request, heading, _("All of this news"), most=ON_PAGES, order=ORDER, **wanted
        )


def beside_list(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the way to get share kits by mail, below the list of news."""
    if isinstance(page, InfopostIndexPage):
        link = Link(_("Share kits by mail"), reverse("become_partner"), icon="mail")
        heading = _("Do you pass things on?")
        yield Section(PARTNERS, {"link": link}, 90, "verteiler", heading)
