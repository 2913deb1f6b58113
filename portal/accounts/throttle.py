"""How often something may be tried about one account: counted in the database, so for all workers together.

Known and unknown addresses are counted alike. What is stored is a keyed digest and a moment (a leaky bucket written
as the time at which it is empty), moved by one UPDATE, so that tries at the same time count one by one. Networks are
counted by `portal.http.rate_limit` in each worker's memory, because their addresses are kept nowhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.http.rate_limit import RateLimit

from .models import Throttle


@dataclass(frozen=True)
class Allowance:
    """So many tries at once, and one more each `every`; the name keeps what is counted apart."""

    name: str
    at_once: int
    every: timedelta

    def take(self, subject: str, now: datetime) -> bool:
        """Return whether one more try is allowed, and count it."""
        key = self._key(subject)
        Throttle.objects.bulk_create([Throttle(key=key, busy_until=now)], ignore_conflicts=True)
        latest = now + self.every * (self.at_once - 1)
        free = Throttle.objects.filter(pk=key, busy_until__lte=latest)
        start = Greatest(F("busy_until"), Value(now, DateTimeField()))
        return free.update(busy_until=ExpressionWrapper(start + self.every, DateTimeField())) == 1

    def give_back(self, subject: str) -> None:
        """Take back the try that was counted last, because it was right."""
        row = Throttle.objects.filter(pk=self._key(subject))
        row.update(busy_until=ExpressionWrapper(F("busy_until") - self.every, DateTimeField()))

    def free_from(self, subject: str, now: datetime) -> datetime:
        """Return from when on one more try is allowed: now, or later."""
        until = Throttle.objects.filter(pk=self._key(subject)).values_list("busy_until", flat=True).first()
        return max(now, until - self.every * (self.at_once - 1)) if until else now

    def forget(self, subject: str) -> None:
        """Allow everything at once again."""
        Throttle.objects.filter(pk=self._key(subject)).delete()

    def _key(self, subject: str) -> str:
        """Return the digest under which a subject is counted."""
        return salted_hmac(f"portal.throttle.{self.name}", subject, algorithm="sha256").hexdigest()


# Whoever is shut out by somebody else's guesses still comes in by a link or a passkey.
PASSWORDS = Allowance("password", 10, timedelta(minutes=3))
# Six digits, three of which are right at a time: guessing takes years.
CODES = Allowance("code", 5, timedelta(minutes=5))
# A code that was used is not used again, in no worker, as long as it would be right.
USED_CODES = Allowance("used-code", 1, timedelta(minutes=2))

# Per worker: tries from one network, a building with many people included.
network = RateLimit(size=settings.SIGN_IN_TRIES_AT_ONCE, per_second=1 / 6)


def network_may_try(request: HttpRequest) -> bool:
    """Return whether the network of a request may try once more, and count it."""
    return network.take(request).allowed


def forget(before: datetime) -> int:
    """Delete what is past before a moment, and return how many rows went."""
    return Throttle.objects.filter(busy_until__lt=before).delete()[0]
