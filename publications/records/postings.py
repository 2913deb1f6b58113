"""Job postings as frozen values, cut to what everybody may know: under the emergency switch no contact, no house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from network.records import PlaceFact, TopicFact
from network.records.covering import OPEN, Cover
from network.records.places import place_fact
from publications.models import InterviewDate, JobPostingPage, PostingContact, PostingTopic, Workplace

from .covered import cover_of_owner, cover_of_posting, covers_of_pages, told_places
from .owners import OwnerFact, owner_path, owners_of
from .tables import PLACE, Tables, in_memory, rows_in, stored, topics_in


@dataclass(frozen=True)
class WorkplaceFact:
    """A place where one can work: the region, the house or address, and a note."""

    place: PlaceFact | None
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class InterviewFact:
    """When interviews take place."""

    day: date | None
    note: str = ""


@dataclass(frozen=True)
class ContactFact:
    """Where applications or questions go."""

    purpose: str
    kind: str
    value: str
    person: str = ""


@dataclass(frozen=True)
class PostingRecord:
    """Everything that everybody may know about a job posting."""

    page_id: int
    uuid: UUID
    title: str
    summary: str
    owner: OwnerFact | None
    employer: str
    works_for: str
    home_office: str
    employment: tuple[str, ...]
    hours: str
    pay: str
    pay_alternative: str
    pay_grade: str
    pay_from: Decimal | None
    pay_until: Decimal | None
    pay_per: str
    starts_on: date | None
    start_note: str
    limited_until: date | None
    limit_note: str
    limit_option: str
    ends_at: datetime | None
    is_rolling: bool
    how_to_apply: str
    papers: tuple[str, ...]
    published_on: date
    first_published_at: datetime | None
    last_published_at: datetime | None
    locale_id: int
    workplaces: tuple[WorkplaceFact, ...] = ()
    interviews: tuple[InterviewFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    topics: tuple[TopicFact, ...] = ()

    @property
    def is_shielded(self) -> bool:
        """Return whether contacts and houses are hidden for now."""
        return self.owner is not None and self.owner.is_shielded

    @property
    def places(self) -> tuple[PlaceFact, ...]:
        """Return the regions of the workplaces."""
        return tuple(fact.place for fact in self.workplaces if fact.place)


# What somebody wrote in words of their own, in which a name or number may stand.
WORDS = (
    "title",
    "summary",
    "employer",
    "works_for",
    "hours",
    "pay",
    "pay_alternative",
    "pay_grade",
    "start_note",
    "limit_note",
    "limit_option",
    "how_to_apply",
)
# What belongs to a posting, with what is read along; rows of lists need the places alone.
PLACES = {"workplaces": (Workplace, PLACE)}
ALL = {
    **PLACES,
    "interviews": (InterviewDate, ""),
    "contacts": (PostingContact, ""),
    "topic_links": (PostingTopic, "tag"),
}


def posting_records(ids: Iterable[int], whole: bool = True) -> dict[int, PostingRecord]:
    """Return the records of published postings by page id; six queries, five more where somebody is protected.

    Those that are not whole have places but neither interviews, contacts nor topics: three queries.
    """
    pages = list(JobPostingPage.objects.live().filter(pk__in=list(ids)).defer("body"))
    if not pages:
        return {}
    tables = stored(pages, **(ALL if whole else PLACES))
    owners = owners_of(pages)
    covers = covers_of_pages(pages, owners)
    return {
        page.pk: _record(page, tables, _with_cover(owners.get(owner_path(page)), covers.get(page.pk, OPEN)))
        for page in pages
    }


def draft_posting(page: JobPostingPage, owner: OwnerFact | None) -> PostingRecord:
    """Return what everybody would know if this draft were published."""
    tables = in_memory(page, *ALL)
    rows = rows_in(tables, "contacts", page), rows_in(tables, "workplaces", page)
    return _record(page, tables, _with_cover(owner, cover_of_posting(owner, *rows)))


def _with_cover(owner: OwnerFact | None, cover: Cover) -> OwnerFact | None:
    """Return whoever stands behind a posting, with what is covered in its words."""
    return replace(owner, cover=cover) if owner else None


def _record(page: JobPostingPage, tables: Tables, owner: OwnerFact | None) -> PostingRecord:
    """Return one record from loaded rows."""
    shielded = owner is not None and owner.is_shielded
    cover = cover_of_owner(owner)
    return PostingRecord(
        page_id=page.pk,
        uuid=page.translation_key,
        owner=owner,
        home_office=page.home_office,
        employment=tuple(page.employment),
        pay_from=page.pay_from,
        pay_until=page.pay_until,
        pay_per=page.pay_per,
        starts_on=page.starts_on,
        limited_until=page.limited_until,
        ends_at=page.ends_at,
        is_rolling=page.is_rolling,
        papers=tuple(map(cover.text, page.papers)),
        published_on=page.published_on,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        locale_id=page.locale_id,
        workplaces=_workplaces(rows_in(tables, "workplaces", page), shielded),
        interviews=()
        if shielded
        else tuple(InterviewFact(row.day, row.note) for row in rows_in(tables, "interviews", page)),
        contacts=()
        if shielded
        else tuple(
            ContactFact(row.purpose, row.kind, row.value, row.person)
            for row in rows_in(tables, "contacts", page)
        ),
        topics=topics_in(tables, page),
        **{name: cover.text(getattr(page, name)) for name in WORDS},
    )


def _workplaces(rows: Sequence[Workplace], shielded: bool) -> tuple[WorkplaceFact, ...]:
    """Return the workplaces; of a protected organisation their districts alone, each once."""
    if shielded:
        return tuple(map(WorkplaceFact, told_places((row.region for row in rows), shielded)))
    return tuple(WorkplaceFact(place_fact(row.region), row.name, row.note) for row in rows)
