"""What “submit” does to a page of an organisation: the trust in the organisation chooses it."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps


class ByTrust:
    """A page whose workflow follows from the trust in its organisation; stands before Wagtail's page.

    Models need this, so it imports none.
    """

    @property
    def has_workflow(self) -> bool:
        """Return whether somebody looks at the page before it is published."""
        return not self._goes_out_directly() and super().has_workflow

    def get_workflow(self) -> Any:
        """Return the workflow of the place in the tree, None where the organisation publishes directly."""
        return None if self._goes_out_directly() else super().get_workflow()

    def voices(self) -> list[Any]:
        """Return the organisations that speak on the page: its own one first, where it has one."""
        entry = organisation_of(self)
        return [entry] if entry else []

    def own_names(self) -> tuple[Iterable[Any], Iterable[str]]:
        """Return contacts and houses of its own: covered in its words, too, while one of its voices is protected."""
        return (), ()

    def _goes_out_directly(self) -> bool:
        """Return whether nobody looks; what waits already goes on waiting when trust has come meanwhile."""
        entry = organisation_of(self)
        is_trusted = entry is not None and entry.publishes_directly
        return is_trusted and not (self.pk and self.current_workflow_state)


def organisation_of(page: Any) -> Any:
    """Return the organisation that a page belongs to: its own, or that of the page it lies below; None for others."""
    if entry := getattr(page, "organisation", None):
        return entry
    return organisation_at(page.path) if page.path else None


def organisation_at(path: str) -> Any:
    """Return the organisation whose page stands at a place in the tree, or is the nearest one above; one query."""
    model = apps.get_model("network", "ActorPage")
    ways = [path[:end] for end in range(len(path), 0, -model.steplen)]
    nearest = model.objects.filter(path__in=ways).select_related("organisation").order_by("-depth").first()
    return nearest.organisation if nearest else None
