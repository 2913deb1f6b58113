"""Actions on many rows at once, refused as a whole when one of them is foreign.

Wagtail prints the titles of rows it then refuses to touch; here the answer is 404 and names nothing.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404
from django.utils.functional import cached_property, classproperty
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

from portal.scoped_viewset import ScopedViewSet


class ScopedBulkAction:
    """Works on exactly the ticked rows, every one of them permitted for `scope_action`."""

    scope_action = "change"

    @classproperty
    def models(cls) -> list[type[Model]]:
        """Return the models of scoped viewsets."""
        return [model for model in get_snippet_models() if isinstance(model.snippet_viewset, ScopedViewSet)]

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list[Model]]]:
        """Return the ticked rows; raises Http404 when there is none or one is foreign."""
        return self._rows, {"items_with_no_access": []}

    @cached_property
    def _rows(self) -> list[Model]:
        """Return the ticked rows, also after they were deleted: Wagtail asks again for its hooks."""
        policy = self.model.snippet_viewset.permission_policy
        permitted = policy.instances_user_has_permission_for(self.request.user, self.scope_action)
        keys = set(self.request.GET.getlist("id"))
        try:
            rows = list(permitted if "all" in keys else permitted.filter(pk__in=keys))
        except (ValueError, ValidationError) as error:
            raise Http404 from error
        if not rows or ("all" not in keys and len(rows) != len(keys)):
            raise Http404
        return rows


class ScopedDelete(ScopedBulkAction, DeleteBulkAction):
    """Deletes many rows; takes the place of Wagtail's action, which asks for the model's permission only."""

    scope_action = "delete"

    @classmethod
    def execute_action(cls, objects: Sequence[Model], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Delete the rows, each with an entry in the log; return how many."""
        for row in objects:
            log(instance=row, action="wagtail.delete", user=user)
        return super().execute_action(objects, user=user, **kwargs)
