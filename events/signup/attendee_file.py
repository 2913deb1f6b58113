"""The list of those who come as CSV: for German spreadsheets, and with no cell that they run as a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.models import Registration
from network.exchange.cells import write_cell
from network.exchange.columns import Column

MARK = "\ufeff"
_TEXT = Column("text", ("Text",))


def attendee_csv(people: Iterable[Registration]) -> str:
    """Return a heading and a line for each person (RFC 4180 with semicolons, UTF-8 with a mark)."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Name"), _("E-mail"), _("Seats"), _("State"), _("Since")])
    for person in people:
        since = f"{localtime(person.confirmed_at):%Y-%m-%d %H:%M}" if person.confirmed_at else ""
        row = (person.name, person.email, str(person.seats), person.get_state_display(), since)
        writer.writerow([cell(value) for value in row])
    return MARK + file.getvalue()


def cell(value: str) -> str:
    """Return a value as a cell that no spreadsheet runs as a formula; line breaks become spaces."""
    return write_cell(_TEXT, " ".join(value.split()))
