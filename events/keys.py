"""How a date of a series is called wherever it is written down: its original wall start, to the minute.

`2026-03-30T19:00`, or `2026-03-30` for whole days. The name stays when the date is moved.
"""

from datetime import datetime

LONGEST = 16


def key_text(start: datetime, is_all_day: bool) -> str:
    """Return the key of a wall start."""
    return start.strftime("%Y-%m-%d" if is_all_day else "%Y-%m-%dT%H:%M")


def key_start(text: str) -> datetime:
    """Return the wall start of a key; raises ValueError for anything else."""
    if len(text) not in {10, LONGEST} or not text.isascii():
        raise ValueError(text)
    return datetime.strptime(text, "%Y-%m-%d" if len(text) == 10 else "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - wall time
