"""Mails about comments go to whoever may write the page today.

Wagtail writes to everybody who once asked for it or took part in a thread, rights or not: a person whose part ended
would go on reading what colleagues say to each other about drafts.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.mail import send_notification
from wagtail.admin.views.pages import edit

from portal.models import User


def to_writers(recipients: Iterable[User], notification: str, context: dict[str, Any]) -> bool:
    """Send one of Wagtail's mails about a page to those of the recipients who may write it; return as it does."""
    page = context["page"]
    writers = [user for user in recipients if page.permissions_for_user(user).can_edit()]
    return send_notification(writers, notification, context)


def install() -> None:
    """Let the editor of pages send by this; it offers no other place to choose recipients."""
    edit.send_notification = to_writers
