"""Addresses below the calendar's own, and whether something answers them."""

from datetime import date

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from portal.search_url import SearchUrl

ARCHIVE, EMBED = "archiv", "einbetten"
NOT_KEPT = ("seite", "von", "bis")


def month_part(day: date) -> str:
    """Return the part that names the month of a day: `2026-03`."""
    return f"{day.year:04}-{day.month:02}"


def week_part(day: date) -> str:
    """Return the part that names the week of a day (ISO 8601): `2026-W10`."""
    year, week, _weekday = day.isocalendar()
    return f"{year:04}-W{week:02}"


def below(calendar: str, part: str, url: SearchUrl) -> str:
    """Return the address of a part of the calendar with the filters of a list, without its days and page."""
    kept = {name: value for name, value in url.values.items() if name not in NOT_KEPT}
    return str(SearchUrl(f"{calendar}{part}/" if part else calendar, kept))


def is_answered(path: str) -> bool:
    """Return whether a path without a slash at its end, such as a feed's, leads anywhere."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def route(name: str, *args: object) -> str:
    """Return the address of a route that a later part of the portal may have, "" where it has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
