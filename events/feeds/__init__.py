"""The calendar for other programs: iCalendar, Atom and JSON of what a list of the calendar shows."""
