"""The list of those who come, as a table for spreadsheets."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.models import Registration
from network.exchange.sheets import MARK, sheet_lines


def attendee_csv(people: Iterable[Registration]) -> str:
    """Return a heading and a line for each person."""
    heading = (_("Name"), _("E-mail"), _("Seats"), _("State"), _("Since"))
    return MARK + sheet_lines([heading, *map(_row, people)])


def _row(person: Registration) -> tuple[str, ...]:
    """Return the cells of a person."""
    since = f"{localtime(person.confirmed_at):%Y-%m-%d %H:%M}" if person.confirmed_at else ""
    return (person.name, person.email, str(person.seats), person.get_state_display(), since)
