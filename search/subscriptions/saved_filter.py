"""The filter of a saved search as a value: what it asks for, what it has lost."""

from dataclasses import dataclass

from ..directory_request import Asked
from ..query import SearchRequest


@dataclass(frozen=True)
class SavedFilter:
    """A filter as it is stored and searched; `query` is its canonical query string, "" for everything.

    `kinds` are the only sources it asks, () for all.
    """

    query: str
    request: SearchRequest
    asked: Asked
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Return whether the filter narrows as it says: none of its parameters lost everything it named."""
        return not self.lost
