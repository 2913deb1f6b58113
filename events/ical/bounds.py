"""How much of a calendar is read: enough for every calendar met, little enough for every worker."""

BYTES = 2 * 1024 * 1024
EVENTS = 2_000
# BEGIN within BEGIN; a calendar, an event, an alarm make three.
DEPTH = 8
# Lines before unfolding, and lines that are none.
LINES = 200_000
GARBLED_LINES = 1_000
LINES_OF_COMPONENT = 4_000
BYTES_OF_LINE = 100_000
ZONES = 100
# RDATE and EXDATE of one event together.
DATES = 2_000
# Dates written out for one THISANDFUTURE or one further rule, and for all lookups in a file together.
EXPANDED = 1_000
EXPANDED_IN_ALL = 20_000
# Repetitions by COUNT of all series together: each time such a series is looked at, they are counted from the first.
REPETITIONS_IN_ALL = 1_000_000
# How many may be counted again to find dates that are named; a second rule goes no further than so many years.
COUNTED_AGAIN = 500_000
YEARS_OF_SECOND_RULE = 20

FIRST_YEAR = 1000
LAST_YEAR = 2200
LONGEST_DAYS = 3_660

# Characters that are kept of what people wrote.
SUMMARY = 255
LOCATION = 500
DESCRIPTION = 20_000
ADDRESS = 2_000
ORGANIZER = 255
CATEGORY = 60
CATEGORIES = 20
UID = 255
