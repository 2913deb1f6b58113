"""The month as a table: at most three dates a day, read as light rows, never more however much is on."""

from calendar import monthcalendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.addresses import date_path, event_path
from events.models import ChangedDate, Event
from events.models.occurrences import OccurrenceQuerySet
from events.recurrence.schedule import Schedule
from portal.view_models import Link

from . import wording
from .addresses import below, month_part, week_part
from .asked import Asked
from .lists import frame_of
from .rows import OFF, state_badges
from .selection import dates
from .span import Span
from .view_models import CalendarView, MonthCell, MonthRow, MonthTable

SHOWN = 3
LONGEST_SHORT = timedelta(days=32)
MOST_LONG = 6
FIELDS = ("pk", "event_id", "key", "start", "end", "first_day", "last_day", "is_all_day", "status", "is_moved")
EVENT_FIELDS = ("event__title", "event__slug", "event__short_id", "event__language", "event__rule")


@dataclass(frozen=True)
class Light:
    """A date with as little of its event as the table shows."""

    pk: int
    event_id: int
    key: str
    start: datetime
    end: datetime
    first_day: date
    last_day: date
    is_all_day: bool
    status: str
    is_moved: bool
    title: str
    slug: str
    short_id: str
    language: str
    rule: str
