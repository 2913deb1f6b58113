"""What somebody can be invited to; an app above registers its purposes in `portal.registries.invitation_purposes`.

The link says only which invitation it is; groups and rights follow from the purpose's own code. For example:
`invitation_purposes.register("steward", Purpose(label=…, accept=…, groups=(roles.MEMBERS,), is_open=…))`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import Invitation
from portal.models import User
from portal.registries import invitation_purposes


def _always(invitation: Invitation) -> bool:
    """Return that nothing outside of the invitation can end it."""
    return True


@dataclass(frozen=True)
class Purpose:
    """What an invitation is for.

    `label(subject)` says it in the active language, to fill "You are invited: …"; `accept(user, invitation, now)`
    does what follows, in the transaction that uses the invitation up, and may be called for an account that had it
    all before; `groups` are given to the account; `is_open(invitation)` says whether it still holds, for example
    whether who invited may still do so. It is asked when the link is looked at and when it is used.
    """

    label: Callable[[str], str]
    accept: Callable[[User, Invitation, datetime], None]
    groups: tuple[str, ...] = ()
    is_open: Callable[[Invitation], bool] = _always


def purpose_of(invitation: Invitation) -> Purpose | None:
    """Return what an invitation is for, None where no app knows it any more."""
    return invitation_purposes.get(invitation.purpose)


def words_of(invitation: Invitation) -> str:
    """Return what an invitation is for, in words of the active language."""
    purpose = purpose_of(invitation)
    return purpose.label(invitation.subject) if purpose else ""
