"""How much room is left for an organisation's files, told before somebody meets the end of it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.access.shelf_room import room_in
from network.models import Access, Organisation
from portal.models import User

from .parts import DeskPart

TOLD_FROM = 80  # per cent
# Wagtail's lists, narrowed to files that nothing shows; drafts are not counted there.
UNUSED = "?usage_count_max=0"


def room_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return how much room is taken, None while there is plenty; five queries at most."""
    access = Access.objects.filter(organisation=organisation).first()
    room = room_in(access.collection_id) if access else None
    if room is None or room.percent < TOLD_FROM:
        return None
    return DeskPart(
        _("Room for pictures and documents"),
        "network/desk/room.html",
        {
            "room": room,
            "images_url": reverse("wagtailimages:index") + UNUSED,
            "documents_url": reverse("wagtaildocs:index") + UNUSED,
        },
        order=35,
        anchor="room",
        count=1,
    )
