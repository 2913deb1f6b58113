"""Where the office takes care of the register."""

from django.urls import reverse


def url(name, *args):
    """Return an address of register care."""
    return reverse(f"register_care:{name}", args=args)
