"""Where an organisation takes itself off a post."""

from django.urls import reverse

from network.models import Organisation


def leave_url(organisation: Organisation, page_id: int) -> str:
    """Return the address of the page with the button."""
    return reverse("co_authors:leave", args=[organisation.pk, page_id])
