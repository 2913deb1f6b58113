"""How much may be written: by an organisation in a day, to the outbox in a run."""

from datetime import datetime, timedelta

from network.models import Circular, CircularState

DAY = timedelta(days=1)
# Circulars of one organisation within a day, so that nobody who opted in regrets it.
MOST_A_DAY = 2
MOST_OPEN = 20
# Mails of circulars that wait in the outbox at a time; whatever is urgent goes before them.
MOST_WAITING = 40


def left_today(organisation: int, now: datetime) -> int:
    """Return how many circulars an organisation may still send off; what the office sent back does not count."""
    sent_off = Circular.objects.filter(organisation=organisation, submitted_at__gt=now - DAY)
    return max(0, MOST_A_DAY - sent_off.exclude(state=CircularState.RETURNED).count())


def may_begin(organisation: int) -> bool:
    """Return whether an organisation may begin one more."""
    open_ones = Circular.objects.filter(
        organisation=organisation, state__in=(CircularState.DRAFT, CircularState.RETURNED)
    )
    return open_ones.count() < MOST_OPEN
