"""The words for what the care of the register notes in histories."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from . import bulk_edit, merging, recording


class WithOther(LogFormatter):
    """A line that names another entry."""

    words = gettext_lazy("Merged: %(other)s")

    def format_message(self, log_entry: Any) -> str:
        """Return the line."""
        return str(self.words) % {"other": log_entry.data.get("other", "")}


class MergedAway(WithOther):
    """The entry became part of another one."""

    label = gettext_lazy("Merge into another entry")
    words = gettext_lazy("Merged into “%(other)s”")


class MergedIn(WithOther):
    """Another entry became part of this one."""

    label = gettext_lazy("Take in another entry")
    words = gettext_lazy("Took in “%(other)s”")


class Unmerged(WithOther):
    """A merge was taken back."""

    label = gettext_lazy("Undo a merge")
    words = gettext_lazy("Merge with “%(other)s” undone")


class MembershipRemoved(LogFormatter):
    """A membership was deleted."""

    label = gettext_lazy("Delete a membership")

    def format_message(self, log_entry: Any) -> str:
        """Return the line."""
        return _("Membership deleted: %(member)s – %(alliance)s (%(kind)s)") % log_entry.data


def register(actions: LogActionRegistry) -> None:
    """Name the actions."""
    for action, formatter in (
        (merging.MERGED_AWAY, MergedAway),
        (merging.MERGED_IN, MergedIn),
        (merging.UNMERGED, Unmerged),
        (recording.MEMBERSHIP_REMOVED, MembershipRemoved),
    ):
        actions.register_action(action)(formatter)
    actions.register_action(recording.CHANGED, gettext_lazy("Change fields"), gettext_lazy("Fields changed"))
    actions.register_action(recording.IMPORTED, gettext_lazy("Import"), gettext_lazy("Imported from a list"))
    actions.register_action(
        bulk_edit.EDITED, gettext_lazy("Edit many entries"), gettext_lazy("Changed together with others")
    )
    actions.register_action(
        bulk_edit.UNEDITED,
        gettext_lazy("Undo an edit of many entries"),
        gettext_lazy("Change together with others undone"),
    )
