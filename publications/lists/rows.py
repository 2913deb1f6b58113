"""A published thing as lists know it: what it can be found by and when it ends, nothing that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.slugs import german_slug

# The region of what is bound to no place: it is found in every one.
EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Row:
    """A published page: its words (folded), who stands behind it, and the values by which filters find it.

    `organisation` is a register id, "" for the office's own; `also` are the ids and names of others who stand behind
    it. `regions` are keys, as exact as everybody may know.
    `more` holds the values of the kind's own filters by parameter.
    """

    pk: int
    title: str
    words: str = ""
    organisation: str = ""
    organisation_name: str = ""
    also: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_on: date | None = None
    ends_at: datetime | None = None


def folded(*texts: str) -> str:
    """Return texts as they are looked in: every word begins with a hyphen, umlauts and case are gone."""
    return "-" + german_slug(" ".join(filter(None, texts)), "", 4000)
