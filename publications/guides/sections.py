"""Guides on other pages: of topics and places, and of organisations whose offers they name."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import ActorPage
from network.region_table import region_table
from network.subjects import Subject
from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import PageRef, refs_by_id
from portal.registries import Section
from portal.restrictions import is_restricted
from portal.search_url import SearchUrl
from portal.view_models import Link
from publications.models import GuideIndexPage

from .listing import entry_of
from .rows import GuideRow, guide_rows

TEMPLATE = "components/sections/entries.html"
ANCHOR, OWN_ANCHOR = "leitfaeden", "eigene-leitfaeden"
ORDER = 40
MOST = 4


def on_home(page: Any, request: HttpRequest) -> Section | None:
    """Return some guides, those first of which no part is out of date, and the way to all."""
    today, ref = timezone.localdate(), index_ref()
    found = sorted(guide_rows(), key=lambda row: row.outdated(today))
    more = Link(_("All guides"), page_path(ref)) if ref is not None else None
    return _made(found, _("Guides"), more) if found else None


def of_subject(subject: Subject, request: HttpRequest) -> Iterator[Section]:
    """Yield the guides about a topic or for a place."""
    heading = _("Guides: %(subject)s") % {"subject": subject.label}
    if subject.kind == "topic":
        found = [row for row in guide_rows() if subject.key in row.topics]
        yield from _section(found, heading, {"thema": subject.key})
    else:
        found = [row for row in guide_rows() if row.regions and _holds_in(row, subject.key)]
        yield from _section(found, heading, {})


def of_actor(page: ActorPage, request: HttpRequest) -> Iterator[Section]:
    """Yield the guides that an organisation worked out, and those that name it or an offer of it, on its page."""
    if isinstance(page, ActorPage) and page.organisation_id is not None:
        rows, key = guide_rows(), page.organisation_id
        made = [row for row in rows if key in row.maker_ids]
        found = [row for row in rows if key in row.organisation_ids and row not in made]
        yield from _section(made, _("Our guides"), {}, OWN_ANCHOR)
        yield from _section(found, _("Guides that lead here"), {})


def index_ref() -> PageRef | None:
    """Return the published list of guides, None where there is none for everybody."""
    ref = cached("guide-index", _index)
    return ref if ref is not None and not is_restricted(ref.path) else None


def _index() -> PageRef | None:
    """Return the first published list of guides, in the default language where there is one."""
    pk = GuideIndexPage.objects.live().order_by("path").values_list("pk", flat=True).first()
    return refs_by_id([pk]).get(pk) if pk else None


def _holds_in(row: GuideRow, key: str) -> bool:
    """Return whether a guide is meant for a place: for itself, for what it is part of, or for a part of it."""
    table = region_table()
    own = {key, *table.ancestors(key)}
    return any(one in own or key in table.ancestors(one) for one in row.regions)


def _section(
    found: list[GuideRow], heading: str, query: dict[str, str], anchor: str = ANCHOR
) -> Iterator[Section]:
    """Yield the first guides as a section, with the way to all of them where there are more."""
    if not found:
        return
    ref, more = index_ref(), None
    if ref is not None and (len(found) > MOST or query):
        more = Link(_("All of these guides"), str(SearchUrl(page_path(ref), query)))
    yield _made(found, heading, more, anchor)


def _made(found: list[GuideRow], heading: str, more: Link | None, anchor: str = ANCHOR) -> Section:
    """Return the first guides as a section."""
    today = timezone.localdate()
    context = {"entries": [entry_of(row, today) for row in found[:MOST]], "more": more}
    return Section(TEMPLATE, context, ORDER, anchor, heading)
