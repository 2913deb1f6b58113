"""The job that tells those who check: one mail for each submission, one for many together, each state once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from network.models import Announcement
from portal.models import User

from . import letters
from .kinds import Waiting, kinds
from .summary import Line, lines_of

KEEP = timedelta(days=90)
# More than this at once, or in a day, goes together in one mail, and then once an hour at most.
SINGLE = 3
SINGLE_A_DAY = 10
PAUSE = timedelta(hours=1)


def announce(now: datetime) -> str:
    """Tell those who check what came in since the last run; return what was done."""
    fresh = _untold()
    if not fresh:
        return "nothing new"
    if _is_much_today(now) and _told_lately(now):
        return f"{len(fresh)} wait for the next mail"
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        if not _claim(fresh, now):
            return "another process tells"
        together = len(fresh) > SINGLE or _is_much_today(now)
        # What would become public is the same for everybody who is told.
        told: dict[Waiting, list[Line]] = {}
        mails = 0
        for person, waiting in _by_person(fresh).items():
            if together and len(waiting) > 1:
                letters.ask_together(person, waiting, now)
                mails += 1
                continue
            for one in waiting:
                if one not in told:
                    told[one] = lines_of(kinds[one.kind].compare(one.key))
                letters.ask(person, one, told[one], now)
                mails += 1
    return f"{len(fresh)} submissions, {mails} mails"


def forget(before: datetime) -> int:
    """Delete what was told long ago; return how many there were."""
    return Announcement.objects.filter(at__lt=before).delete()[0]


def mark(waiting: Waiting, now: datetime) -> None:
    """Remember that nobody needs to be told: whoever took a decision back knows that it waits again."""
    _claim([waiting], now)


def _untold() -> list[Waiting]:
    """Return what nobody was told of."""
    waiting = [one for kind in kinds for one in kind.waiting()]
    states = {one.state for one in waiting}
    told = set(Announcement.objects.filter(state__in=states).values_list("kind", "key", "state"))
    return [one for one in waiting if (one.kind, one.key, one.state) not in told]


def _by_person(fresh: Iterable[Waiting]) -> dict[User, list[Waiting]]:
    """Return what each person is to be told."""
    found: dict[User, list[Waiting]] = {}
    for one in fresh:
        for person in kinds[one.kind].deciders(one.key):
            found.setdefault(person, []).append(one)
    return found


def _claim(fresh: Iterable[Waiting], now: datetime) -> bool:
    """Note what is told; return whether another process did not just do the same."""
    rows = [Announcement(kind=one.kind, key=one.key, state=one.state, at=now) for one in fresh]
    before = Announcement.objects.count()
    Announcement.objects.bulk_create(rows, ignore_conflicts=True)
    return Announcement.objects.count() > before


def _is_much_today(now: datetime) -> bool:
    """Return whether single mails would be too many today."""
    return Announcement.objects.filter(at__gt=now - timedelta(days=1), at__lt=now).count() >= SINGLE_A_DAY


def _told_lately(now: datetime) -> bool:
    """Return whether a mail went a short while ago."""
    return Announcement.objects.filter(at__gt=now - PAUSE, at__lt=now).exists()
