"""Open jobs on other pages: home, organisations and alliances, topics and places."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from network.subjects import Subject
from portal.registries import Section
from publications.lists.sections import filter_of, filters_for, section

from .list_kind import JOBS

ON_HOME = 3
ORDER = 42


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return what ends next."""
    return next(section(JOBS, request, _("Jobs"), _("All jobs"), most=ON_HOME, is_brief=True), None)


def of_actor(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the jobs of an organisation on its page."""
    if own := filter_of(page):
        yield from section(JOBS, request, _("Jobs"), _("All of our jobs"), order=ORDER, **own)


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield the jobs about a topic or in a place."""
    if filters := filters_for(subject):
        heading = _("Jobs: %(subject)s") % {"subject": subject.label}
        yield from section(JOBS, request, heading, _("All of these jobs"), order=ORDER, **filters)
