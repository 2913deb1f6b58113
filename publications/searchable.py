"""What of the publications can be found by words: each kind registers a function, and the search reads them all."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.registries import Registry


@dataclass(frozen=True)
class Searchable:
    """A published thing as the search knows it: words that everybody may read, and between which moments it is there.

    `key` is the thing's own within its kind: those with the same one are its versions in several languages.
    `region_ids` and `organisation_id` are primary keys, `by` is who stands behind it in one line, `called` in
    German what people call a thing like this, beside the name of its kind. `visible_until` is
    the first moment at which it is over; what `is_outdated` is still found, and says so.
    """

    kind: str
    key: str
    page_id: int
    title: str
    summary: str
    texts: tuple[str, ...]
    topics: tuple[str, ...]
    region_ids: tuple[int, ...]
    organisation_id: int | None
    url: str
    locale: str
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    is_outdated: bool = False
    by: str = ""
    called: str = ""
    published_on: date | None = None


# Functions `(page ids or None for all) -> Iterable[Searchable]`; few queries, however many are asked for.
sources = Registry("source of what can be found")
