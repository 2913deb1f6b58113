"""When things take place: rules, dates and exceptions as plain values; no Django, no database."""
