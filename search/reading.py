"""What a query was understood to mean: word groups with weights, places, a corrected word."""

from dataclasses import dataclass

from .corrections import Correction
from .types import Group


@dataclass(frozen=True)
class RecognisedPlace:
    """A place named in the query: region key and label, or a postcode with its point; `start:end` in the text."""

    key: str
    label: str
    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class RecognisedDay:
    """A day of the week named in the query, Monday 0; `start:end` in the text."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class Need:
    """One word of the query as understood: its stem, how much it counts (`importance`), and why (`notes`)."""

    text: str
    stem: str
    importance: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A query as understood: what to match, from which score on, what to mark, what was recognised.

    The last group is the bonus for names and days, which only raises what matches anyway. `min_score` is the
    absolute cut; with `best_share` hits must also reach that many percent of the best score (bonus aside) of any
    document. `rest` is the query without its places and days, `corrected` the whole query in the spelling that was
    searched; the single `corrections` are there to be shown as documents write them. `is_written` tells that
    `corrected` is proper German, not folded, so that people may see it.
    """

    groups: tuple[Group, ...] = ()
    min_score: int = 0
    best_share: int = 0
    marks: frozenset[str] = frozenset()
    places: tuple[RecognisedPlace, ...] = ()
    days: tuple[RecognisedDay, ...] = ()
    rest: str = ""
    corrected: str | None = None
    corrections: tuple[Correction, ...] = ()
    is_written: bool = False
    too_vague: bool = False
    needs: tuple[Need, ...] = ()
