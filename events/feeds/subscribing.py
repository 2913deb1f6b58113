"""The panel “subscribe to this calendar”: the address in both its forms, and how the usual calendars take it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.addresses import calendar_path
from events.calendar.addresses import NOT_KEPT
from events.calendar.asked import understand
from events.calendar.filter_kinds import alliance_labels, organiser_labels
from events.calendar.frame import base_url
from events.models import EventCalendarPage
from network.models import ActorPage, AlliancePage
from portal.registries import Section
from portal.search_url import SearchUrl

from .choosing import is_cut
from .naming import cut_words

TEMPLATE = "events/subscribe.html"
ANCHOR = "abonnieren"
FEED, ATOM = "feed.ics", "feed.atom"
ORDER = 35  # below the dates themselves

WAYS = (
    ("Google", gettext_lazy(
        "On a computer, open calendar.google.com. Beside “Other calendars” choose the plus sign, then “From URL”, "
        "and paste the address. After that your phone shows it, too. Google may take a day to notice a change.")),
    ("iPhone, iPad, Mac", gettext_lazy(
        "Press “Subscribe now” and confirm. If nothing opens: Settings, Apps, Calendar, Calendar Accounts, Add "
        "Account, Other, Add Subscribed Calendar; paste the address.")),
    ("Outlook", gettext_lazy(
        "In the calendar choose “Add calendar”, then “Subscribe from web”, and paste the address.")),
    ("Thunderbird", gettext_lazy(
        "In the calendar choose “New Calendar…”, then “On the Network”, and paste the address. Leave the user name "
        "empty.")),
    ("Android", gettext_lazy(
        "With a Google account subscribe on a computer as described above. Without one, the free app ICSx⁵ takes the "
        "address and shows the dates in any calendar app.")),
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How one program takes a calendar."""

    name: str
    text: str


@dataclass(frozen=True)
class Subscription:
    """A feed as people subscribe to it: `url` for copying, `webcal_url` for a button that opens their calendar."""

    url: str
    webcal_url: str
    atom_url: str
    ways: tuple[Way, ...]
    note: str = ""


def subscription(host: str, values: dict[str, Any]) -> Subscription:
    """Return the subscription of a list with these parameters; `host` is scheme and host of the portal."""
    kept = {name: value for name, value in values.items() if name not in NOT_KEPT}
    url, atom = (f"{host}{SearchUrl(calendar_path() + file, kept)}" for file in (FEED, ATOM))
    ways = tuple(Way(name, str(text)) for name, text in WAYS)
    return Subscription(url, f"webcal://{url.partition('://')[2]}", atom, ways)


def sections(page: Any, request: HttpRequest) -> Iterator[Section]:
    """Yield the panel for the calendar with the filters of its list, an organisation or an alliance."""
    if not calendar_path():
        return
    if isinstance(page, EventCalendarPage):
        asked = understand(request.path, request.GET)
        note = _cut_note() if is_cut(asked, timezone.now()) else ""
        yield _section(base_url(request), asked.url.values, note)
    elif isinstance(page, ActorPage) and page.organisation_id:
        name = "buendnis" if isinstance(page, AlliancePage) else "veranstalter"
        if _has_dates(page.organisation.register_id):
            yield _section(base_url(request), {name: page.organisation.register_id})


def _has_dates(register_id: str) -> bool:
    """Return whether somebody invites to anything, so that there is something to subscribe to."""
    return register_id in alliance_labels() or register_id in organiser_labels()


def _cut_note() -> str:
    """Return what people read beside a calendar that cannot hold all there is, and what to do about it."""
    advice = _("If you choose an area or a topic above, more of that fits in.")
    return f"{cut_words()} {advice}"


def _section(host: str, values: dict[str, Any], note: str = "") -> Section:
    """Return the panel as a section."""
    context = {"subscription": replace(subscription(host, values), note=note)}
    return Section(TEMPLATE, context, ORDER, ANCHOR, _("Subscribe to these dates"))
