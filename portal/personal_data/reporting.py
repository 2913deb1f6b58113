"""Everything that is known about one person (Art. 15 GDPR), as data and as a text to hand over."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.registries import personal_data
from portal.sites import default_settings

from .people import Person
from .records import Found, PersonalData
from .tables import everywhere


@dataclass(frozen=True)
class Part:
    """What one entry of the record knows about a person."""

    name: str
    entry: PersonalData
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Report:
    """The answer to a person: the parts in which something was found, and where else the words stand.

    `elsewhere` counts rows by column that no entry of the record has shown: a gap in the record, to be told to
    whoever keeps the portal.
    """

    person: Person
    made_at: datetime
    parts: tuple[Part, ...]
    elsewhere: dict[str, int]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is known."""
        return not self.parts and not self.elsewhere

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data, for JSON."""
        return {
            "address": self.person.address,
            "names": list(self.person.names),
            "made_at": self.made_at.isoformat(),
            "responsible": _responsible(),
            "parts": [
                {
                    "name": part.name,
                    "label": str(part.entry.label),
                    **{name: value for name, _label, value in about(part.entry)},
                    "found": [
                        {**asdict(found), "at": found.at.isoformat() if found.at else None}
                        for found in part.found
                    ],
                }
                for part in self.parts
            ],
            "elsewhere": self.elsewhere,
        }

    def as_text(self) -> str:
        """Return the report as a text that people read."""
        return "\n".join(_lines(self)) + "\n"


def report_on(person: Person, now: datetime) -> Report:
    """Return everything that is known about a person."""
    parts = []
    covered: set[str] = set()
    for name, entry in personal_data.items():
        covered.update(entry.fields)
        if found := tuple(_without_others(one, person) for one in entry.find(person)):
            parts.append(Part(name, entry, found))
    left = {label: count for label, count in everywhere(person.traces).items() if label not in covered}
    return Report(person, now, tuple(parts), left)


def _without_others(found: Found, person: Person) -> Found:
    """Return what was found without the addresses of other people, whoever wrote them (Art. 15 (4) GDPR)."""
    masked = person.traces.masked
    return replace(found, facts={label: masked(words) for label, words in found.facts.items()})


def about(entry: PersonalData) -> Iterator[tuple[str, str, str]]:
    """Yield what the record says about its data: a name, a label and words."""
    yield "purpose", _("What for"), str(entry.purpose)
    yield "basis", _("Why this is lawful"), str(entry.basis.label)
    yield "whose", _("Whose data"), str(entry.whose)
    yield "readers", _("Who sees it"), str(entry.readers)
    yield "kept", _("How long"), entry.period
    if entry.copies:
        yield "copies", _("Where else it goes"), ", ".join(str(copy.label) for copy in entry.copies)


def _lines(report: Report) -> Iterator[str]:
    """Yield the lines of the text."""
    person = report.person
    yield _("What is kept about %(address)s") % {"address": person.address}
    yield date_format(localtime(report.made_at), "DATETIME_FORMAT")
    if person.names:
        yield _("Also looked for: %(names)s") % {"names": ", ".join(person.names)}
    yield ""
    if report.is_empty:
        yield _("Nothing is kept about this address.")
    for part in report.parts:
        yield from _part_lines(part)
    if report.elsewhere:
        yield _("The address also stands in these columns: %(columns)s") % {
            "columns": ", ".join(f"{label} ({count})" for label, count in report.elsewhere.items())
        }
        yield ""
    yield from rights()


def _part_lines(part: Part) -> Iterator[str]:
    """Yield the lines of one part."""
    yield str(part.entry.label).upper()
    for _name, label, words in about(part.entry):
        yield f"{label}: {words}"
    for found in part.found:
        yield ""
        at = f", {date_format(localtime(found.at), 'SHORT_DATETIME_FORMAT')}" if found.at else ""
        yield f"* {found.what}{at}"
        for label, words in found.facts.items():
            first, *more = words.splitlines() or [""]
            yield f"  {label}: {first}"
            yield from (f"    {line}" for line in more)
    yield ""


def rights() -> Iterator[str]:
    """Yield what somebody may ask for, and whom (Art. 15 (1) (e) and (f) GDPR)."""
    yield _("YOUR RIGHTS")
    yield _(
        "You may ask us to correct or delete your data or to use it for less (Art. 16 to 18 GDPR), ask for it in a"
        " form for machines (Art. 20), object to its use (Art. 21), and take back a consent at any time (Art. 7)."
        " You may complain to the supervisory authority for data protection of your state (Art. 77)."
    )
    yield _(
        "The data comes from you, from the organisation that you act for, or from whoever named you on a page."
        " Nobody is judged by a machine here (Art. 22)."
    )
    if responsible := _responsible():
        yield _("Responsible: %(office)s") % {"office": responsible}


def _responsible() -> str:
    """Return who answers for the data, and how the office is reached; "" where nobody wrote it down."""
    office = default_settings()
    return ", ".join(filter(None, (office.office_name or office.full_name, office.office_email)))
