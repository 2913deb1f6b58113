"""What the page of a deadline knows beside its own prose."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.calendar.wording import big_tile_of
from network.records.prose import public_story
from portal.deadlines.moments import day_of, words_of
from portal.validity import holds_until
from portal.view_models import Link
from publications.choices import DeadlineKind
from publications.lists.addresses import list_path
from publications.lists.index import index_of
from publications.lists.neighbours import neighbours
from publications.models import DeadlinePage
from publications.own.head import head_of
from publications.own.links import owner_link, topic_links
from publications.own.view_models import Fact
from publications.records.covered import cover_of_owner
from publications.records.deadlines import DeadlineRecord, draft_deadline
from publications.records.owners import owner_path, owners_of

from .list_kind import DEADLINES, records
from .view_models import DeadlineView
from .wording import giver_words, kind_words, places_words


def deadline_context(page: DeadlinePage, request: HttpRequest) -> dict[str, Any]:
    """Return the deadline as its page shows it, with its neighbours in the list."""
    now = timezone.now()
    record = record_of(page, request)
    before, after = neighbours(DEADLINES, page.pk, now)
    holds_until(request, index_of(DEADLINES).next_end(now))
    view = DeadlineView(
        title=record.title,
        kicker=_kicker(record),
        summary=record.summary,
        tile=record.owner.tile if record.owner else "",
        date=big_tile_of(day_of(record.ends_at), "past" if page.is_over(now) else "")
        if record.ends_at
        else None,
        body=public_story(page.body, cover_of_owner(record.owner)),
        facts=[fact for fact in _facts(record) if any(fact.lines)],
        how_heading=_("How to take part")
        if record.kind == DeadlineKind.CALL
        else pgettext("for a job", "How to apply"),
        how_to_apply=record.how_to_apply,
        info_url=record.info_url,
        owner=owner_link(record.owner),
        topics=topic_links(record.topics),
        end=_end(record, page.is_over(now)),
        previous=before,
        following=after,
        all=Link(_("All deadlines"), list_path(DEADLINES)) if list_path(DEADLINES) else None,
    )
    return {"view": view, **head_of(page, record.is_shielded, record.title, record.summary)}


def record_of(page: DeadlinePage, request: HttpRequest) -> DeadlineRecord:
    """Return the public record of a deadline; a preview shows the draft's."""
    if not getattr(request, "is_preview", False) and (known := records([page.pk]).get(page.pk)):
        return known
    return draft_deadline(page, owners_of([page]).get(owner_path(page)))


def _kicker(record: DeadlineRecord) -> str:
    """Return what kind of deadline it is, and whose."""
    giver = giver_words(record)
    return f"{kind_words(record)}: {giver}" if giver else kind_words(record)


def _end(record: DeadlineRecord, is_over: bool) -> str:
    """Return the last day in the words of the panel."""
    words = {"day": words_of(record.ends_at)}
    return _("The deadline was %(day)s") % words if is_over else _("Deadline: %(day)s") % words


def _facts(record: DeadlineRecord) -> Iterator[Fact]:
    """Yield what is known about the deadline."""
    yield Fact(_("Last day"), [words_of(record.ends_at)])
    yield Fact(_("Who gives or calls"), [record.giver])
    yield Fact(_("How much"), [record.amount])
    is_call = record.kind == DeadlineKind.CALL
    yield Fact(pgettext("a call", "Who can take part") if is_call else _("Who can apply"), [record.for_whom])
    yield Fact(_("Where"), [places_words(record)])
