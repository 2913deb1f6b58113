"""The daily job: closes rounds, turns to the next, begins new ones, and tells the office who is silent."""

from datetime import datetime, timedelta

from network.models import Asking
from portal.sites import default_settings

from . import asking, mails

# Rounds that are over say who was asked when, and nothing more is needed for the quiet time.
KEEP = timedelta(days=730)


def ask_for_confirmation(now: datetime) -> str:
    """Do everything that is due at a moment; return what was done."""
    run = asking.run_of(now)
    asking.follow_up(run)
    asking.begin_new(run)
    mails.tell_office(run.silent, default_settings().office_email, now)
    return str(run)


def forget(before: datetime) -> int:
    """Delete rounds that ended long ago; return how many there were."""
    return Asking.objects.filter(closed_on__lt=before.date()).delete()[0]
