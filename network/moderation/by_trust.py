"""What “submit” does to a page of an organisation: the trust in the organisation chooses it."""

from typing import Any

from django.apps import apps
from wagtail.models import Workflow, WorkflowPage


class ByTrust:
    """A page whose workflow follows from the trust in its organisation; stands before Wagtail's page.

    Models need this, so it imports none of the network's.
    """

    @property
    def has_workflow(self) -> bool:
        """Return whether somebody looks at the page before it is published."""
        return self.get_workflow() is not None

    def get_workflow(self) -> Any:
        """Return the workflow of the place in the tree, None where the organisation publishes directly.

        What waits already goes on waiting when the organisation becomes trusted meanwhile.
        """
        entry = organisation_of(self)
        if entry is not None and entry.publishes_directly and not (self.pk and self.current_workflow_state):
            return None
        return _workflow_of_place(self)


def _workflow_of_place(page: Any) -> Workflow | None:
    """Return the active workflow of the page or of the nearest one above it, in one query, not up to four."""
    places = WorkflowPage.objects.filter(page__in=page.get_ancestors(inclusive=True), workflow__active=True)
    nearest = places.select_related("workflow").order_by("-page__depth").first()
    return nearest.workflow if nearest else None


def organisation_of(page: Any) -> Any:
    """Return the organisation that a page belongs to: its own, or that of the page it lies below; None for others."""
    if entry := getattr(page, "organisation", None):
        return entry
    above = apps.get_model("network", "ActorPage").objects.ancestor_of(page, inclusive=True)
    nearest = above.select_related("organisation").order_by("-depth").first() if page.path else None
    return nearest.organisation if nearest else None
