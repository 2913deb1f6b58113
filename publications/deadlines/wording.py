"""A deadline in the reader's words."""

from django.utils.translation import gettext as _

from portal.deadlines.moments import words_of
from publications.choices import DeadlineKind
from publications.records.deadlines import DeadlineRecord


def kind_words(record: DeadlineRecord) -> str:
    """Return what ends."""
    return str(DeadlineKind(record.kind).label)


def giver_words(record: DeadlineRecord) -> str:
    """Return who gives or calls, else who tells of it."""
    return record.giver or (record.owner.name if record.owner else "")


def end_words(record: DeadlineRecord) -> str:
    """Return the last day, with its hour."""
    return _("Until %(day)s") % {"day": words_of(record.ends_at)} if record.ends_at else ""


def places_words(record: DeadlineRecord) -> str:
    """Return where one must be."""
    if record.is_everywhere and not record.places:
        return _("not bound to a place")
    return ", ".join(place.official_name for place in record.places)
