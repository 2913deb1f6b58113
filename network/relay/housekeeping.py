"""What housekeeping does for messages to organisations, every round."""

from datetime import datetime

from network.relay import messages
from portal.sites import default_site, portal_settings


def tidy(now: datetime) -> str:
    """Forget what went, and hand what could not be delivered to the office of the default site."""
    facts = default_site()
    return messages.tidy(now, portal_settings(facts.site).office_email if facts else "")
