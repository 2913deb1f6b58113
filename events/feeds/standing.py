"""Since when a feed has the bytes it has: right for changes, removals, moved windows and new words alike.

Remembered rather than derived: what a feed says follows from events, venues, names, topics, the day and the
software, and the newest change of whatever it no longer shows cannot be read from what is left.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from events.models import FeedState

# Whoever makes up addresses must not fill the database; beyond it a feed counts as changed each time it is made.
MOST_REMEMBERED = 20_000
KEPT = timedelta(days=90)
NOTED_EVERY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def unchanged_since(address: str, body: bytes, now: datetime) -> datetime:
    """Return since when a feed has these bytes, in full seconds, and remember them.

    HTTP dates know no fractions: a second change within one second counts for the next one, so that no client
    keeps the first.
    """
    content = sha256(body).hexdigest()
    key = sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    second = now.replace(microsecond=0)
    known = FeedState.objects.filter(address_digest=key).first()
    if known is None:
        _remember(key, content, second, now)
        return second
    if known.content_digest != content:
        known.changed_at = max(second, known.changed_at + SECOND)
    elif now - known.asked_at < NOTED_EVERY:
        return known.changed_at
    known.content_digest, known.asked_at = content, now
    known.save()
    return known.changed_at


def _remember(key: str, content: str, second: datetime, now: datetime) -> None:
    """Note the bytes of a feed that nobody asked for before."""
    if FeedState.objects.count() < MOST_REMEMBERED:
        row = FeedState(address_digest=key, content_digest=content, changed_at=second, asked_at=now)
        FeedState.objects.bulk_create([row], ignore_conflicts=True)


def forget(before: datetime) -> int:
    """Delete what is remembered of feeds that nobody asked for since a moment; return how many."""
    return FeedState.objects.filter(asked_at__lt=before).delete()[0]
