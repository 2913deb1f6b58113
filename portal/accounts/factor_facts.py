"""The second factors of an account, as its owner sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from portal.models import User

from . import second_factor


@dataclass(frozen=True)
class Passkey:
    """A passkey: what it is called, when it came, when it was used last."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """Whether there is an app, which passkeys, how many codes are left, and whether the rules require one."""

    has_app: bool
    passkeys: Sequence[Passkey]
    codes_left: int | None
    is_required: bool

    @property
    def is_on(self) -> bool:
        """Return whether signing in takes two steps."""
        return self.has_app or bool(self.passkeys)

    @property
    def is_last(self) -> bool:
        """Return whether the account must keep the one factor it has."""
        return self.is_required and int(self.has_app) + len(self.passkeys) == 1


def factors_of(user: User) -> Factors:
    """Return the factors of an account; one query."""
    found = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        has_app=any(one.type == Authenticator.Type.TOTP for one in found),
        passkeys=[
            Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at)
            for one in found
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        is_required=second_factor.is_required(user),
    )


def may_go(user: User) -> bool:
    """Return whether a factor may be taken away: the last one of an account that must have one may not."""
    return not factors_of(user).is_last
