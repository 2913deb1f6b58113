"""The models of the calendar, one module per role."""

from .calendar import EventCalendarPage, SchoolHoliday
from .changed_dates import ChangedDate
from .curation import EventMerge, QueueEntry
from .events import CoOrganiser, Event, EventTopic
from .feed_states import FeedState
from .feeds import CalendarFeed, CalendarUpload, FeedItem
from .occurrences import Occurrence, Publication
from .proposals import Proposal
from .registrations import Registration, RegistrationSettings, SeatCount
from .venues import Venue

__all__ = [
    "CalendarFeed",
    "CalendarUpload",
    "ChangedDate",
    "CoOrganiser",
    "Event",
    "EventCalendarPage",
    "EventMerge",
    "EventTopic",
    "FeedItem",
    "FeedState",
    "Occurrence",
    "Proposal",
    "Publication",
    "QueueEntry",
    "Registration",
    "RegistrationSettings",
    "SchoolHoliday",
    "SeatCount",
    "Venue",
]
