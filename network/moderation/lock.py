"""The lock of a page that waits to be checked, in the words of whoever wrote it."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class WaitingLock(WorkflowLock):
    """Locked for everybody but those who check; whoever wrote it takes it back and goes on writing."""

    def get_message(self, user: Any) -> SafeString | None:
        """Return what a person who is locked out can do."""
        if not self.for_user(user):
            return None
        return format_html(
            "<b>{}</b> {}",
            _("This page waits to be checked."),
            _("To go on writing, take it back below and submit it again later."),
        )

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:
        """Return the heading."""
        return _("Unlocked") if can_lock else _("Waits to be checked")

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Return what that means."""
        return _("Until it is decided, only those who check it can change it.")
