"""What an organisation's page lacks, why that matters, and where it is written."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.care.completeness import Gap, gaps_of, with_gaps
from network.freshness.settings import periods
from network.models import Organisation
from portal.models import User

from .fields import edit_url
from .frame import desk_url
from .own_pages import fact_page
from .parts import DeskPart

# What the office alone can fill in.
OFFICE = {"seat"}


@dataclass(frozen=True)
class Missing:
    """Something that is missing, the reason why it matters, and the way to where it is filled in."""

    label: str | Promise
    why: str | Promise
    url: str
    is_essential: bool
    is_of_office: bool = False


def gaps_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what is missing, None where there is no page yet; two queries."""
    page = fact_page(organisation)
    if page is None:
        return None
    entries = with_gaps(
        Organisation.objects.filter(pk=organisation.pk), timezone.localdate(now), periods().stale
    )
    entry = entries.get()
    missing = [_missing(gap, organisation, page.pk) for gap in gaps_of(entry)]
    return DeskPart(
        _("What is missing"),
        "network/desk/gaps.html",
        {"missing": missing, "complete": entry.complete, "manual_url": reverse("manual")},
        order=40,
        anchor="missing",
        count=sum(one.is_essential and not one.is_of_office for one in missing),
    )


def _missing(gap: Gap, organisation: Organisation, page_id: int) -> Missing:
    """Return a gap with the way to its field; what is to be confirmed is confirmed on the desk itself."""
    url = f"{desk_url(organisation)}#confirm" if gap.key == "confirmed" else edit_url(page_id, gap.key)
    is_of_office = gap.key in OFFICE
    return Missing(gap.label, gap.why, "" if is_of_office else url, gap.is_essential, is_of_office)
