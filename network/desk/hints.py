"""What readers said about the page, without who they are: their addresses are the office's alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Correction, Organisation
from network.models.corrections import CorrectionStatus
from network.stewards.rights import stewards_of
from portal.models import User

from .fields import edit_url
from .own_pages import fact_page
from .parts import DeskPart

SHOWN = 20


@dataclass(frozen=True)
class Hint:
    """A hint and whether the organisation itself gave it."""

    text: str
    at: datetime
    is_own: bool


def hints_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return the open hints about an organisation, None where there are none; three queries at most."""
    rows = list(Correction.objects.filter(organisation=organisation, status=CorrectionStatus.OPEN)[:SHOWN])
    if not rows:
        return None
    own = {row.user.email for row in stewards_of(organisation, timezone.localdate(now))}
    hints = [Hint(row.text, row.created_at, row.sender in own) for row in rows]
    page = fact_page(organisation)
    return DeskPart(
        _("Hints about your page"),
        "network/desk/hints.html",
        {"hints": hints, "edit_url": edit_url(page.pk) if page else ""},
        order=30,
        anchor="hints",
        count=sum(not hint.is_own for hint in hints),
    )
