"""The words for what freshness notes in histories."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from network.models import FactKind

from .confirming import CONFIRMED
from .office_steps import NOT_OUTDATED, OUTDATED


class Confirmed(LogFormatter):
    """Somebody said that facts are right."""

    label = gettext_lazy("Confirm")

    def format_message(self, log_entry: Any) -> str:
        """Return which kinds of facts."""
        kinds = [str(FactKind(kind).label) for kind in log_entry.data.get("kinds", ())]
        return _("Confirmed: %(kinds)s") % {"kinds": ", ".join(kinds)}


def register(actions: LogActionRegistry) -> None:
    """Name the actions."""
    actions.register_action(CONFIRMED)(Confirmed)
    actions.register_action(
        OUTDATED, gettext_lazy("Mark as out of date"), gettext_lazy("Marked as out of date by the office")
    )
    actions.register_action(
        NOT_OUTDATED, gettext_lazy("Take the mark away"), gettext_lazy("No longer marked as out of date")
    )
