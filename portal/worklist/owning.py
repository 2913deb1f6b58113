"""Who takes care of an item: taken over, given to a colleague, released; forgotten when it waits no more."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.models import User
from portal.registries import editor_permissions, office_permissions

from .models import WorkAssignment
from .reading import Entry, queues_for, read


def colleagues() -> QuerySet[User]:
    """Return who works here for everybody: superusers, and whoever holds a right of the office or the editors."""
    names = {name for names in (*office_permissions, *editor_permissions) for name in names}
    given = Q(is_superuser=True)
    for app, codes in _by_app(names).items():
        rights = {"content_type__app_label": app, "codename__in": codes}
        for path in ("groups__permissions", "user_permissions"):
            given |= Q(**{f"{path}__{field}": value for field, value in rights.items()})
    people = User.objects.filter(given, is_active=True).distinct()
    return people.order_by("last_name", "first_name", "email")


@transaction.atomic
def give(entries: Iterable[Entry], owner: User, now: datetime) -> list[Entry]:
    """Let a person take care of items and return those they may not see, which stay as they were."""
    theirs = queues_for(owner)
    entries = list(entries)
    kept = [entry for entry in entries if entry.queue_name in theirs]
    rows = [WorkAssignment(queue=entry.queue_name, key=entry.item.key, owner=owner, at=now) for entry in kept]
    WorkAssignment.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["owner", "at"], unique_fields=["queue", "key"]
    )
    return [entry for entry in entries if entry.queue_name not in theirs]


def release(entries: Iterable[Entry]) -> int:
    """Let nobody take care of items any more; return how many had somebody."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.queue_name, []).append(entry.item.key)
    rows = (WorkAssignment.objects.filter(queue=name, key__in=found) for name, found in keys.items())
    return sum(found.delete()[0] for found in rows)


def tidy(now: datetime) -> str:
    """Forget who takes care of what waits no more, or of what its owner may not see any more."""
    gone = 0
    for owner in User.objects.filter(pk__in=WorkAssignment.objects.values("owner")):
        rows = WorkAssignment.objects.filter(owner=owner, at__lt=now)
        board = read(owner, now, rows.values_list("queue", flat=True).distinct()) if owner.is_active else None
        known = {entry.place for entry in board.entries} if board else set()
        doubtful = board.doubtful if board else ()
        over = [row.pk for row in rows if row.queue not in doubtful and (row.queue, row.key) not in known]
        gone += WorkAssignment.objects.filter(pk__in=over).delete()[0]
    return f"{gone} matters have no owner any more"


def _by_app(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of permissions by app."""
    found: dict[str, list[str]] = {}
    for name in names:
        app, codename = name.split(".")
        found.setdefault(app, []).append(codename)
    return found
