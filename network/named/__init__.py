"""Whoever others name beside themselves, on posts and dates: told by mail and at the desk, and free to leave."""
