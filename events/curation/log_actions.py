"""Names and words of what Wagtail's log tells about decisions on events."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

REFUSED, ASSIGNED = "events.refuse", "events.assign"
MERGED_AWAY, MERGED_IN, UNMERGED = "events.merge_away", "events.merge_in", "events.unmerge"
REOPENED = "events.reopen"
WROTE = "events.write_to_guests"

_OTHERS = {
    MERGED_AWAY: (gettext_lazy("Made one with another event"), gettext_lazy("Became part of “%(other)s”")),
    MERGED_IN: (gettext_lazy("Took in another event"), gettext_lazy("“%(other)s” became part of it")),
    UNMERGED: (gettext_lazy("Merge undone"), gettext_lazy("Separated from “%(other)s” again")),
}


def register(actions: LogActionRegistry) -> None:
    """Name what happened to events."""
    actions.register_action(
        ASSIGNED, gettext_lazy("Topics or region assigned"), gettext_lazy("Topics or region assigned")
    )
    actions.register_action(
        REOPENED, gettext_lazy("Decision taken back"), gettext_lazy("Decision taken back")
    )

    actions.register_action(
        WROTE, gettext_lazy("Wrote to those who registered"), gettext_lazy("Wrote to those who registered")
    )

    @actions.register_action(REFUSED)
    class Refused(LogFormatter):
        """Not published, with the reason."""

        label = gettext_lazy("Not published")

        def format_message(self, log_entry: Any) -> str:
            """Return the reason."""
            return _("Not published: %(reason)s") % {"reason": log_entry.data.get("reason", "")}

    for name, (label, sentence) in _OTHERS.items():
        actions.register_action(name)(_formatter(label, sentence))


def _formatter(label: Any, sentence: Any) -> type[LogFormatter]:
    """Return what puts the name of the other event into a sentence."""

    def format_message(self: LogFormatter, log_entry: Any) -> str:
        return str(sentence) % {"other": log_entry.data.get("other", "?")}

    return type("OtherEvent", (LogFormatter,), {"label": label, "format_message": format_message})
