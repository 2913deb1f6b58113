"""What housekeeping does for messages to organisations, every round."""

from datetime import datetime

from network.relay import messages
from portal.sites import default_settings


def tidy(now: datetime) -> str:
    """Forget what went, and hand what could not be delivered to the office of the default site."""
    return messages.tidy(now, default_settings().office_email)
