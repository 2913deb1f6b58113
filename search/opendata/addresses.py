"""Addresses in data: absolute, at the portal's public address, whatever name a request came in by."""

from portal.sites import base_url


def absolute(path: str) -> str:
    """Return a path with scheme and host."""
    return base_url() + path
