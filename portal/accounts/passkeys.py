"""What a browser is handed when a passkey is made or shown."""

import json
from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder

from portal.models import User


def for_browser(options: Mapping[str, Any]) -> str:
    """Return what `passkey.js` reads from an attribute; bytes are base64url already."""
    return json.dumps(options, cls=_Encoder)


def has_passkey(user: User) -> bool:
    """Return whether somebody has a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()


class _Encoder(DjangoJSONEncoder):
    """Writes the mappings of the passkey library as objects."""

    def default(self, value: Any) -> Any:
        """Return something that JSON has."""
        return dict(value) if isinstance(value, Mapping) else super().default(value)
