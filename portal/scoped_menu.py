"""The buttons below a snippet's form, by rights on the row: Wagtail 7.4 shows them by rights on the model."""

from typing import Any

from django.http import HttpRequest
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem

from portal.permission_policies import BoundPolicy
from portal.scoped_viewset import ScopedViewSet


def show_by_row(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put “publish” and “unpublish” where the user may publish this row, and take them away elsewhere."""
    viewset = getattr(context["model"], "snippet_viewset", None)
    if not isinstance(viewset, ScopedViewSet) or not context.get("draftstate_enabled"):
        return
    row = context.get("instance")
    kept = [item for item in menu_items if not isinstance(item, PublishMenuItem | UnpublishMenuItem)]
    may_publish = BoundPolicy(viewset.permission_policy, row).user_has_permission(request.user, "publish")
    if may_publish and not context.get("locked_for_user"):
        if row is not None and row.live:
            kept.append(UnpublishMenuItem(order=20))
        kept.append(PublishMenuItem(order=30))
    menu_items[:] = sorted(kept, key=lambda item: item.order)
