"""A job posting as its page shows it: facts in the order in which applicants ask."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.calendar.wording import big_tile_of
from portal.deadlines.moments import day_of, words_of
from publications.choices import ContactPurpose, HomeOffice
from publications.own.links import topic_links
from publications.own.view_models import Fact
from publications.records.postings import ContactFact, PostingRecord

from . import wording
from .view_models import ContactGroup, PostingView


def posting_view(record: PostingRecord, body: Any, is_over: bool, **links: Any) -> PostingView:
    """Return the view of a record; `body` is the prose, `links` are those around the posting."""
    owner = links.get("owner")
    date = big_tile_of(day_of(record.ends_at), "past" if is_over else "") if record.ends_at else None
    return PostingView(
        title=record.title,
        kicker=_("Job: %(organisation)s") % {"organisation": owner.label} if owner else _("Job"),
        summary=record.summary,
        tile=record.owner.tile if record.owner else "",
        end=_end(record, is_over),
        date=date,
        body=body,
        facts=[fact for fact in _facts(record) if any(fact.lines)],
        how_heading=pgettext("for a job", "How to apply"),
        how_to_apply=record.how_to_apply,
        papers=record.papers,
        interviews=[wording.interview_words(one) for one in record.interviews],
        contacts=list(_contacts(record.contacts)),
        topics=topic_links(record.topics),
        is_protected=record.is_shielded,
        published=_("Published on %(day)s") % {"day": wording.day_words(record.published_on)},
        **links,
    )


def _end(record: PostingRecord, is_over: bool) -> str:
    """Return until when one can apply, in the words of the head."""
    if is_over:
        return _("Applications were possible until %(day)s") % {"day": words_of(record.ends_at)}
    if record.ends_at and record.is_rolling:
        return _("Apply by %(day)s; applications are looked at as they come") % {
            "day": words_of(record.ends_at)
        }
    if record.ends_at:
        return _("Apply by %(day)s") % {"day": words_of(record.ends_at)}
    return _("Applications at any time; they are looked at as they come")


def _facts(record: PostingRecord) -> Iterator[Fact]:
    """Yield what is known about the job."""
    yield Fact(_("Employer"), _lines(wording.owner_words(record)))
    yield Fact(_("One works for"), _lines(record.works_for))
    places = [wording.workplace_words(fact) for fact in record.workplaces]
    yield Fact(_("Place of work"), places)
    home = HomeOffice(record.home_office)
    yield Fact(_("Home office"), _lines("" if home == HomeOffice.NO else str(home.label)))
    yield Fact(pgettext("of a job", "Level"), _lines(wording.employment_words(record)))
    yield Fact(_("Hours"), _lines(record.hours))
    grade = _("Grade: %(grade)s") % {"grade": record.pay_grade} if record.pay_grade else ""
    other = _("or: %(pay)s") % {"pay": record.pay_alternative} if record.pay_alternative else ""
    yield Fact(_("Pay"), _lines(record.pay or wording.amount_words(record), other, grade))
    yield Fact(
        pgettext("of a job", "Start"), _lines(wording.day_and_note(record.starts_on, record.start_note))
    )
    limit = wording.day_and_note(record.limited_until, record.limit_note)
    label = _("Limited until") if record.limited_until else _("Limited")
    yield Fact(label, _lines(limit, record.limit_option))


def _lines(*words: str) -> list[str]:
    """Return the lines that say something."""
    return [word for word in words if word]


def _contacts(contacts: Iterable[ContactFact]) -> Iterator[ContactGroup]:
    """Yield contacts by what they are for."""
    for purpose in ContactPurpose:
        if found := [fact for fact in contacts if fact.purpose == purpose]:
            yield ContactGroup(str(purpose.label), found)
