"""Days and times in words: "Mi., 4. März 2026, 19–21 Uhr" in German, "Wed, 4 March 2026, 19:00–21:00" in English.

Times are those of Berlin; of an event elsewhere the time on its own wall is told beside them.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.validity import BERLIN
from portal.view_models import DateTile

HOME_ZONE = "Europe/Berlin"


def _day(day: date, form: str) -> str:
    """Return a day in one of the forms of the interface's language."""
    return date_format(day, form)


def short_day(day: date) -> str:
    """Return "Mi., 4. März 2026"."""
    return _day(day, pgettext("format of a day", "D, j F Y"))


def long_day(day: date) -> str:
    """Return "Mittwoch, 4. März 2026"."""
    return _day(day, pgettext("format of a day", "l, j F Y"))


def day_of_month(day: date) -> str:
    """Return "5. März"."""
    return _day(day, pgettext("format of a day", "j F"))


def month_name(day: date) -> str:
    """Return "März 2026"."""
    return _day(day, pgettext("format of a month", "F Y"))


def day_heading(day: date, today: date) -> str:
    """Return "Heute, Freitag 20.", "Morgen, Samstag 21.", "Dienstag 24."."""
    words = _day(day, pgettext("format of a day within its month", "l j"))
    if day == today:
        return _("Today, %(day)s") % {"day": words}
    if day == today + timedelta(days=1):
        return _("Tomorrow, %(day)s") % {"day": words}
    return words


def tile_of(day: date, state: str = "") -> DateTile:
    """Return a day as a tile; `state` is "", "past" or "off"."""
    return DateTile(
        _day(day, "D"),
        str(day.day),
        _day(day, pgettext("short month of a tile", "M")),
        day.isoformat(),
        state,
    )


def big_tile_of(day: date, state: str = "") -> DateTile:
    """Return a day as the large tile of a head, its month in full."""
    return DateTile(_day(day, "D"), str(day.day), _day(day, "F"), day.isoformat(), state)


def clock(moment: datetime) -> str:
    """Return a time of day without its unit: "19" or "19.30" in German, "19:00" in English."""
    if moment.minute:
        return date_format(moment, pgettext("format of a time", "H:i"))
    return date_format(moment, pgettext("format of a full hour", "H:i"))


def times(start: datetime, end: datetime) -> str:
    """Return the times of a date on one day: "19–21 Uhr", "19.30 Uhr" where no end is known."""
    first, last = start.astimezone(BERLIN), end.astimezone(BERLIN)
    return _times(first, last)


def _times(first: datetime, last: datetime) -> str:
    """Return the times of two moments on one wall."""
    if last == first:
        return pgettext("time of day", "%(start)s") % {"start": clock(first)}
    return pgettext("times of day", "%(start)s–%(end)s") % {"start": clock(first), "end": clock(last)}


def elsewhere(start: datetime, end: datetime, zone: str) -> str:
    """Return the times on the wall of another zone with its name, "" where the clocks show the same."""
    if not zone or zone == HOME_ZONE:
        return ""
    first, last = (moment.astimezone(ZoneInfo(zone)) for moment in (start, end))
    if first.utcoffset() == start.astimezone(BERLIN).utcoffset():
        return ""
    wall = {"times": _times(first, last), "zone": zone.rpartition("/")[2].replace("_", " ")}
    if first.date() != start.astimezone(BERLIN).date():
        wall["times"] = f"{short_day(first.date())}, {wall['times']}"
    return _("German time; there it is %(times)s (%(zone)s)") % wall


def is_overnight(start: datetime, end: datetime) -> bool:
    """Return whether a date runs into the next morning only, which nobody calls two days."""
    first, last = start.astimezone(BERLIN), end.astimezone(BERLIN)
    return last.date() == first.date() + timedelta(days=1) and last.hour < 12 and end - start < timedelta(1)


def when(start: datetime, end: datetime, first: date, last: date, is_all_day: bool) -> str:
    """Return a whole date: "Mi., 4. März 2026, 19–21 Uhr", "4.–6. März 2026, ganztägig"."""
    if is_all_day:
        days = short_day(first) if first == last else day_range(first, last)
        return _("%(days)s, all day") % {"days": days}
    if first == last or is_overnight(start, end):
        return _("%(day)s, %(times)s") % {"day": short_day(first), "times": times(start, end)}
    begin, finish = start.astimezone(BERLIN), end.astimezone(BERLIN)
    return _("%(first)s, %(from)s to %(last)s, %(until)s") % {
        "first": short_day(first),
        "from": _times(begin, begin),
        "last": short_day(last),
        "until": _times(finish, finish),
    }


def day_range(first: date, last: date) -> str:
    """Return "4.–6. März 2026", and both in full where the month or year differs."""
    if (first.year, first.month) == (last.year, last.month):
        begin = _day(first, pgettext("first day of a range within a month", "j"))
        return _("%(first)s–%(last)s") % {
            "first": begin,
            "last": _day(last, pgettext("format of a day", "j F Y")),
        }
    both = [_day(day, pgettext("format of a day", "j F Y")) for day in (first, last)]
    return _("%(first)s to %(last)s") % {"first": both[0], "last": both[1]}


def time_in_list(start: datetime, end: datetime, first: date, last: date, is_all_day: bool) -> str:
    """Return what stands before a date in a list by day: its times, "ganztägig", or until when it goes on."""
    if is_all_day and first == last:
        return capfirst(_("all day"))
    if first == last or is_overnight(start, end):
        return times(start, end)
    until = day_of_month(last)
    if is_all_day:
        return _("until %(day)s") % {"day": until}
    begin = start.astimezone(BERLIN)
    return _("%(time)s, until %(day)s") % {"time": _times(begin, begin), "day": until}
