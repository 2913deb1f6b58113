"""Forgetting one person everywhere (Art. 17 GDPR), in one step that can be tried, and repeated."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import changes
from portal.registries import personal_data

from .leaving import check_may_leave
from .people import Person
from .records import Done
from .tables import everywhere


@dataclass(frozen=True)
class Erased:
    """What became of a person's data: what was done by entry of the record, and where the address still stands.

    `left` counts rows by column after everything was done; what stays on purpose is named in `done`, too.
    """

    person: Person
    done: tuple[tuple[str, Done], ...]
    left: dict[str, int]

    @property
    def is_nothing(self) -> bool:
        """Return whether nothing was known."""
        return not self.done and not self.left

    @property
    def waits(self) -> bool:
        """Return whether somebody has to decide about something."""
        return any(done.waits for _label, done in self.done)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {
            "address": self.person.address,
            "done": [{"label": label, **asdict(done)} for label, done in self.done],
            "left": self.left,
        }

    def lines(self) -> Iterator[str]:
        """Yield it in words: what was deleted, what stays and why, what somebody has to decide."""
        groups = (
            (_("Deleted:"), [one for one in self.done if not one[1].why_kept]),
            (_("Stays:"), [one for one in self.done if one[1].why_kept and not one[1].waits]),
            (_("Has to be decided:"), [one for one in self.done if one[1].waits]),
        )
        for heading, found in groups:
            if not found:
                continue
            yield heading
            for label, done in found:
                why = f" ({done.why_kept})" if done.why_kept else ""
                yield f"  {label}: {done.what}: {done.count}{why}"
        if self.left:
            columns = ", ".join(f"{label} ({count})" for label, count in self.left.items())
            yield _("The address still stands in: %(columns)s") % {"columns": columns}


class _Tried(Exception):
    """Rolls back what a trial did."""


def erase(person: Person, now: datetime) -> Erased:
    """Forget a person; raises LastSuperuser, and then nothing has happened. The same again finds nothing more."""
    if person.user is not None:
        check_may_leave(person.user)
    with transaction.atomic():
        done = []
        for entry in sorted(personal_data, key=lambda entry: entry.order):
            done += [(str(entry.label), one) for one in entry.erase(person, now)]
    changes.drain()  # search documents, and with them everything that is made of them
    return Erased(person, tuple(done), everywhere(person.traces))


def try_out(person: Person, now: datetime) -> Erased:
    """Return what `erase` would do, and change nothing."""
    try:
        with transaction.atomic():
            erased = erase(person, now)
            raise _Tried
    except _Tried:
        return erased
