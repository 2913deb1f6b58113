"""The words for what circulars note in histories."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

from . import moderation, sending


def register(actions: LogActionRegistry) -> None:
    """Name the actions."""
    for action, label, words in (
        (sending.SUBMITTED, _("Send off a circular"), _("Circular sent off")),
        (sending.RELEASED, _("Let a circular out"), _("Circular let out by the office")),
        (sending.STOPPED, _("Stop a circular"), _("Circular stopped: its author acts for nobody any more")),
        (moderation.RETURNED, _("Send a circular back"), _("Circular sent back by the office")),
        (moderation.TAKEN_BACK, _("Let a circular wait again"), _("Decision about a circular taken back")),
    ):
        actions.register_action(action, label, words)
