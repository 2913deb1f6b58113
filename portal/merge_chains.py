"""Where things went that were made one, through any number of merges."""

from collections.abc import Mapping


def end_of(pk: int, into: Mapping[int, int]) -> int:
    """Return where a chain of merges ends; a circle ends where it began."""
    seen = {pk}
    while pk in into and into[pk] not in seen:
        pk = into[pk]
        seen.add(pk)
    return pk
