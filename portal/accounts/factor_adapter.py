"""What allauth asks us about second factors: how their secrets are stored, and what is said of a wrong one."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from portal.models import User
from portal.sites import default_site, portal_settings

from .adapter import _WRONG_CODE


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and codes lie encrypted in the database: a copy of it alone makes no code."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was; raises InvalidToken where the portal has another key and not kept the old."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Return a first name for a passkey."""
        return _("Passkey")

    def _get_site_name(self) -> str:
        """Return what apps and browsers call this portal."""
        facts = default_site()
        return portal_settings(facts.site).full_name if facts else settings.WAGTAIL_SITE_NAME


def _box() -> MultiFernet:
    """Return what encrypts: the key of the portal first, then the ones before it."""
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    """Return a key that is used for nothing else."""
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"second-factor").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
