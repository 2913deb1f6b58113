"""What stands below organisations' pages and ends, as rows, feeds and calendars tell it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from portal.addresses import page_url
from portal.page_refs import refs_by_id
from portal.sites import language_of
from publications.records.deadlines import DeadlineRecord
from publications.records.postings import PostingRecord

from .calendar import End
from .kinds import Told

Record = PostingRecord | DeadlineRecord
NEW = timedelta(days=7)


def addressed(ids: Sequence[int], records: Mapping[int, Record]) -> Iterator[tuple[Record, str]]:
    """Yield the records there are, in the order of the ids, with the absolute addresses of their pages."""
    refs = refs_by_id(ids)
    for pk in ids:
        if pk in records and pk in refs:
            yield records[pk], page_url(refs[pk], language_of(records[pk].locale_id))


def told_of(found: Iterable[tuple[Record, str]], summary_of: Callable[[Record], str]) -> tuple[Told, ...]:
    """Return records as feeds tell them."""
    return tuple(
        Told(
            record.uuid,
            record.title,
            url,
            summary_of(record),
            *published_at(record),
            language_of(record.locale_id),
            tuple((topic.slug, topic.name) for topic in record.topics),
        )
        for record, url in found
    )


def ends_of(
    found: Iterable[tuple[Record, str]],
    title_of: Callable[[Record], str],
    summary_of: Callable[[Record], str],
) -> Iterator[End]:
    """Yield the ends of records as calendars tell them; what stays open has none."""
    for record, url in found:
        if record.ends_at:
            title, summary = title_of(record), summary_of(record)
            yield End(record.uuid, title, url, summary, record.ends_at, *published_at(record))


def published_at(record: Record) -> tuple[datetime, datetime]:
    """Return when a record was first and when it was last published."""
    last = record.last_published_at or record.first_published_at
    return record.first_published_at or last, last


def is_new(record: Record, now: datetime) -> bool:
    """Return whether something was published within a week."""
    return timezone.localdate(now) - record.published_on < NEW
