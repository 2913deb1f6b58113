"""What the portal adds to Wagtail's admin."""

from wagtail import hooks

from portal.scoped_bulk import ScopedDelete
from portal.scoped_menu import show_by_row

# After Wagtail's own action of the same name, whose place it takes.
hooks.register("register_bulk_action", ScopedDelete, order=10)
hooks.register("construct_snippet_action_menu", show_by_row)
