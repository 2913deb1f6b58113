"""Calendars of others, taken in: which address may be asked, what it answered, when it is asked again."""
