"""Deadlines as frozen values, cut to what everybody may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.records import PlaceFact, TopicFact
from publications.models import DeadlinePage, DeadlineRegion, DeadlineTopic

from .covered import cover_of_owner, told_places
from .owners import OwnerFact, owner_path, owners_of
from .tables import PLACE, Tables, in_memory, rows_in, stored, topics_in


@dataclass(frozen=True)
class DeadlineRecord:
    """Everything that everybody may know about a deadline; without an owner it is the office's."""

    page_id: int
    uuid: UUID
    title: str
    summary: str
    owner: OwnerFact | None
    kind: str
    giver: str
    amount: str
    for_whom: str
    how_to_apply: str
    info_url: str
    is_everywhere: bool
    ends_at: datetime | None
    published_on: date
    first_published_at: datetime | None
    last_published_at: datetime | None
    locale_id: int
    places: tuple[PlaceFact, ...] = ()
    topics: tuple[TopicFact, ...] = ()

    @property
    def is_shielded(self) -> bool:
        """Return whether names, numbers and links are hidden for now."""
        return self.owner is not None and self.owner.is_shielded


# What somebody wrote in words of their own, in which a name or number may stand.
WORDS = ("title", "summary", "giver", "amount", "for_whom", "how_to_apply")
# What belongs to a deadline, with what is read along; rows of lists need the places alone.
PLACES = {"regions": (DeadlineRegion, PLACE)}
ALL = {**PLACES, "topic_links": (DeadlineTopic, "tag")}


def deadline_records(ids: Iterable[int], whole: bool = True) -> dict[int, DeadlineRecord]:
    """Return the records of published deadlines by page id; four queries, three more where somebody is protected.

    Those that are not whole have no topics.
    """
    pages = list(DeadlinePage.objects.live().filter(pk__in=list(ids)).defer("body"))
    if not pages:
        return {}
    tables = stored(pages, **(ALL if whole else PLACES))
    owners = owners_of(pages)
    return {page.pk: _record(page, tables, owners.get(owner_path(page))) for page in pages}


def draft_deadline(page: DeadlinePage, owner: OwnerFact | None) -> DeadlineRecord:
    """Return what everybody would know if this draft were published."""
    return _record(page, in_memory(page, *ALL), owner)


def _record(page: DeadlinePage, tables: Tables, owner: OwnerFact | None) -> DeadlineRecord:
    """Return one record from loaded rows."""
    cover, shielded = cover_of_owner(owner), owner is not None and owner.is_shielded
    return DeadlineRecord(
        page_id=page.pk,
        uuid=page.translation_key,
        owner=owner,
        kind=page.kind,
        info_url="" if shielded else page.info_url,
        is_everywhere=page.is_everywhere,
        ends_at=page.ends_at,
        published_on=page.published_on,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        locale_id=page.locale_id,
        places=told_places((row.region for row in rows_in(tables, "regions", page)), shielded),
        topics=topics_in(tables, page),
        **{name: cover.text(getattr(page, name)) for name in WORDS},
    )
