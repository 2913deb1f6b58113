"""How many mails to one mailbox others may cause: decided here, for every form and button that takes an address.

Known and unknown addresses are counted alike and cost the same, so nobody learns from it whether an account exists.
What is stored is what `throttle` stores: a keyed digest and a moment.

Nobody is shut out by what others do with an address. Links to sign in have a budget of their own; the one that used
it up holds until the next may be asked for (`free_from`), and whoever uses a link showed that the mailbox is theirs
and has the whole budget again (`owner_was_here`). Passwords and passkeys need no mail at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .throttle import Allowance

# The same thing is not written twice to a mailbox within this time: the first mail is still on its way.
SPACING = timedelta(minutes=1)
# Providers that take dots in a name for nothing.
_DOTS_MEAN_NOTHING = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class MailBudget:
    """So many mails of one kind to a mailbox at once, and one more each `every`."""

    name: str
    at_once: int
    every: timedelta

    def take(self, address: str, now: datetime, about: str | None = None) -> bool:
        """Return whether one more mail may go to an address, and count it; about the same thing, one a minute."""
        mailbox = mailbox_of(address)
        if about is not None and not self._spacing.take(f"{mailbox} {about}", now):
            return False
        return self._allowance.take(mailbox, now)

    def free_from(self, address: str, now: datetime) -> datetime:
        """Return from when on one more mail may go to an address: now, or later."""
        return self._allowance.free_from(mailbox_of(address), now)

    def owner_was_here(self, address: str, about: str | None = None) -> None:
        """Give a mailbox its whole budget back, because its owner used what was sent about something."""
        mailbox = mailbox_of(address)
        self._allowance.forget(mailbox)
        if about is not None:
            self._spacing.forget(f"{mailbox} {about}")

    @property
    def _spacing(self) -> Allowance:
        """Return what keeps mails about the same thing apart."""
        return Allowance(f"mail-spacing.{self.name}", 1, SPACING)

    @property
    def _allowance(self) -> Allowance:
        """Return what counts them."""
        return Allowance(f"mail.{self.name}", self.at_once, self.every)


LINK = "link"  # what mails of the first kind are about
# In a day at most: 10 links to sign in, 9 confirmations of all forms together, 7 invitations, 5 for a new address.
SIGN_IN = MailBudget("sign-in", 3, timedelta(hours=3))
FORM = MailBudget("form", 6, timedelta(hours=6))
INVITATION = MailBudget("invitation", 4, timedelta(hours=6))
NEW_ADDRESS = MailBudget("new-address", 2, timedelta(hours=6))


def mailbox_of(address: str) -> str:
    """Return what stands for the mailbox of an address: in small letters, without what only sorts mails there."""
    name, _at, domain = address.strip().lower().rpartition("@")
    name = name.partition("+")[0] or name
    if domain in _DOTS_MEAN_NOTHING:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"
