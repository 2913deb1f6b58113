"""The calendar's public pages: lists by day, month and week, events and their dates."""
