"""What ends, on the desk of the organisation: what is open, waits or is over, each with one tap for what next.

The buttons press the links of the mails, so there is one way to renew and to close.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.access.own_kinds import kinds_in_order
from network.access.page_policy import below
from network.desk.own_pages import fact_page
from network.desk.parts import DeskPart
from network.models import ActorPage, Organisation
from portal.deadlines import moments
from portal.deadlines.kinds import Ending, Recipient, kinds
from portal.deadlines.letters import NOTICE, link_path
from portal.deadlines.link_view import LONGEST
from portal.models import User
from publications.own.desk import OwnLook, buttons_for, looks_of

from .pages import OPEN_LONG, PagesThatEnd, ending_of, people_of, with_obstacles

# Of what is over, only what somebody may want to open again.
SHOWN_AFTER = timedelta(days=30)
# How much longer something is open after one tap.
LONGER = timedelta(days=28)


@dataclass(frozen=True)
class EndLook:
    """A page as the desk shows it; `answer_url` leads to renewing and closing, "" where that is not possible now.

    `later` is the day until which one tap renews it, for the form and in words, "" for until further notice.
    """

    own: OwnLook
    note: str
    is_over: bool
    asks: bool
    answer_url: str
    obstacle: str = ""
    later: str = ""
    later_words: str = ""


def ends_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what of an organisation ends, None where it has no page; a fixed number of queries for each kind."""
    home = fact_page(organisation)
    if home is None:
        return None
    people = people_of([organisation.pk])
    mine = next((one for one in people.get(organisation.pk, ()) if one.address == user.email), None)
    looks = [
        look
        for name, kind in kinds.items()
        if isinstance(kind, PagesThatEnd)
        for look in _looks(name, _pages(kind, organisation, now), mine, now)
    ]
    context = {
        "buttons": buttons_for([kind for kind in kinds_in_order() if kind.ends], home),
        "groups": [(words, found) for words, found in _groups(looks) if found],
    }
    return DeskPart(
        gettext_lazy("Your jobs and deadlines"),
        "publications/ending/desk.html",
        context,
        order=46,
        anchor="ends",
        count=sum(look.asks for look in looks),
    )


def _groups(looks: Sequence[EndLook]) -> Iterator[tuple[str, list[EndLook]]]:
    """Yield the looks by what one wants to do with them, what is urgent first."""
    public = [look for look in looks if look.own.is_public]
    yield _("Ends soon"), [look for look in public if look.asks]
    yield _("Not public yet"), [look for look in looks if not look.own.is_public]
    yield _("Open"), [look for look in public if not look.asks and not look.is_over]
    yield _("Over; in no list any more"), [look for look in public if look.is_over]


def _pages(kind: PagesThatEnd, organisation: Organisation, now: datetime) -> list[Any]:
    """Return the pages of a kind below those of an organisation that are not over for long; a few queries."""
    paths = ActorPage.objects.filter(organisation=organisation).values_list("path", flat=True)
    pages = kind.model.objects.filter(below(paths)).exclude(ends_at__lte=now - SHOWN_AFTER)
    return list(with_obstacles(pages).order_by("ends_at", "pk"))


def _looks(name: str, pages: Sequence[Any], mine: Recipient | None, now: datetime) -> Iterator[EndLook]:
    """Yield the pages of a kind as the desk shows them."""
    for page, own in zip(pages, looks_of(pages), strict=True):
        ending, over = ending_of(page, ()), page.is_over(now)
        asks = page.live and not over and _asks(page, now)
        is_free = page.live and mine is not None and not ending.obstacle
        day = later_day(ending, now)
        yield EndLook(
            own,
            _note(ending, asks, over),
            over,
            asks,
            link_path(name, ending, mine.name, now) if is_free and mine else "",
            ending.obstacle if page.live else "",
            day.isoformat() if day else "",
            moments.words_of(moments.end_of(day)) if day else "",
        )


def later_day(ending: Ending, now: datetime) -> date | None:
    """Return the last day after one tap: four weeks more, as far as a link may; None for until further notice."""
    if ending.ends_at is None and ending.may_stay_open:
        return None
    today = moments.local_day(now)
    last = max(today, moments.day_of(ending.ends_at)) if ending.ends_at else today
    return min(last + LONGER, today + LONGEST)


def _asks(page: Any, now: datetime) -> bool:
    """Return whether an open page wants an answer: it ends soon, or stands open for long."""
    if page.ends_at:
        return page.ends_at <= now + NOTICE
    return page.last_published_at is not None and page.last_published_at <= now - OPEN_LONG


def _note(ending: Ending, asks: bool, over: bool) -> str:
    """Return until when a page is open, in words."""
    if ending.ends_at:
        words = _("over since %(day)s") if over else _("open until %(day)s")
        return words % {"day": moments.words_of(ending.ends_at)}
    if asks:
        words = _("open for long; is it still? Without an answer it is over after %(day)s.")
        return words % {"day": moments.words_of(ending.leaves_at)}
    return _("open until further notice")
