"""What the templates of the calendar read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.list_models import Chip, Facet, HiddenField, Pagination, PlaceLine
from portal.view_models import Badge, DateTile, Link, Message, Office


@dataclass(frozen=True)
class EventRow:
    """A date in a list; `when` are its times, `day` its whole day where no heading says it."""

    url: str
    title: str
    when: str
    iso: str
    tile: str = ""
    place: str = ""
    organiser: str = ""
    summary: str = ""
    badges: Sequence[Badge] = ()
    note: str = ""
    distance_km: float | None = None
    is_off: bool = False
    lang: str = ""
    dir: str = ""
    elsewhere: str = ""
    day: DateTile | None = None
    full_day: str = ""
    paper_url: str = ""
    has_own_title: bool = False


@dataclass(frozen=True)
class DayBlock:
    """A day with its dates; `month` is the heading above it where a new month begins."""

    heading: str
    iso: str
    rows: Sequence[EventRow]
    month: str = ""
    more: Link | None = None


@dataclass(frozen=True)
class Filters:
    """The form of the filters as the template shows it."""

    action: str
    hidden: Sequence[HiddenField]
    facets: Sequence[Facet]
    words: str = ""
    place: str = ""
    radius: int | None = None
    radii: Sequence[int] = ()
    first_day: str = ""
    last_day: str = ""
    active_count: int = 0


@dataclass
class CalendarView:
    """A list, month, week or day of the calendar with everything around it."""

    heading: str
    tint: Any
    cloth: Sequence[Any]
    lead: str = ""
    actions: Sequence[Link] = ()
    views: Sequence[Link] = ()
    quick: Sequence[Link] = ()
    chips: Sequence[Chip] = ()
    clear_url: str = ""
    filters: Filters | None = None
    place: PlaceLine | None = None
    messages: list[Message] = field(default_factory=list)
    running: Sequence[EventRow] = ()
    running_heading: str = ""
    days: Sequence[DayBlock] = ()
    month: Any = None
    long: Sequence["MonthRow"] = ()
    total: int = 0
    count_label: str = ""
    pagination: Pagination | None = None
    previous: Link | None = None
    following: Link | None = None
    archive: Link | None = None
    empty_heading: str = ""
    empty_text: str = ""
    ways: Sequence[Link] = ()
    office: Office | None = None
    is_narrowed: bool = False
    snippet: str = ""


@dataclass(frozen=True)
class MonthCell:
    """A day of the month table; `out` is one of the months beside it."""

    day: date
    label: str
    rows: Sequence["MonthRow"] = ()
    more: Link | None = None
    is_out: bool = False
    is_today: bool = False


@dataclass(frozen=True)
class MonthRow:
    """A date in the month table: as little as fits."""

    url: str
    time: str
    title: str
    full_day: str
    badge: Badge | None = None
    is_off: bool = False
    lang: str = ""


@dataclass(frozen=True)
class MonthTable:
    """A month as a table: weekdays in full and short, weeks of seven cells."""

    caption: str
    weekdays: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[MonthCell]]
