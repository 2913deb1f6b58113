"""The buttons below the form of a page, for members: what they came for stands first, in their words."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem

from network.models import ActorPage

from .serving import is_member

# By the names of Wagtail's buttons. Drafts save themselves, so saving one is not the first thing to offer.
FIRST = ("action-publish", "action-submit", "action-restart-workflow")


class SendForReviewItem(SubmitForModerationMenuItem):
    """Hands a page to the office."""

    icon_name = "resubmit"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Say what happens instead of the workflow's name."""
        return {**super().get_context_data(parent_context), "label": _("Send for review")}


def put_first(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put publishing, else handing in, before saving a draft (a hook of Wagtail's page editor).

    Whoever publishes need not hand in.
    """
    if not isinstance(context.get("page"), ActorPage) or not is_member(request.user):
        return
    publishes = any(item.name == "action-publish" for item in menu_items)
    kept = [item for item in menu_items if not (publishes and item.name == "action-submit")]
    kept = [
        SendForReviewItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in kept
    ]
    menu_items[:] = sorted(
        kept, key=lambda item: FIRST.index(item.name) if item.name in FIRST else len(FIRST)
    )
