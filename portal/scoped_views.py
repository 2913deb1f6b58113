"""Wagtail's snippet views, each fetching only rows its user may use for that.

Wagtail 7.4 asks for permissions on the model and then fetches any row by its key. Here the key is looked up among
the permitted rows before the view does anything; what Wagtail then asks about “the model” is answered for that row
(`BoundPolicy`), so that a right on one row opens no action on another.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.models import TaskState, WorkflowState
from wagtail.snippets.views import snippets

from portal.admin_search import search_rows
from portal.chosen_keys import forget_impossible
from portal.permission_policies import BoundPolicy, RowPermissionPolicy


def permitted_row(policy: RowPermissionPolicy, user: Any, actions: tuple[str, ...], key: Any) -> Model:
    """Return the row of a key among those the user may use so; raises Http404 for any other key."""
    rows = policy.instances_user_has_any_permission_for(user, actions)
    try:
        return get_object_or_404(rows, pk=unquote(str(key)))
    except (ValueError, ValidationError) as error:
        raise Http404 from error


class ScopedView:
    """Marks views that a `ScopedViewSet` may route."""


def is_of_wagtail(view: Any) -> bool:
    """Return whether a view is written by Wagtail and not by one of the portal's apps, nor derived from one."""
    written_by = getattr(view, "view_class", view)
    if isinstance(written_by, type) and issubclass(written_by, ScopedView):
        return False
    return written_by.__module__.split(".")[0] == "wagtail"


class ScopedRow(ScopedView):
    """A view of one row: found only among those on which the user may do one of `scope_actions`."""

    scope_actions: tuple[str, ...] = ("change",)
    permission_policy: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse a foreign row with 404 before Wagtail fetches it, and bind the policy to it."""
        row = permitted_row(self.permission_policy, request.user, self.scope_actions, kwargs["pk"])
        self.permission_policy = BoundPolicy(self.permission_policy, row)
        super().setup(request, *args, **kwargs)


class ScopedNew(ScopedView):
    """A view that makes a row: only for whoever may add, and publish at once only with a right on all rows."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Bind the policy to no row."""
        self.permission_policy = BoundPolicy(self.permission_policy, None)
        super().setup(request, *args, **kwargs)


class ShownAgain:
    """A form that can be shown with its errors: Wagtail's choosers fail on a sent key that no row can have."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Return the form without such keys, those of its rows included."""
        form = super().get_form(*args, **kwargs)
        rows = (row for formset in getattr(form, "formsets", {}).values() for row in formset.forms)
        for one in (form, *rows):
            forget_impossible(one)
        return form


class IndexView(ScopedView, snippets.IndexView):
    """The list of the rows the user may see; buttons only where they lead somewhere."""

    # Exports of Wagtail write cells as they are, and spreadsheets run a cell that begins with "=".
    FORMATS = ()

    def get_base_queryset(self) -> QuerySet:
        """Return the permitted rows."""
        return self.permission_policy.restrict(self.request.user, ["view"], super().get_base_queryset())

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the rows in which every word stands somewhere."""
        return search_rows(queryset, self.search_query, self.search_fields or ())

    @cached_property
    def columns(self) -> list[Any]:
        """Return the columns; boxes to tick only for whoever may do something with what is ticked."""
        has_bulk_action = self.user_has_permission("delete")
        return [
            column
            for column in super().columns
            if has_bulk_action or not isinstance(column, BulkActionsCheckboxColumn)
        ]

    def user_has_permission(self, permission: str) -> bool:
        """Return whether the user may do that with any row; Wagtail asks again for each, the answer is kept."""
        if permission not in self._answers:
            self._answers[permission] = super().user_has_permission(permission)
        return self._answers[permission]

    @cached_property
    def _answers(self) -> dict[str, bool]:
        """Return what was asked about all rows."""
        return {}

    def get_edit_url(self, instance: Model) -> str | None:
        """Return where to edit the row, None where the user may not."""
        return super().get_edit_url(instance) if self._may("change", instance) else None

    def get_copy_url(self, instance: Model) -> str | None:
        """Return where to copy the row, None where the user may not."""
        return super().get_copy_url(instance) if self._may("view", instance) else None

    def get_inspect_url(self, instance: Model) -> str | None:
        """Return where to read the row, None where the user may not."""
        return super().get_inspect_url(instance) if self._may("view", instance) else None

    def get_delete_url(self, instance: Model) -> str | None:
        """Return where to delete the row, None where the user may not."""
        return super().get_delete_url(instance) if self._may("delete", instance) else None

    def _may(self, action: str, instance: Model) -> bool:
        """Return whether the user may do that with the row; one query per action for the whole list."""
        permitted = self._permitted.get(action, False)
        if permitted is False:
            policy, user = self.permission_policy, self.request.user
            rows = policy.instances_user_has_permission_for(user, action)
            permitted = None if policy.has_all(user, action) else set(rows.values_list("pk", flat=True))
            self._permitted[action] = permitted
        return permitted is None or instance.pk in permitted

    @cached_property
    def _permitted(self) -> dict[str, set[Any] | None]:
        """Return the keys of permitted rows by action, None for all rows."""
        return {}


class CreateView(ShownAgain, ScopedNew, snippets.CreateView):
    """A new row."""


class CopyView(ScopedRow, snippets.CopyView):
    """The form of a new row, filled from another one; it is sent to `add`.

    Wagtail's view accepts a POST as well and then saves into the row that should be copied.
    """

    scope_actions = ("view",)
    http_method_names = ["get", "head", "options"]


class EditView(ShownAgain, ScopedRow, snippets.EditView):
    """The form of a row, also with an earlier revision's content."""


class DeleteView(ScopedRow, snippets.DeleteView):
    """The question whether to delete a row, and its deletion."""

    scope_actions = ("delete",)


class UsageView(ScopedRow, snippets.UsageView):
    """Where a row is used."""


class HistoryView(ScopedRow, snippets.HistoryView):
    """What happened to a row."""


class InspectView(ScopedRow, snippets.InspectView):
    """A row, to read."""

    scope_actions = ("view",)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return the value in words, lists and truth values, too."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class PreviewOnCreateView(ScopedNew, snippets.PreviewOnCreateView):
    """The preview of a new row."""


class PreviewOnEditView(ScopedRow, snippets.PreviewOnEditView):
    """The preview of a row's form."""


class PreviewRevisionView(ScopedRow, snippets.PreviewRevisionView):
    """A revision of a row."""


class RevisionsCompareView(ScopedRow, snippets.RevisionsCompareView):
    """Two revisions of a row side by side."""


class RevisionsUnscheduleView(ScopedRow, snippets.RevisionsUnscheduleView):
    """The end of a planned publication."""

    scope_actions = ("publish",)


class UnpublishView(ScopedRow, snippets.UnpublishView):
    """The question whether to unpublish a row, and its doing."""

    scope_actions = ("publish",)


class LockView(ScopedRow, snippets.LockView):
    """The locking of a row; who may edit it and is asked by a workflow may lock it, too."""

    scope_actions = ("lock", "change")


class UnlockView(ScopedRow, snippets.UnlockView):
    """The unlocking of a row; whoever locked it may always unlock it."""

    scope_actions = ("unlock", "change")


class OwnTaskState:
    """A step of a workflow in the address belongs to the row in the address; Wagtail takes any step by its key."""

    def get_task_state(self) -> TaskState:
        """Return the step of this row's workflow; raises Http404 for another row's."""
        own = WorkflowState.objects.for_instance(self.object)
        return get_object_or_404(TaskState, id=self.task_state_id, workflow_state__in=own).specific


class WorkflowActionView(ScopedRow, OwnTaskState, snippets.WorkflowActionView):
    """A moderator's action on a row."""


class CollectWorkflowActionDataView(ScopedRow, OwnTaskState, snippets.CollectWorkflowActionDataView):
    """What a moderator must say to an action."""


class ConfirmWorkflowCancellationView(ScopedRow, snippets.ConfirmWorkflowCancellationView):
    """The question whether publishing may end the workflow."""


class WorkflowPreviewView(ScopedRow, snippets.WorkflowPreviewView):
    """What a moderator is asked to approve."""


class WorkflowHistoryView(ScopedRow, snippets.WorkflowHistoryView):
    """The workflows a row went through."""


class WorkflowHistoryDetailView(ScopedRow, snippets.WorkflowHistoryDetailView):
    """One workflow a row went through."""
