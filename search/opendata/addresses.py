"""Addresses in data: absolute, at the portal's public address, whatever name a request came in by."""

from portal.sites import default_site


def absolute(path: str) -> str:
    """Return a path with scheme and host; no query while no content changes."""
    facts = default_site()
    return f"{facts.base_url}{path}" if facts else path
