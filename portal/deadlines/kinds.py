"""The kinds of things whose people are asked before the end; the apps that own them register here.

A thing is known by its key. Whoever was written to is known by a name, which the kind checks again when the link is
pressed: rights that ended meanwhile give none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.registries import Registry


@dataclass(frozen=True)
class Recipient:
    """Somebody who is written to: the name by which the kind knows them, and their address."""

    name: str
    address: str


@dataclass(frozen=True)
class Ending:
    """A thing that ends soon, or stands open without an end for long; `state` differs once its end was changed.

    `obstacle` says in words why it cannot be changed by a link now, "" where it can. What stands open without an end
    leaves the lists at `leaves_at` unless somebody says before that it is still open.
    """

    key: str
    title: str
    url: str
    state: str
    ends_at: datetime | None
    may_stay_open: bool = False
    recipients: tuple[Recipient, ...] = ()
    edit_path: str = ""
    obstacle: str = ""
    leaves_at: datetime | None = None


class Kind(Protocol):
    """Where things that end come from, and how they are renewed and closed."""

    def due(self, now: datetime) -> Iterable[Ending]:
        """Yield what its people should be asked about at a moment; few queries, however many there are."""

    def unanswered(self, now: datetime) -> Iterable[Ending]:
        """Yield what stood open without an end, was asked about, and should have been confirmed by a moment."""

    def find(self, key: str, recipient: str) -> Ending | None:
        """Return a thing as it stands now, None where it is gone or the recipient has no say in it any more."""

    def hold(self, key: str) -> None:
        """Let nobody else change it until the transaction ends."""

    def renew(self, key: str, ends_at: datetime | None, now: datetime) -> None:
        """Let it end at another moment, or go on until further notice; confirms that it is still right."""

    def close(self, key: str, now: datetime) -> None:
        """Let it be over at this moment."""


kinds = Registry("kind of thing with a deadline")
