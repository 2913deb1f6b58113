"""The signed addresses of a subscription: confirming, changing, leaving."""

from datetime import datetime, timedelta

from django.urls import reverse

from portal import signed_links

from .models import SavedSearch

CONFIRM = "confirm-saved-search"
MANAGE = "saved-search"
CONFIRM_LIFE = timedelta(hours=48)
# Every mail brings a new one, and one mail a year comes at least (`telling.SIGN_OF_LIFE`).
MANAGE_LIFE = timedelta(days=365)


def confirm_path(saved: SavedSearch, now: datetime) -> str:
    """Return the path that confirms an address, in the active language."""
    token = signed_links.make(CONFIRM, str(saved.pk), now + CONFIRM_LIFE, now)
    return reverse("confirm_saved_search", args=[token])


def manage_path(saved: SavedSearch, now: datetime) -> str:
    """Return the path of the page that changes or ends a subscription, in the active language."""
    return reverse("manage_saved_search", args=[_manage(saved, now)])


def leave_path(saved: SavedSearch, now: datetime) -> str:
    """Return the path a POST to which ends a subscription, in the active language."""
    return reverse("leave_saved_search", args=[_manage(saved, now)])


def _manage(saved: SavedSearch, now: datetime) -> str:
    """Return a token that holds for a year."""
    return signed_links.make(MANAGE, str(saved.pk), now + MANAGE_LIFE, now)
