"""What people do at the doors, for tests."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from portal.accounts import wishes
from portal.models import OutgoingMail

PASSWORD = "ein langes Kennwort"
SIGN_IN = "/konto/anmelden/"
SECOND_STEP = "/konto/anmelden/zweiter-schritt/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more):
    """Return the answer to address and password."""
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def is_in(client: Client) -> bool:
    """Return whether somebody is signed in."""
    return "_auth_user_id" in client.session


def link_for(client: Client, email: str, **more) -> str:
    """Ask for a link and return its path, "" where no mail was written."""
    client.post(SIGN_IN, {"email": email, "by_link": "1", **more})
    return last_link(email)


def last_link(email: str) -> str:
    """Let housekeeping write the mails and return the path in the last one to an address."""
    wishes.write_letters(timezone.now())
    mail = OutgoingMail.objects.filter(recipient=email).order_by("created_at").last()
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.body) if mail else None
    return found[1] if found else ""


def add_app(user) -> str:
    """Give an account an app and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def add_codes(user) -> list[str]:
    """Give an account codes for emergencies and return them."""
    return RecoveryCodes.activate(user).generate_codes()


def code_of(secret: str, later: int = 0) -> str:
    """Return what an app shows now, or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def factors(user) -> list[str]:
    """Return the kinds of factors of an account."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
