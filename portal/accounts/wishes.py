"""Mails that somebody asked for at a door: asking only writes the wish down, housekeeping looks up whose it is.

So the answer to a known and to an unknown address is the same, after the same work: nobody reads from the words, the
time or the number of writes whether an address has an account. An unknown address is forgotten in the next round.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.models import User

from . import letters, links
from .models import MailWish
from .paths import with_next

BATCH = 200


def ask_for_link(email: str, next_url: str) -> None:
    """Note that somebody wants to sign in by a link; "" for one wish too many, which is written and forgotten.

    So the answer takes as long as ever, and nobody reads from it that the owner of an account was here meanwhile.
    """
    _note(MailWish.Kind.SIGN_IN, email, next_url=next_url)


def ask_for_new_address(user: User, email: str) -> None:
    """Note that an account shall have another address."""
    _note(MailWish.Kind.NEW_ADDRESS, email, user=user)


def write_letters(now: datetime) -> str:
    """Write the mails that were asked for; return how many there were, which is not how many had an account."""
    MailWish.objects.filter(email="").delete()
    waiting = list(MailWish.objects.select_related("user").order_by("created_at")[:BATCH])
    for wish in waiting:
        with transaction.atomic(), override(wish.language):
            _LETTERS[wish.kind](wish, now)
            wish.delete()
    return f"{len(waiting)} wishes for mails looked at"


def _note(kind: MailWish.Kind, email: str, *, user: User | None = None, next_url: str = "") -> None:
    """Write a wish down."""
    MailWish.objects.create(
        kind=kind, email=email.strip().lower(), user=user, next_url=next_url, language=get_language()
    )


def _write_link(wish: MailWish, now: datetime) -> None:
    """Write the link to sign in, if an account has the address."""
    user = User.objects.filter(email=wish.email, is_active=True).first()
    if user is None:
        return
    path = with_next("account_use_link", wish.next_url, links.sign_in_token(user, now))
    letters.send(
        f"sign-in:{wish.pk}",
        user.email,
        _("Your link to sign in at %(network)s") % {"network": letters.network()},
        [
            _("with this link you sign in:"),
            letters.whole(path),
            _("It works once, until %(moment)s.") % {"moment": letters.clock(links.sign_in_until(user, now))},
            _("You did not ask for it? Then you need not do anything."),
        ],
    )


def _write_new_address(wish: MailWish, now: datetime) -> None:
    """Write to the new address: the link that confirms it, or that it has an account of its own already."""
    subject = _("Your e-mail address at %(network)s") % {"network": letters.network()}
    if User.objects.filter(email=wish.email).exists():
        words = [_("somebody wanted to use this address for another account. It has one here already.")]
    else:
        path = reverse("account_confirm_address", args=[links.new_address_token(wish.user, wish.email, now)])
        words = [
            _("with this link you confirm that this is the new address of your account:"),
            letters.whole(path),
            _("It works once, until %(moment)s.") % {"moment": letters.clock(now + links.NEW_ADDRESS_LIFE)},
        ]
    unasked = _("You did not ask for it? Then you need not do anything.")
    letters.send(f"new-address:{wish.pk}", wish.email, subject, [*words, unasked])


_LETTERS = {MailWish.Kind.SIGN_IN: _write_link, MailWish.Kind.NEW_ADDRESS: _write_new_address}
