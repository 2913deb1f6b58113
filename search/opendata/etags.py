"""Whether a client has what it asks for already: strong ETags of answers whose bytes nobody has made yet."""

import hashlib

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from portal import changes


def etag_for(request: HttpRequest, *more: str) -> str:
    """Return the ETag of a request's answer: of version, content, address and day, and what else it depends on."""
    parts = [
        settings.VERSION,
        changes.generation(),
        timezone.localdate().isoformat(),
        request.build_absolute_uri(),
        *more,
    ]
    text = "\n".join(parts).encode("utf-8", "surrogatepass")
    return f'"{hashlib.blake2b(text, digest_size=16).hexdigest()}"'
