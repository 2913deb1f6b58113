"""What stands on the desk of stewards about the calendar: own dates and drafts; that of editors is the queue's.

Members have it on the desk of each organisation; whoever works for the office and acts for organisations, too, has
one panel for all of them on the admin's front page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState

from events.models import Event, Occurrence
from events.permissions import may_add_events
from events.planned import planned_hour
from events.waiting import in_review
from network.desk.parts import DeskPart
from network.models import Organisation
from network.models.stewardship import stewarded
from portal.models import User

from .next_dates import day_words, time_words

SHOWN = 8


@dataclass(frozen=True)
class DeskLine:
    """An event on the desk: its title with the way to it, when or how far it is, and whether it came back."""

    title: str
    url: str
    note: str
    is_back: bool = False


class StewardPanel(Component):
    """The next dates and the drafts of the organisations somebody acts for."""

    name = "own_dates"
    order = 40
    template_name = "events/admin/steward_desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return dates and drafts."""
        return _context(stewarded(self.request.user), timezone.now())


def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on the front page of whoever acts for an organisation."""
    if may_add_events(request.user):
        panels.append(StewardPanel(request))


def dates_part(user: User, organisation: Organisation, now: datetime) -> DeskPart:
    """Return an organisation's next dates, drafts and what came back, for its desk; two queries."""
    context = _context([organisation.pk], now)
    back = sum(line.is_back for line in context["drafts"])
    return DeskPart(
        gettext_lazy("Your dates"),
        "events/admin/desk_dates.html",
        context,
        order=50,
        anchor="dates",
        count=back,
    )


def _context(organisers: Any, now: datetime) -> dict[str, Any]:
    """Return dates and drafts of organisations, with the ways to a new one and to all."""
    viewset = Event.snippet_viewset
    return {
        "dates": list(next_dates(organisers, now)),
        "drafts": list(drafts(organisers)),
        "add_url": reverse(viewset.get_url_name("add")),
        "list_url": reverse(viewset.get_url_name("list")),
    }


def next_dates(organisers: Any, now: datetime) -> Iterator[DeskLine]:
    """Yield the next public dates of organisations; one query."""
    dates = Occurrence.objects.listed().not_over(now).filter(event__organiser__in=organisers)
    for date in dates.select_related("event")[:SHOWN]:
        start = date.start.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)
        time = "" if date.is_all_day else f", {time_words(start, start, False)}"
        url = reverse(Event.snippet_viewset.get_url_name("dates"), args=[date.event_id])
        yield DeskLine(date.event.title, url, f"{day_words(date.first_day)}{time}")


def drafts(organisers: Any) -> Iterator[DeskLine]:
    """Yield what organisations have not published yet: what came back first, then last touched first; one query."""
    rows = Event.objects.filter(organiser__in=organisers)
    rows = rows.filter(live=False) | rows.filter(has_unpublished_changes=True)
    last = _last_submission()
    rows = rows.annotate(
        waits=in_review(),
        planned_at=planned_hour(),
        submission=Subquery(last.values("status")[:1]),
        comment=Subquery(last.values("current_task_state__comment")[:1]),
    )
    found = [_draft_line(event) for event in rows.order_by("-latest_revision_id", "-pk")[:SHOWN]]
    yield from sorted(found, key=lambda line: not line.is_back)


def _last_submission() -> Any:
    """Return the latest workflow of the event of the outer query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Event),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return states.order_by("-created_at", "-pk")


def _draft_line(event: Event) -> DeskLine:
    """Return a draft on the desk; one that came back with what was said to it."""
    url = reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])
    is_back = event.submission == WorkflowState.STATUS_NEEDS_CHANGES
    if not is_back:
        return DeskLine(event.title, url, _state_words(event))
    note = _("sent back: %(comment)s") % {"comment": event.comment} if event.comment else _("sent back")
    return DeskLine(event.title, url, note, is_back=True)


def _state_words(event: Event) -> str:
    """Return how far a draft is from the public."""
    if event.waits:
        return _("in review")
    if event.planned_at is None:
        return _("draft")
    return _("planned for %(hour)s") % {
        "hour": date_format(timezone.localtime(event.planned_at), "SHORT_DATETIME_FORMAT")
    }
