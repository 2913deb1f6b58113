"""A snippet viewset in which rights per row hold in every view (measured: Wagtail's own checks the model only).

A steward whose policy said no still opened, edited, published, locked and deleted foreign objects through stock
views. `ScopedViewSet` routes only views it has overridden, and refuses to build any other.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal import scoped_views as views
from portal.models import User
from portal.permission_policies import RowPermissionPolicy, RowRule, no_rows, nobody_adds
from portal.scoped_chooser import ScopedChooserViewSet

# Every route of Wagtail 7.4 that is overridden here; "reorder" is not, because it moves the rows of others.
ROUTED = frozenset(
    {
        "list",
        "list_results",
        "add",
        "edit",
        "delete",
        "usage",
        "history",
        "history_results",
        "copy",
        "inspect",
        "preview_on_add",
        "preview_on_edit",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
        "revisions_unschedule",
        "unpublish",
        "lock",
        "unlock",
        "workflow_action",
        "collect_workflow_action_data",
        "confirm_workflow_cancellation",
        "workflow_history",
        "workflow_history_detail",
        "workflow_preview",
    }
)


class ScopedViewSet(SnippetViewSet):
    """A snippet whose rows are open only as far as its rule says.

    `row_rule` gives rows to users without the model's permission, `may_add` lets them make new ones; `never` names
    actions nobody has.
    """

    row_rule: RowRule = staticmethod(no_rows)
    may_add: Callable[[User], bool] = staticmethod(nobody_adds)
    never: frozenset[str] = frozenset()
    search_fields: tuple[str, ...] = ()
    copy_view_enabled = False
    reorder_view_enabled = False

    index_view_class = views.IndexView
    add_view_class = views.CreateView
    copy_view_class = views.CopyView
    edit_view_class = views.EditView
    delete_view_class = views.DeleteView
    usage_view_class = views.UsageView
    history_view_class = views.HistoryView
    inspect_view_class = views.InspectView
    revisions_view_class = views.PreviewRevisionView
    revisions_compare_view_class = views.RevisionsCompareView
    revisions_unschedule_view_class = views.RevisionsUnscheduleView
    unpublish_view_class = views.UnpublishView
    preview_on_add_view_class = views.PreviewOnCreateView
    preview_on_edit_view_class = views.PreviewOnEditView
    lock_view_class = views.LockView
    unlock_view_class = views.UnlockView
    workflow_action_view_class = views.WorkflowActionView
    collect_workflow_action_data_view_class = views.CollectWorkflowActionDataView
    confirm_workflow_cancellation_view_class = views.ConfirmWorkflowCancellationView
    workflow_preview_view_class = views.WorkflowPreviewView
    workflow_history_view_class = views.WorkflowHistoryView
    workflow_history_detail_view_class = views.WorkflowHistoryDetailView
    chooser_viewset_class = ScopedChooserViewSet

    @cached_property
    def permission_policy(self) -> RowPermissionPolicy:
        """Return the policy of the rows."""
        return RowPermissionPolicy(self.model, self.row_rule, self.never, self.may_add)

    @property
    def chooser_viewset(self) -> SnippetChooserViewSet:
        """Return the chooser, which lists what the policy lets its user choose."""
        if not issubclass(self.chooser_viewset_class, ScopedChooserViewSet):
            raise ImproperlyConfigured(f"{self.chooser_viewset_class} asks for no permission.")
        return self.chooser_viewset_class(
            self.get_chooser_admin_url_namespace(),
            model=self.model,
            url_prefix=self.get_chooser_admin_base_path(),
            icon=self.icon,
            per_page=self.chooser_per_page,
            permission_policy=self.permission_policy,
            search_fields=self.search_fields,
        )

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        """Return what links to a row's form, for those who may change that row."""
        names = {"permission_policy": self.permission_policy, "edit_url_name": self.get_url_name("edit")}
        return type("RowURLFinder", (ModelAdminURLFinder,), names)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Return the view; raises ImproperlyConfigured for one that fetches rows without the policy."""
        if not issubclass(view_class, views.ScopedView):
            raise ImproperlyConfigured(f"{view_class} is not scoped to the rows of its user.")
        if hasattr(view_class, "permission_policy"):  # Wagtail 8 does not hand it to every view
            kwargs.setdefault("permission_policy", self.permission_policy)
        return super().construct_view(view_class, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the routes of overridden views; unknown ones of a later Wagtail are not routed."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in ROUTED]
