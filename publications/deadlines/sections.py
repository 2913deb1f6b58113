"""Open deadlines on other pages: home, organisations and alliances, topics and places."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from network.subjects import Subject
from portal.registries import Section
from publications.lists.sections import filter_of, filters_for, section

from .list_kind import DEADLINES

ON_HOME = 3
ORDER = 44


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return what ends next."""
    return next(
        section(DEADLINES, request, _("Deadlines"), _("All deadlines"), most=ON_HOME, is_brief=True), None
    )


def of_actor(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the deadlines of an organisation on its page."""
    if own := filter_of(page):
        yield from section(DEADLINES, request, _("Deadlines"), _("All of our deadlines"), order=ORDER, **own)


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield the deadlines about a topic or in a place."""
    if filters := filters_for(subject):
        heading = _("Deadlines: %(subject)s") % {"subject": subject.label}
        yield from section(DEADLINES, request, heading, _("All of these deadlines"), order=ORDER, **filters)
