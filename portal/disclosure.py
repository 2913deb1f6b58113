"""Who may see a fact, and how exactly a place may be told (DESIGN: "One record leaves the house")."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom a fact is meant, from everybody to nobody."""

    PUBLIC = "public", _("Everybody")
    REGISTRANTS = "registrants", _("People registered for the event")
    MEMBERS = "members", _("Members of the alliances of this organisation")
    OFFICE = "office", _("Only the coordination office")
    NOBODY = "nobody", _("Nobody (kept for the record)")


class Precision(models.TextChoices):
    """How exactly a place is told; a coarser one uses that region's own point, never a rounded exact one."""

    EXACT = "exact", _("Street and number")
    MUNICIPALITY = "municipality", _("Only the town")
    DISTRICT = "district", _("Only the district")


_RANK = {
    Audience.PUBLIC: 0,
    Audience.REGISTRANTS: 1,
    Audience.MEMBERS: 2,
    Audience.OFFICE: 3,
    Audience.NOBODY: 4,
}


def may_see(viewer: str, needed: str) -> bool:
    """Return whether somebody cleared for `viewer` may see a fact meant for `needed`; nobody sees `nobody`."""
    if needed == Audience.NOBODY:
        return False
    if needed == Audience.REGISTRANTS:
        return viewer in {Audience.REGISTRANTS, Audience.OFFICE}
    if viewer == Audience.REGISTRANTS:
        return needed == Audience.PUBLIC
    return _RANK[Audience(viewer)] >= _RANK[Audience(needed)]
