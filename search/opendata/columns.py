"""The columns of the CSV file: headings, what they mean, and how a value stands in a cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.choices import Accessibility, OfferKind, Reach, TargetGroup
from network.models.organisations import LegalForm, OrganisationKind
from network.presentation.words import hours_words
from network.records import ActorRecord, AddressFact

from .entries import PublicEntry
from .fields import first_contact
from .parts import iso, open_offers
from .terms import label, language_term, term, topic_term

SEPARATOR = " | "


@dataclass(frozen=True)
class Column:
    """A column: its heading in the reader's language, what it holds, and how it is read from an entry."""

    heading: Any
    meaning: Any
    read: Callable[[PublicEntry], str | None]


def _of(read: Callable[[ActorRecord], str | None]) -> Callable[[PublicEntry], str | None]:
    """Return a reader of the record."""
    return lambda entry: read(entry.record)


def _joined(values: Iterable[str]) -> str:
    """Return several values in one cell."""
    return SEPARATOR.join(value for value in values if value)


def _contact(kind: str) -> Callable[[PublicEntry], str | None]:
    """Return a reader of the first contact of a kind."""
    return _of(lambda record: first_contact(record, kind))


def _address(read: Callable[[AddressFact], str]) -> Callable[[PublicEntry], str]:
    """Return a reader of the first address."""
    return lambda entry: next((read(fact) for fact in entry.record.addresses), "")


def _choice(choices: Any, key: str) -> str:
    """Return the label of one key."""
    return label(term(choices, key))


def _choices(choices: Any, keys: Iterable[str]) -> str:
    """Return the labels of keys."""
    return _joined(_choice(choices, key) for key in keys)


def _number(value: float | None) -> str:
    """Return a coordinate with the decimal mark that spreadsheets of the reader's language expect."""
    if value is None:
        return ""
    return str(value) if (get_language() or "").startswith("en") else str(value).replace(".", ",")


def _hours(record: ActorRecord) -> str:
    """Return the weekly hours as people write them."""
    lines = hours_words(record.opening_hours)
    return _joined(f"{line.days}: {line.hours}{f' ({line.note})' if line.note else ''}" for line in lines)


def _languages(record: ActorRecord) -> str:
    """Return the languages spoken by their names in the reader's language."""
    return _joined(label(language_term(code)) for code in record.languages)


def _topics(record: ActorRecord) -> str:
    """Return the topics by their labels in the reader's language."""
    return _joined(label(topic_term(topic)) for topic in record.topics)


COLUMNS = (
    Column(_("ID"), _("Permanent key of the entry in the register."), _of(lambda r: r.register_id)),
    Column("UUID", _("Permanent number that programs use."), _of(lambda r: r.uuid)),
    Column(_("Name"), _("As on its page."), _of(lambda r: r.title)),
    Column(_("Short name"), "", _of(lambda r: r.short_name)),
    Column(_("Kind"), _("Association, initiative, alliance and so on."),
           _of(lambda r: _choice(OrganisationKind, r.kind))),
    Column(_("Legal form"), "", _of(lambda r: _choice(LegalForm, r.legal_form))),
    Column(_("Register number"), _("In the register of associations."), _of(lambda r: r.register_number)),
    Column(_("Founded"), _("Year or day."), _of(lambda r: r.founded)),
    Column(_("Summary"), _("What they do, in one or two sentences."), _of(lambda r: r.summary)),
    Column(_("Website"), _("The first one that is public."), _contact("website")),
    Column(_("E-mail"), _("The first one that is public."), _contact("email")),
    Column(_("Phone"), _("The first one that is public."), _contact("phone")),
    Column(_("Street"), _("Empty where it is not told."), _address(lambda fact: fact.street)),
    Column(_("Postcode"), _("Empty where it is not told."), _address(lambda fact: fact.postcode)),
    Column(_("Town"), _("Empty where it is not told."), _address(lambda fact: fact.town)),
    Column(_("Seat"), _("Town or, where that is not told, district."),
           _of(lambda r: r.seat.official_name if r.seat else "")),
    Column(_("Key of the seat"), _("Official municipality or district key (AGS)."),
           _of(lambda r: r.seat.url_key if r.seat else "")),
    Column(_("District"), "",
           _of(lambda r: r.seat.district.official_name if r.seat and r.seat.district else "")),
    Column(_("Latitude"), _("WGS 84."), _of(lambda r: _number(r.point.lat if r.point else None))),
    Column(_("Longitude"), _("WGS 84."), _of(lambda r: _number(r.point.lon if r.point else None))),
    Column(_("Precision of the point"),
           _("exact; municipality or district: the point of the town or district itself."),
           _of(lambda r: r.point.precision if r.point else "")),
    Column(_("Areas served"), "", _of(lambda r: _joined(area.place.official_name for area in r.areas))),
    Column(_("Also beyond one place"), _("Statewide, mobile, online."), _of(lambda r: _choices(Reach, r.reach))),
    Column(_("Topics"), "", _of(_topics)),
    Column(_("Offers"), _("Kind and title of each."),
           _of(lambda r: _joined(f"{_choice(OfferKind, one.kind)}: {one.title}" for one in open_offers(r)))),
    Column(_("Target groups"), "", _of(lambda r: _choices(TargetGroup, r.target_groups))),
    Column(_("Languages"), "", _of(_languages)),
    Column(_("Accessibility"), "", _of(lambda r: _choices(Accessibility, r.accessibility))),
    Column(_("Opening hours"), _("Those of this week."), _of(_hours)),
    Column(_("Alliances"), _("Those it takes part in today."),
           _of(lambda r: _joined(fact.other_name for fact in r.memberships))),
    Column(_("Confirmed on"), _("When somebody last said that the entry is right."),
           _of(lambda r: iso(r.confirmed_on))),
    Column(_("Changed"), _("When something public about it last changed (ISO 8601)."),
           lambda entry: iso(entry.changed_at)),
    Column(_("Page"), _("Its page in this portal."), lambda entry: entry.url),
)  # fmt: skip
