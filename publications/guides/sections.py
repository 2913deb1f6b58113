"""Guides on other pages: of topics and places, and of organisations whose offers they name."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import ActorPage
from network.region_table import region_table
from network.subjects import Subject
from portal.registries import Section
from portal.search_url import SearchUrl
from portal.view_models import Link
from publications.lists.addresses import list_path
from publications.lists.sections import TEMPLATE

from .listing import GUIDES, entry_of
from .rows import GuideRow, guide_rows

ORDER = 40
OWN_ANCHOR = "eigene-leitfaeden"
ON_HOME, MOST = 3, 4


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return some guides, those first of which no part is out of date, and the way to all."""
    today = timezone.localdate()
    found = sorted(guide_rows(), key=lambda row: row.outdated(today))
    section = next(_section(found[:ON_HOME], _("Guides"), _("All guides")), None)
    if section is not None:
        section.context["entries"] = [entry.brief(1) for entry in section.context["entries"]]
    return section


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield the guides about a topic or for a place."""
    heading = _("Guides: %(subject)s") % {"subject": subject.label}
    if subject.kind == "topic":
        found = [row for row in guide_rows() if subject.key in row.topics]
        yield from _section(found, heading, _("All of these guides"), thema=subject.key)
    else:
        found = [row for row in guide_rows() if row.regions and _holds_in(row, subject.key)]
        yield from _section(found, heading)


def of_actor(page: ActorPage, request: HttpRequest) -> Iterator[Section]:
    """Yield the guides that an organisation worked out, and those that name it or an offer of it, on its page."""
    if isinstance(page, ActorPage) and page.organisation_id is not None:
        rows, key = guide_rows(), page.organisation_id
        made = [row for row in rows if key in row.maker_ids]
        found = [row for row in rows if key in row.organisation_ids and row not in made]
        yield from _section(made, _("Our guides"), anchor=OWN_ANCHOR)
        yield from _section(found, _("Guides that lead here"))


def _holds_in(row: GuideRow, key: str) -> bool:
    """Return whether a guide is meant for a place: for itself, for what it is part of, or for a part of it."""
    table = region_table()
    own = {key, *table.ancestors(key)}
    return any(one in own or key in table.ancestors(one) for one in row.regions)


def _section(
    found: list[GuideRow], heading: str, more: str = "", anchor: str = GUIDES.file, **query: str
) -> Iterator[Section]:
    """Yield the first guides as a section, with the way to the list where it can say which ones."""
    if not found:
        return
    today, path = timezone.localdate(), list_path(GUIDES)
    link = Link(more, str(SearchUrl(path, query))) if more and path else None
    context = {"entries": [entry_of(row, today) for row in found[:MOST]], "more": link}
    yield Section(TEMPLATE, context, ORDER, anchor, heading)
