"""The embedded engine's data: postings, bitsets and what is needed to order hits. Not safe for threads by itself."""

import bisect
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import compress
from typing import NamedTuple

from search.engines import bitsets
from search.engines.agreement import facet_field
from search.engines.completion_table import CompletionTable
from search.engines.geodesy import Point, distance_m, stored_point
from search.engines.postings import Postings
from search.engines.timetable import Ranges, Timetable
from search.engines.value_sets import ValueSets
from search.types import IndexedDocument

FEW = 50
WASTE_LEAST = 200
WASTE_SHARE = 4


class Card(NamedTuple):
    """What is kept of one document besides terms and facet values; ranges are half-open."""

    title: tuple[str, str, str]  # sort_title, register_id, key: the last word in every order
    confirmed_on: int
    point: Point | None
    windows: Ranges  # of being visible, unix seconds; empty: always
    open_ranges: Ranges  # minutes of the week


NOTHING = ValueSets()


class MemoryIndex:
    """Documents under ordinals; a replaced or deleted one only leaves `alive` and goes at the next compaction."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.alive = 0
        # Ordinals, the dead included; passing over a list of them would write to what forked workers share.
        self.by_title = array("I")
        self.postings = Postings()
        self.points: defaultdict[Point, list[int]] = defaultdict(list)
        self._distances: tuple[tuple[float, float, int], dict[Point, float]] = ((0.0, 0.0, 0), {})
        self.completions = CompletionTable()
        self.seqs: dict[str, int] = {}  # of deleted documents too
        self._values: defaultdict[str, ValueSets] = defaultdict(ValueSets)  # by field name
        self._ordinals: dict[str, int] = {}
        self._windows = Timetable()
        self._hours = Timetable()
        self._windowed = 0

    @property
    def size(self) -> int:
        """Return how many ordinals are in use, those of the dead included."""
        return len(self.cards)

    def __len__(self) -> int:
        """Return how many documents are alive."""
        return len(self._ordinals)

    def values(self, field: str) -> ValueSets:
        """Return the values of "type", "locale", "areas" or a facet's field; asking leaves the index unchanged."""
        return self._values.get(field, NOTHING)

    def is_news(self, document: IndexedDocument) -> bool:
        """Return whether the document is newer than what is known of its key."""
        return document.seq > self.seqs.get(document.key, -1)

    def deserves_copy(self, changes: int) -> bool:
        """Return whether so many changes are better made on a compacted copy than here."""
        dead = self.size - len(self)
        return max(changes, dead) > max(WASTE_LEAST, len(self) // WASTE_SHARE)

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Take in the documents that are news, in their order."""
        first = self.size
        completions: list[tuple[int, str]] = []
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for document in documents:
            if not self.is_news(document):
                continue
            self.seqs[document.key] = document.seq
            self._forget(document.key)
            if document.deleted:
                continue
            ordinal = self._insert(document)
            completions += ((ordinal, phrase) for phrase in document.completions)
            for term in document.terms:
                holders[term].append(ordinal)
        self.postings.add(holders)
        self.completions.add(completions)
        self._put_in_order(range(first, self.size))

    def compacted(self) -> "MemoryIndex":
        """Return a copy without the dead; this index stays as it is and may be read meanwhile."""
        kept = list(compress(range(self.size), bitsets.to_flags(self.alive, self.size)))
        numbers = array("l", [-1]) * self.size
        for new, old in enumerate(kept):
            numbers[old] = new
        copy = MemoryIndex()
        copy.seqs = dict(self.seqs)
        for old in kept:
            copy._file(self.cards[old])
        copy.postings = self.postings.moved(self.alive, numbers)
        for field, sets in self._values.items():
            copy._values[field] = sets.moved(self.alive, numbers)
        copy.by_title = array("I", (new for old in self.by_title if (new := numbers[old]) >= 0))
        copy.completions = self.completions.moved(numbers)
        return copy

    def visible(self, now: int) -> int:
        """Return the living documents that may be seen at the time (unix seconds)."""
        return self.alive & (~self._windowed | self._windows.holding(now))

    def open_at(self, minute: int) -> int:
        """Return the living documents that can be reached at the minute of the week."""
        return self.alive & self._hours.holding(minute)

    def distances(self, lat: float, lon: float) -> Mapping[Point, float]:
        """Return the metres from a place in degrees to every point; the last answer is kept while it is right."""
        asked = (lat, lon, len(self.points))
        known, distances = self._distances
        if known != asked:
            distances = {point: distance_m(lat, lon, point) for point in self.points}
            self._distances = (asked, distances)
        return distances

    def _insert(self, document: IndexedDocument) -> int:
        ordinal = self._file(card_of(document))
        self._values["type"].note(document.type, ordinal)
        self._values["locale"].note(document.locale, ordinal)
        for area in document.areas:
            self._values["areas"].note(area, ordinal)
        for name, values in document.facets.items():
            sets = self._values[facet_field(name)]
            for value in values:
                sets.note(value, ordinal)
        return ordinal

    def _file(self, card: Card) -> int:
        ordinal = self.size
        self.cards.append(card)
        self.alive |= 1 << ordinal
        self._ordinals[card.title[2]] = ordinal
        if card.point is not None:
            self.points[card.point].append(ordinal)
        if card.windows:
            self._windowed |= 1 << ordinal
            self._windows.note(card.windows, ordinal)
        if card.open_ranges:
            self._hours.note(card.open_ranges, ordinal)
        return ordinal

    def _forget(self, key: str) -> None:
        ordinal = self._ordinals.pop(key, None)
        if ordinal is not None:
            self.alive &= ~(1 << ordinal)

    def _put_in_order(self, ordinals: range) -> None:
        if len(ordinals) < FEW:
            for ordinal in ordinals:
                bisect.insort(self.by_title, ordinal, key=self._title)
        else:
            self.by_title = array("I", sorted([*self.by_title, *ordinals], key=self._title))

    def _title(self, ordinal: int) -> tuple[str, str, str]:
        return self.cards[ordinal].title


def card_of(document: IndexedDocument) -> Card:
    """Return what the index keeps of a document as a whole."""
    since = -math.inf if document.visible_from is None else document.visible_from
    until = math.inf if document.visible_until is None else document.visible_until
    limited = document.visible_from is not None or document.visible_until is not None
    located = document.lat is not None and document.lon is not None
    return Card(
        title=(document.sort_title, document.register_id, document.key),
        confirmed_on=document.confirmed_on,
        point=stored_point(document.lat, document.lon) if located else None,
        windows=((since, until),) if limited else (),
        open_ranges=tuple(document.open_ranges),
    )
