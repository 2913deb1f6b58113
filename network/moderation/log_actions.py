"""Names and words of what Wagtail's log tells about checking pages and about trust."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from network.models import Via
from network.models.organisations import Trust

from .deciding import APPROVED, SENT_BACK
from .trusting import TRUSTED
from .undoing import UNDONE


class Approved(LogFormatter):
    """A page was approved."""

    label = gettext_lazy("Approve a submission")

    def format_message(self, log_entry: Any) -> str:
        """Return by which way, and whether something was changed before."""
        way = Via(log_entry.data["via"]).label if log_entry.data.get("via") in Via.values else ""
        words = _("Approved after a change") if log_entry.data.get("edited") else _("Approved")
        return f"{words} ({way})" if way else words


class SentBack(LogFormatter):
    """A page was sent back."""

    label = gettext_lazy("Send a submission back")

    def format_message(self, log_entry: Any) -> str:
        """Return what was asked for."""
        said = [
            log_entry.data.get("comment", ""),
            *(": ".join(note) for note in log_entry.data.get("notes", ())),
        ]
        return _("Sent back: %(comment)s") % {"comment": " · ".join(filter(None, said))}


class TrustChanged(LogFormatter):
    """An organisation is trusted more or less."""

    label = gettext_lazy("Change of trust")

    def format_message(self, log_entry: Any) -> str:
        """Return from which level to which."""
        labels = {key: str(label) for key, label in Trust.choices}
        return _("Trust: from “%(old)s” to “%(new)s”") % {
            "old": labels.get(log_entry.data.get("old"), "?"),
            "new": labels.get(log_entry.data.get("new"), "?"),
        }


def register(actions: LogActionRegistry) -> None:
    """Name the actions."""
    actions.register_action(APPROVED)(Approved)
    actions.register_action(SENT_BACK)(SentBack)
    actions.register_action(TRUSTED)(TrustChanged)
    actions.register_action(
        UNDONE, gettext_lazy("Take a decision back"), gettext_lazy("Decision about a submission taken back")
    )
