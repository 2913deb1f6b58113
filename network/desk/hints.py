"""What readers said about the page, without who they are: their addresses are the office's alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Correction, Organisation
from network.models.corrections import CorrectionStatus
from portal.models import User

from .fields import edit_url
from .own_pages import fact_page
from .parts import DeskPart
from .persons import keepers_of

SHOWN = 20


@dataclass(frozen=True)
class Hint:
    """A hint and whether the organisation itself gave it."""

    text: str
    at: datetime
    is_own: bool


def hints_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return the open hints about an organisation, None where there are none; three queries."""
    rows = Correction.objects.filter(organisation=organisation, status=CorrectionStatus.OPEN)[:SHOWN]
    own = {row.user.email for row in keepers_of(organisation, timezone.localdate(now))}
    hints = [Hint(row.text, row.created_at, row.sender in own) for row in rows]
    page = fact_page(organisation)
    if not hints:
        return None
    return DeskPart(
        _("Hints about your page"),
        "network/desk/hints.html",
        {"hints": hints, "edit_url": edit_url(page.pk) if page else ""},
        order=30,
        anchor="hints",
        count=sum(not hint.is_own for hint in hints),
    )
