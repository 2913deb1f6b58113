"""What checking adds to Wagtail's admin."""

from wagtail import hooks

from . import action_menu, admin, late_decisions, log_actions
from .bulk_publishing import look_at_each


def connect() -> None:
    """Register menu, the buttons below a page's form, and words of the history."""
    hooks.register("register_admin_menu_item", admin.menu_item)
    hooks.register("register_log_actions", log_actions.register)
    hooks.register("construct_page_action_menu", action_menu.in_our_words)
    hooks.register("before_create_page", action_menu.check_first)
    hooks.register("after_create_page", action_menu.lead_to_check)
    hooks.register("after_edit_page", action_menu.lead_to_check)
    hooks.register("before_edit_page", action_menu.say_what_is_asked)
    hooks.register("before_edit_page", action_menu.check_again)
    hooks.register("before_edit_page", late_decisions.keep_what_is_newer)
    hooks.register("before_edit_page", late_decisions.keep_as_draft)
    hooks.register("after_edit_page", late_decisions.lead_to_decision)
    hooks.register("before_bulk_action", look_at_each)
