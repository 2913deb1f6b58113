"""The signed links of the doors, each bound to the account as it was: what changed since makes them worthless."""

import uuid
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from portal import signed_links
from portal.models import User
from portal.signed_links import LinkOutdated, SignedLink

from . import mailboxes

SIGN_IN = "sign-in"
NEW_ADDRESS = "new-address"
SIGN_IN_LIFE = timedelta(hours=1)
# A link that must do until the next may be asked for holds until that one is surely there.
DELIVERY = timedelta(minutes=30)
NEW_ADDRESS_LIFE = timedelta(hours=24)


def sign_in_until(user: User, now: datetime) -> datetime:
    """Return until when a link to sign in holds that is sent now: an hour, or until another one may be sent."""
    free_from = mailboxes.SIGN_IN.free_from(user.email, now)
    return now + SIGN_IN_LIFE if free_from == now else max(now + SIGN_IN_LIFE, free_from + DELIVERY)


def sign_in_token(user: User, now: datetime) -> str:
    """Return the token of a link that signs somebody in once."""
    return signed_links.make(SIGN_IN, str(user.pk), sign_in_until(user, now), now, state_of(user))


def new_address_token(user: User, email: str, now: datetime) -> str:
    """Return the token of a link that gives an account another address."""
    subject = f"{user.pk} {email}"
    return signed_links.make(NEW_ADDRESS, subject, now + NEW_ADDRESS_LIFE, now, state_of(user))


def account_behind(link: SignedLink) -> User:
    """Return whose link it is; raises LinkOutdated where the account is closed, gone or changed."""
    user = User.objects.filter(pk=uuid.UUID(link.subject.split()[0]), is_active=True).first()
    if user is None:
        raise LinkOutdated
    signed_links.check_revision(link, state_of(user))
    return user


def state_of(user: User) -> str:
    """Return what changes with address and password of an account, and tells neither."""
    return salted_hmac("portal.accounts.state", f"{user.email} {user.password}").hexdigest()[:24]
