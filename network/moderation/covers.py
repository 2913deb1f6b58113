"""What is covered of protected organisations, read once for everything that stands on a screen or in a mail."""

from collections.abc import Iterable
from functools import cached_property

from network.models import Organisation
from network.records.covering import Cover
from network.records.load import covers_for


class Covers:
    """Remembers what is covered of each organisation: in its own words, and where others name it."""

    def __init__(self) -> None:
        self._own: dict[int, Cover] = {}
        self._named: dict[int, Cover] = {}

    @cached_property
    def protected(self) -> frozenset[int]:
        """Return the organisations under the emergency switch; one query."""
        return frozenset(Organisation.objects.filter(is_shielded=True).values_list("pk", flat=True))

    def read(self, own: Iterable[int], named: Iterable[int] = ()) -> None:
        """Read what is not known yet; three queries, none where everything is."""
        new = covers_for(set(own) - self._own.keys(), set(named) - self._named.keys())
        for known, found in zip((self._own, self._named), new, strict=True):
            known.update(found)

    def of(self, own: Iterable[int], named: Iterable[int] = ()) -> list[Cover]:
        """Return what is covered in the words of some organisations, and where others are named."""
        own, named = set(own), set(named)
        self.read(own, named)
        return [*(self._own[pk] for pk in sorted(own)), *(self._named[pk] for pk in sorted(named))]
