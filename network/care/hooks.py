"""What the care of the register adds to Wagtail's admin."""

from wagtail import hooks

from . import admin, log_actions


def connect() -> None:
    """Register panel, menu and words of the history."""
    hooks.register("construct_homepage_panels", admin.add_panel)
    hooks.register("register_admin_menu_item", admin.menu_item)
    hooks.register("register_log_actions", log_actions.register)
