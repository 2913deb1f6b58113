"""A deadline as its page shows it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.calendar.wording import big_tile_of
from portal.deadlines.moments import day_of, words_of
from publications.choices import DeadlineKind
from publications.own.links import topic_links
from publications.own.view_models import Fact
from publications.records.deadlines import DeadlineRecord

from .view_models import DeadlineView
from .wording import giver_words, kind_words, places_words


def deadline_view(record: DeadlineRecord, body: Any, is_over: bool, **links: Any) -> DeadlineView:
    """Return the view of a record; `body` is the prose, `links` are those around the deadline."""
    is_call = record.kind == DeadlineKind.CALL
    return DeadlineView(
        title=record.title,
        kicker=_kicker(record),
        summary=record.summary,
        tile=record.owner.tile if record.owner else "",
        date=big_tile_of(day_of(record.ends_at), "past" if is_over else "") if record.ends_at else None,
        body=body,
        facts=[fact for fact in _facts(record, is_call) if any(fact.lines)],
        how_heading=_("How to take part") if is_call else pgettext("for a job", "How to apply"),
        how_to_apply=record.how_to_apply,
        info_url=record.info_url,
        topics=topic_links(record.topics),
        end=_end(record, is_over),
        **links,
    )


def _kicker(record: DeadlineRecord) -> str:
    """Return what kind of deadline it is, and whose."""
    giver = giver_words(record)
    return f"{kind_words(record)}: {giver}" if giver else kind_words(record)


def _end(record: DeadlineRecord, is_over: bool) -> str:
    """Return the last day in the words of the panel."""
    words = {"day": words_of(record.ends_at)}
    return _("The deadline was %(day)s") % words if is_over else _("Deadline: %(day)s") % words


def _facts(record: DeadlineRecord, is_call: bool) -> Iterator[Fact]:
    """Yield what is known about the deadline."""
    yield Fact(_("Last day"), [words_of(record.ends_at)])
    yield Fact(_("Who gives or calls"), [record.giver])
    yield Fact(_("How much"), [record.amount])
    yield Fact(pgettext("a call", "Who can take part") if is_call else _("Who can apply"), [record.for_whom])
    yield Fact(_("Where"), [places_words(record)])
