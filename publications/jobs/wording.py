"""A posting in the reader's words."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from network.presentation.words import labels
from portal.deadlines.moments import words_of
from publications.choices import Employment, HomeOffice, PayPer
from publications.records.postings import InterviewFact, PostingRecord, WorkplaceFact


def owner_words(record: PostingRecord) -> str:
    """Return whose job it is: the employer where that is somebody else, else who posts it."""
    return record.employer or (record.owner.name if record.owner else "")


def end_words(record: PostingRecord) -> str:
    """Return until when one can apply."""
    if record.ends_at:
        return _("Apply by %(day)s") % {"day": words_of(record.ends_at)}
    return _("Applications at any time")


def places_words(record: PostingRecord) -> str:
    """Return where one works in a line: towns, and home office."""
    found = [*dict.fromkeys(filter(None, map(place_name, record.workplaces)))]
    if record.home_office != HomeOffice.NO:
        found.append(str(HomeOffice(record.home_office).label))
    return ", ".join(found)


def place_name(fact: WorkplaceFact) -> str:
    """Return the shortest name of a workplace."""
    return fact.place.official_name if fact.place else fact.name


def workplace_words(fact: WorkplaceFact) -> str:
    """Return a workplace with house and note."""
    where = [fact.name, fact.place.official_name if fact.place else ""]
    words = ", ".join(filter(None, where))
    return f"{words} ({fact.note})" if fact.note else words


def employment_words(record: PostingRecord) -> str:
    """Return how much and on what terms somebody works."""
    return ", ".join(labels(Employment, record.employment))


def amount_words(record: PostingRecord) -> str:
    """Return the pay where it is given as a number, "" where it is not."""
    if record.pay_from is None:
        return ""
    amounts = (record.pay_from, record.pay_until) if record.pay_until else (record.pay_from,)
    amount = " – ".join(number_format(one, 0 if one == one.to_integral_value() else 2) for one in amounts)
    return _("%(amount)s € %(per)s") % {"amount": amount, "per": PayPer(record.pay_per).label}


def pay_words(record: PostingRecord) -> str:
    """Return the pay in a line: in words, else as a number, else its grade."""
    return record.pay or amount_words(record) or record.pay_grade


def day_words(day: date | None) -> str:
    """Return a day, "" for none."""
    return date_format(day, "DATE_FORMAT") if day else ""


def day_and_note(day: date | None, note: str) -> str:
    """Return a day with what is said about it."""
    return ", ".join(filter(None, [day_words(day), note]))


def interview_words(fact: InterviewFact) -> str:
    """Return when interviews take place."""
    return day_and_note(fact.day, fact.note)


def districts(record: PostingRecord) -> Iterator[str]:
    """Yield the official keys of the districts of the workplaces, for the map beside a list."""
    for fact in record.workplaces:
        if fact.place and fact.place.district:
            yield fact.place.district.url_key
