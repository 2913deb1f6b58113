"""One model with drafts, revisions, previews, a lock and a workflow."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin


class Toy(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A thing that one person keeps; others have no business with it."""

    name = models.CharField(max_length=50)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lent = models.BooleanField(default=False)
    sort_order = models.IntegerField(default=0)
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="toy",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="toy",
        for_concrete_model=False,
    )

    panels = [FieldPanel("name")]
    sort_order_field = "sort_order"

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        """Return the revisions."""
        return self._revisions

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return a template that shows only the name."""
        return "wagtailadmin/404.html"

    class Meta:
        app_label = "toy"
