"""Sent keys of rows: no database holds a number of more than eighteen digits, and looking one up fails."""

from collections.abc import Iterable


def is_key(value: object) -> bool:
    """Return whether something may be the key of a row."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) < 19


def keys_in(values: Iterable[object], most: int | None = None) -> list[int]:
    """Return the keys among what was sent, each once, at most so many."""
    return list(dict.fromkeys(int(str(value)) for value in values if is_key(value)))[:most]
