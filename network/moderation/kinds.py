"""What can be submitted: pages, and whatever later apps register, so that mail, link and decision are one for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise
from wagtail.models import WorkflowState

from network.models import Via
from portal.models import User
from portal.registries import Registry

from .comparing import Comparison


class NotDone(Exception):
    """Says why a decision was not carried out; nothing has changed then."""


@dataclass(frozen=True)
class Said:
    """What somebody decided: who, when, by which way, in which state it was seen, and in which words.

    `seen` is None where nobody has to have looked; `notes` are words about single parts, each with its label.
    """

    by: User
    now: datetime
    via: Via = Via.ADMIN
    seen: str | None = None
    comment: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Waiting:
    """Something that waits to be checked, in public words.

    `key` is unique in its kind; `state` differs when anything differs that a decision is about; `url` is where one
    decides in the admin.
    """

    kind: str
    key: str
    title: str
    organisation: str
    state: str
    since: datetime
    url: str
    is_new: bool = False


class Kind(Protocol):
    """A kind of what can be submitted. What it tells is what everybody would see after an approval, nothing else."""

    label: Promise | str

    def tells(self, state: WorkflowState) -> bool:
        """Return whether people are told about a workflow by this kind and not by Wagtail."""

    def waiting(self) -> Iterable[Waiting]:
        """Yield what waits, the longest first; few queries, however much there is."""

    def deciders(self, key: str) -> Iterable[User]:
        """Return those who may decide and want mails about it, whoever submitted it left out."""

    def find(self, key: str) -> Waiting | None:
        """Return something that waits as it is now, None where it waits no more."""

    def settled(self, key: str) -> str:
        """Return in words who decided about something that waits no more, "" where nobody knows."""

    def knows(self, user: User) -> bool:
        """Return whether somebody decides about things of this kind today, whichever."""

    def may_decide(self, user: User, key: str) -> bool:
        """Return whether somebody may decide about it today."""

    def compare(self, key: str) -> Comparison:
        """Return what would change for everybody."""

    def approve(self, key: str, said: Said) -> None:
        """Publish it in the state that was seen; raises NotDone."""

    def send_back(self, key: str, said: Said) -> None:
        """Send it back with a comment; raises NotDone."""


kinds = Registry("kind of submission")
