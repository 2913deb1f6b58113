"""The calendar in other people's pages: a list for a filter, and the line of HTML that shows it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import EventCalendarPage
from portal.addresses import page_path
from portal.embedding.appearance import LIST, NAMES, Appearance, AppearanceForm
from portal.embedding.frame import framed
from portal.pagination import paginate
from portal.query_forms import ChosenField
from portal.search_url import SearchUrl
from portal.view_models import Message

from . import chips
from .addresses import EMBED, below
from .asked import Asked, understand
from .frame import holds_until_next_turn
from .lists import count_words, no_such_page
from .reading import dated
from .rows import row_of
from .selection import dates
from .sequence import not_over
from .view_models import EventRow

PAGE_SIZE = 10
TEMPLATE = "events/embedded_list.html"


class LookForm(AppearanceForm):
    """The look of the embedded list, which has one view only."""

    ansicht = ChosenField((LIST,), default=LIST)


@dataclass(frozen=True)
class EmbeddedDates:
    """A page of dates for other people's pages."""

    heading: str
    conditions: Sequence[str]
    count_label: str
    rows: Sequence[EventRow]
    messages: Sequence[Message]
    all_url: str
    previous_url: str = ""
    next_url: str = ""
    page_label: str = ""


def embed(page: EventCalendarPage, request: HttpRequest) -> HttpResponse:
    """Show the next dates of a filter in a frame that may stand anywhere."""
    now, look = timezone.now(), LookForm(request.GET).appearance
    shown = _shown(page, request, look, now)
    title = " · ".join([shown.heading, *shown.conditions])
    holds_until_next_turn(request, now)
    return framed(request, look, TEMPLATE, title, {"list": shown})


def _shown(page: EventCalendarPage, request: HttpRequest, look: Appearance, now: datetime) -> EmbeddedDates:
    """Return a page of the list with what was not understood said above it."""
    asked = understand(request.path, _without_look(request.GET))
    url = SearchUrl(request.path, {**asked.url.values, **look.parameters})
    found = not_over(dates(asked), now, asked.page, PAGE_SIZE)
    pages = paginate(asked.page, found.total, PAGE_SIZE, url.page)
    notes = [Message("warn", note) for note in (*look.notes, *asked.notes)]
    rows = [row_of(one, now, asked.near, with_day=True) for one in dated([*found.running, *found.upcoming])]
    if found.total and not rows:
        notes.append(Message("warn", no_such_page(asked).text))
    return EmbeddedDates(
        heading=page.title,
        conditions=[chip.label for chip in chips.chips_of(asked)],
        count_label=count_words(found.total),
        rows=rows,
        messages=notes,
        all_url=below(page_path(page), "", asked.url),
        previous_url=pages.previous_url if pages else "",
        next_url=pages.next_url if pages else "",
        page_label=_("Page %(n)s of %(pages)s") % {"n": pages.number, "pages": pages.pages} if pages else "",
    )


def _without_look(query: QueryDict) -> QueryDict:
    """Return the filters of an address alone."""
    filters = query.copy()
    for name in NAMES:
        filters.pop(name, None)
    return filters


def snippet(asked: Asked, calendar: str, title: str, base_url: str) -> str:
    """Return a frame with a list as HTML, loaded when it comes into sight; without frames a link to the list."""
    return format_html(
        '<iframe src="{}{}" title="{}" width="100%" height="640" loading="lazy" referrerpolicy="no-referrer" '
        'style="border: 0"><a href="{}{}">{}</a></iframe>',
        base_url, below(calendar, EMBED, asked.url), title, base_url, below(calendar, "", asked.url), title,
    )  # fmt: skip
