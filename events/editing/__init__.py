"""The calendar in the admin: what editors and people of organisations do with events, venues, feeds and holidays."""
