"""The buttons below an event's form, in the words of whoever presses them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, SubmitForModerationMenuItem

from events.models import Event
from events.permissions import may_publish_new
from network.desk.serving import is_member
from network.models import Organisation
from network.models.organisations import Trust
from network.models.stewardship import stewarded


class SendForReviewItem(SubmitForModerationMenuItem):
    """Hands an event to the editors."""

    icon_name = "resubmit"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Say what happens instead of the workflow's name."""
        return {**super().get_context_data(parent_context), "label": _("Send for review")}


def name_review(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put our own item in the place of Wagtail's; leave it out where nobody looks at new events."""
    if context.get("model") is not Event:
        return
    for index, item in enumerate(menu_items):
        if type(item) is SubmitForModerationMenuItem:
            menu_items[index] = SendForReviewItem(order=item.order)
    if context.get("view") == "create" and publishes_everything(request):
        menu_items[:] = [item for item in menu_items if not isinstance(item, SendForReviewItem)]
    if is_member(request.user):
        _put_first(menu_items)


def _put_first(menu_items: list[ActionMenuItem]) -> None:
    """Put what members come for before saving a draft, as below a page: else a date stays a draft unnoticed.

    Where both are offered, it depends on the organiser which one is meant, and neither comes first.
    """
    meant = [item for item in menu_items if isinstance(item, SendForReviewItem | PublishMenuItem)]
    if len(meant) == 1:
        menu_items.sort(key=lambda item: item is not meant[0])


def publishes_everything(request: HttpRequest) -> bool:
    """Return whether every organisation somebody acts for is trusted, and nothing else is theirs to decide."""
    user = request.user
    if user.has_perm("events.add_event") or not may_publish_new(user):
        return False
    return not Organisation.objects.filter(pk__in=stewarded(user)).exclude(trust=Trust.TRUSTED).exists()
