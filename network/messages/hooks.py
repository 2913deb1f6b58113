"""What circulars and the members' directory add to Wagtail's admin."""

from wagtail import hooks

from . import admin, log_actions


def connect() -> None:
    """Register menu and words of the history."""
    hooks.register("register_admin_menu_item", admin.circulars_item)
    hooks.register("register_admin_menu_item", admin.members_item)
    hooks.register("register_log_actions", log_actions.register)
