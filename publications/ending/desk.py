"""What ends, on the desk of the organisation: until when it is open, with the way to renew or close it at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.desk.parts import DeskPart
from network.models import ActorPage, Organisation
from portal.addresses import page_path
from portal.deadlines.kinds import Recipient, kinds
from portal.deadlines.letters import NOTICE, link_path
from portal.deadlines.moments import is_over, words_of
from portal.models import User

from .pages import OPEN_LONG, PagesThatEnd, ending_of, people_of

# Of what is over, only what somebody may want to open again.
SHOWN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class EndLook:
    """A page as the desk shows it; `answer_url` leads to renewing and closing, "" where that is not possible now."""

    title: str
    url: str
    note: str
    is_over: bool
    asks: bool
    answer_url: str


def ends_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what of an organisation ends, None without anything; a few queries for each kind."""
    above = list(ActorPage.objects.filter(organisation=organisation).values_list("path", flat=True))
    people = people_of([organisation.pk]).get(organisation.pk, ())
    mine = next((one for one in people if one.address == user.email), None)
    looks = [
        _look(name, page, mine, now)
        for name, kind in kinds.items()
        if isinstance(kind, PagesThatEnd)
        for page in _pages(kind, above, now)
    ]
    if not looks:
        return None
    context = {
        "open": [one for one in looks if not one.is_over],
        "over": [one for one in looks if one.is_over],
    }
    return DeskPart(
        gettext_lazy("Your jobs and deadlines"),
        "publications/ending/desk.html",
        context,
        order=46,
        anchor="ends",
        count=sum(look.asks for look in looks),
    )


def _pages(kind: PagesThatEnd, above: list[str], now: datetime) -> list[Any]:
    """Return the published pages of a kind below some pages that are open, or over for a short time."""
    found = []
    for path in above:
        pages = kind.model.objects.live().filter(path__startswith=path)
        found += pages.exclude(ends_at__lte=now - SHOWN_AFTER).order_by("ends_at", "pk")
    return found


def _look(name: str, page: Any, mine: Recipient | None, now: datetime) -> EndLook:
    """Return one page; what stands open for long asks as what ends soon does."""
    ending = ending_of(page, ())
    over = is_over(page.ends_at, now)
    if page.ends_at:
        asks = not over and page.ends_at <= now + NOTICE
        words = _("over since %(day)s") if over else _("open until %(day)s")
        note = words % {"day": words_of(page.ends_at)}
    else:
        asks = page.last_published_at is not None and page.last_published_at <= now - OPEN_LONG
        note = _("open for long; is it still?") if asks else _("open until further notice")
    answer = link_path(name, ending, mine.name, now) if mine and not ending.obstacle else ""
    return EndLook(page.title, page_path(page), note, over, asks, answer)
