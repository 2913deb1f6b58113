"""The calendar of the demo."""
