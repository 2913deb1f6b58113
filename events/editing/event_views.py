"""List and forms of events: who may publish is decided by what the form says, not only by what the row says."""

from typing import Any

from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.widgets.button import HeaderButton

from events.addresses import event_path
from events.co_organisers.protection import protecting
from events.models import Event, QueueEntry
from events.models.curation import QueueKind
from network.models.moderation import APPROVE
from portal.scoped_views import CreateView, EditView, IndexView, WorkflowActionView

from .event_queries import with_columns
from .source_rows import source_rows


class EventIndexView(IndexView):
    """The list; nothing to tick, because what was public is not deleted."""

    table_classname = "listing event-list"

    def get_base_queryset(self) -> QuerySet:
        """Return the permitted events with their columns."""
        return with_columns(super().get_base_queryset(), timezone.now())

    @cached_property
    def columns(self) -> list[Any]:
        """Return the columns without boxes."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Add the page that takes a calendar file in, for those who may publish what it holds."""
        buttons = list(super().header_buttons)
        if self.permission_policy.has_all(self.request.user, "publish"):
            url = reverse(Event.snippet_viewset.get_url_name("file"))
            buttons.append(HeaderButton(_("Take in a calendar file"), url=url, icon_name="upload"))
        return buttons


class PublishesByForm:
    """Refuses to publish what the person may not publish as it stands in the form."""

    def is_valid(self, form: ModelForm) -> bool:
        """Return whether the form may be saved as asked; a draft always may."""
        valid = super().is_valid(form)
        if not valid or self.action != "publish" or form.may_be_published():
            return valid
        self.produced_error_code = "validation_error"
        self.produced_error_message = _(
            "Dates of this organiser are looked at by the editors first. Send the event for review instead."
        )
        return False


class EventCreateView(PublishesByForm, CreateView):
    """A new event."""


class EventEditView(PublishesByForm, EditView):
    """The form of an event, with the ways to its dates and its page above, and where it differs from its source."""

    def is_valid(self, form: ModelForm) -> bool:
        """Return whether the form may be saved as asked: published only where it was opened on the newest version."""
        valid = super().is_valid(form)
        if not valid or self.action not in {"publish", "workflow-action"} or not self.is_out_of_date:
            return valid
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = _(
            "Somebody has changed this event since you opened it, so nothing was published. Save what you wrote as a "
            "draft, or open the event again."
        )
        return False

    def workflow_action_action(self) -> HttpResponse | None:
        """Lead whoever approves to the queue, where that is bound to what was seen; the form has just been saved."""
        waiting = waiting_url(self.object) if self.workflow_action == APPROVE else ""
        return redirect(waiting) if waiting else super().workflow_action_action()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the event's source says otherwise, and whose emergency switch hides the place."""
        return {
            **super().get_context_data(**kwargs),
            "differing": source_rows(self.live_object),
            "take_url": reverse(Event.snippet_viewset.get_url_name("take_source"), args=[self.object.pk]),
            "may_take": not self.locked_for_user,
            "protecting": protecting(self.object),
        }

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the ways to the dates, to a copy, to who comes, and to what the public sees."""
        viewset = Event.snippet_viewset
        key = self.object.pk
        buttons = [
            HeaderButton(
                pgettext("of one event", "Dates"),
                url=reverse(viewset.get_url_name("dates"), args=[key]),
                icon_name="date",
            ),
            HeaderButton(
                _("Copy"), url=reverse(viewset.get_url_name("duplicate"), args=[key]), icon_name="copy"
            ),
            HeaderButton(_("Registration"), url=reverse("signup_admin:index", args=[key]), icon_name="group"),
        ]
        if self.live_object.live and (path := event_path(self.live_object.slug, self.live_object.short_id)):
            buttons.append(HeaderButton(_("View on the site"), url=path, icon_name="view"))
        return buttons


class EventWorkflowActionView(WorkflowActionView):
    """What Wagtail's own buttons decide about an event that waits: sent back here, approved in the queue."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the queue instead of approving unseen."""
        waiting = waiting_url(self.object) if self.action_name == APPROVE else ""
        if not waiting:
            return super().post(request, *args, **kwargs)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": waiting})
        return redirect(waiting)


def waiting_url(event: Event) -> str:
    """Return where a submitted event is decided about, "" where it waits no more."""
    kinds = (QueueKind.NEW, QueueKind.CHANGED)
    entry = QueueEntry.objects.filter(event=event, kind__in=kinds, settled_at__isnull=True).first()
    return reverse("event_queue:entry", args=[entry.pk]) if entry else ""
