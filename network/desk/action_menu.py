"""The buttons below the form of a page, for members: what they came for stands first, in their words."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem

from network.access.page_rights import KeptPage
from network.moderation.action_menu import CHECK

from .serving import is_member

# By the names of Wagtail's buttons. Drafts save themselves, so saving one is not the first thing to offer.
FIRST = ("action-publish", CHECK)


def put_first(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put publishing, else handing in, before saving a draft (a hook of Wagtail's page editor).

    Whoever publishes need not hand in.
    """
    page = context.get("page") or context.get("parent_page")
    if not isinstance(page, KeptPage) or not is_member(request.user):
        return
    publishes = any(item.name == "action-publish" for item in menu_items)
    kept = [item for item in menu_items if not (publishes and item.name == CHECK)]
    menu_items[:] = sorted(
        kept, key=lambda item: FIRST.index(item.name) if item.name in FIRST else len(FIRST)
    )
