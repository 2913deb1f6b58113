"""What somebody is told about their own account: what changed, so that they notice what they did not do."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import User

from . import letters

PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of a notice
ADDRESS_CHANGED = "address-changed"
CODES_REFUSED = "codes-refused"
_WORDS = {
    PASSWORD_CHANGED: gettext_lazy("Your password was changed."),
    "mfa/email/totp_activated": gettext_lazy("An app for codes was added to your account."),
    "mfa/email/totp_deactivated": gettext_lazy("The app for codes was removed from your account."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your account."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Your account has new codes for emergencies."),
    CODES_REFUSED: gettext_lazy(
        "Somebody signed in with your password or your mailbox, and then tried many wrong codes."
        " Nobody came in. If that was not you, change your password."
    ),
}


def tell(what: str, user: User, now: datetime) -> None:
    """Queue the notice; of refused codes one a day is enough."""
    moment = f"{now:%Y-%m-%d}" if what == CODES_REFUSED else f"{now.timestamp():.3f}"
    letters.send(
        f"notice:{what}:{user.pk}:{moment}",
        user.email,
        _("Your account at %(network)s") % {"network": letters.network()},
        [str(_WORDS[what]), letters.clock(now), letters.not_you()],
    )


def tell_old_address(user: User, old: str, now: datetime) -> None:
    """Tell the address that an account had before that it has another one; the new one is not named."""
    letters.send(
        f"notice:{ADDRESS_CHANGED}:{user.pk}:{now.timestamp():.3f}",
        old,
        _("Your account at %(network)s") % {"network": letters.network()},
        [
            _("Your account has another e-mail address now. This one no longer belongs to it."),
            letters.clock(now),
            letters.not_you(),
        ],
    )
