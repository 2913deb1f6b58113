"""What every template of a page gets: its languages, head, breadcrumbs and frame."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.addresses import page_path
from portal.context import Frame
from portal.languages import original_language, page_language, prose_language
from portal.page_meta import page_meta
from portal.page_refs import PageRef, source_of
from portal.view_models import Link, Meta
from portal.way import Way, way_to


def page_context(page: Page, request: HttpRequest, title: str = "") -> dict[str, Any]:
    """Return the view models `portal`, `meta`, `breadcrumbs` and the languages of a page.

    `page_language` is that of the interface; `prose_language` is that of the page's own text and
    `original_language` that of everything written once for all versions, each None where it is the same one.
    A `title` stands for the page's own one, where not everybody may read all of that.
    """
    way = way_to(page, request)
    trail = breadcrumbs_of(way, title)
    return {
        "portal": Frame(request, page, way),
        "page_language": page_language(),
        "prose_language": prose_language(source_of(page).locale_id),
        "original_language": original_language(),
        "breadcrumbs": trail,
        "meta": page_meta(page, request, way, trail, title),
    }


def view_context(request: HttpRequest, title: str, **meta: Any) -> dict[str, Any]:
    """Return the same for a view that is no page; `meta` takes the fields of the view model Meta."""
    frame = Frame(request)
    return {
        "portal": frame,
        "page_language": page_language(),
        "prose_language": None,
        "original_language": original_language(),
        "breadcrumbs": (Link(_("Home"), frame.home_url), Link(title, "", current=True)),
        "meta": Meta(title, **meta),
    }


def breadcrumbs_of(way: Way, title: str = "") -> tuple[Link, ...]:
    """Return the links from home to a page, which comes last and without an address; () on the home page."""
    if len(way.pages) < 2:
        return ()
    home, *above = way.pages[:-1]
    steps = [_step(ref, page_path(ref)) for ref in above if ref.live]
    last = _step(way.pages[-1], "")
    return (Link(_("Home"), page_path(home)), *steps, replace(last, label=title or last.label, current=True))


def _step(ref: PageRef, url: str) -> Link:
    """Return a step of the way with the language of its title, where that is another one."""
    language = prose_language(ref.locale_id)
    return Link(ref.title, url, lang=language.code, dir=language.dir) if language else Link(ref.title, url)
