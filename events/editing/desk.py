"""What stands on the desk of stewards about the calendar: own dates and drafts; that of editors is the queue's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from events.models import Event, Occurrence
from events.permissions import may_add_events
from events.planned import planned_hour
from network.models.stewardship import stewarded

from .event_queries import in_review
from .next_dates import day_words, time_words

SHOWN = 8


@dataclass(frozen=True)
class DeskLine:
    """An event on the desk: its title with the way to it, and when or how far it is."""

    title: str
    url: str
    note: str


class StewardPanel(Component):
    """The next dates and the drafts of the organisations somebody acts for."""

    name = "own_dates"
    order = 40
    template_name = "events/admin/steward_desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return dates and drafts."""
        user = self.request.user
        viewset = Event.snippet_viewset
        return {
            "dates": list(own_dates(user)),
            "drafts": list(own_drafts(user)),
            "add_url": reverse(viewset.get_url_name("add")),
            "list_url": reverse(viewset.get_url_name("list")),
        }


def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on the front page of whoever acts for an organisation."""
    if may_add_events(request.user):
        panels.append(StewardPanel(request))


def own_dates(user: Any) -> Iterator[DeskLine]:
    """Yield the next public dates of a steward's organisations; two queries."""
    now = timezone.now()
    dates = Occurrence.objects.listed().not_over(now).filter(event__organiser__in=stewarded(user))
    for date in dates.select_related("event")[:SHOWN]:
        start = date.start.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)
        time = "" if date.is_all_day else f", {time_words(start, start, False)}"
        url = reverse(Event.snippet_viewset.get_url_name("dates"), args=[date.event_id])
        yield DeskLine(date.event.title, url, f"{day_words(date.first_day)}{time}")


def own_drafts(user: Any) -> Iterator[DeskLine]:
    """Yield what a steward has not published yet, last touched first."""
    rows = Event.objects.filter(organiser__in=stewarded(user))
    rows = rows.filter(live=False) | rows.filter(has_unpublished_changes=True)
    rows = rows.annotate(waits=in_review(), planned_at=planned_hour())
    for event in rows.order_by("-latest_revision_id", "-pk")[:SHOWN]:
        url = reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])
        yield DeskLine(event.title, url, _state_words(event))


def _state_words(event: Event) -> str:
    """Return how far a draft is from the public."""
    if event.waits:
        return _("in review")
    if event.planned_at is None:
        return _("draft")
    return _("planned for %(hour)s") % {
        "hour": date_format(timezone.localtime(event.planned_at), "SHORT_DATETIME_FORMAT")
    }
