"""What the members' desk adds to Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from . import action_menu, earlier, menu


def connect() -> None:
    """Register menu, the order of the buttons below a page's form, and words of the history."""
    hooks.register("register_admin_menu_item", menu.desk_item)
    hooks.register("register_admin_menu_item", menu.pages_item)
    hooks.register("register_admin_menu_item", menu.manual_item)
    hooks.register("construct_main_menu", menu.keep_for_members)
    hooks.register("before_edit_page", earlier.keep_unversioned)
    # After the buttons of checking have taken the place of Wagtail's.
    hooks.register("construct_page_action_menu", action_menu.put_first, order=10)
    hooks.register("register_log_actions", name_actions)


def name_actions(actions: LogActionRegistry) -> None:
    """Name what the desk keeps in histories."""
    actions.register_action(earlier.KEPT, _("Keep as it was"), _("Kept as it was before the first change"))
