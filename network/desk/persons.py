"""Who keeps an organisation's page besides oneself, and how they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Organisation
from network.stewards.overview import WANTED
from network.stewards.rights import stewards_of
from portal.models import User

from .parts import DeskPart


@dataclass(frozen=True)
class Keeper:
    """Somebody who acts for the organisation."""

    name: str
    email: str
    since: date
    is_reader: bool


def writer_words(writer: User | None, reader: User, names: Mapping[object, str]) -> str:
    """Return who changed something: oneself, a fellow steward by name, everybody else is the office."""
    if writer is None:
        return ""
    if writer.pk == reader.pk:
        return _("by you")
    if writer.pk in names:
        return _("by %(name)s") % {"name": names[writer.pk]}
    return _("by the coordination office")


def keepers_part(user: User, organisation: Organisation, now: datetime) -> DeskPart:
    """Return who else keeps this page; a single person is one too few."""
    rows = stewards_of(organisation, timezone.localdate(now))
    keepers = {
        row.user_id: Keeper(str(row.user), row.user.email, row.since, row.user_id == user.pk) for row in rows
    }
    return DeskPart(
        gettext_lazy("Who keeps this page"),
        "network/desk/keepers.html",
        {
            "keepers": list(keepers.values()),
            "is_alone": len(keepers) < WANTED,
            "organisation_id": organisation.pk,
        },
        order=90,
        anchor="keepers",
    )
