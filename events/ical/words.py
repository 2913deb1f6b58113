"""What a VEVENT says and where it is, as plain text within bounds."""

import re
from collections.abc import Callable

from events.ical import bounds, plain_text
from events.ical.blocks import Block
from events.ical.components import Status, Words
from events.ical.reasons import Reason, gettext_noop

Note = Callable[[int, Reason], None]

_CONFERENCES = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
_GEO = re.compile(
    r"(?:geo:)?\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*[;,]\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*(?:;.*)?"
)
_STATUSES = {status.value: status for status in Status} | {"CANCELED": Status.CANCELLED, "": Status.CONFIRMED}
_PRIVATE = {"PRIVATE", "CONFIDENTIAL"}
_MAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{3,190}")


def words_of(block: Block, note: Note) -> Words:
    """Return the words of a component; what was cut or passed over is told to `note`."""
    lat, lon = _coordinates(block, note)
    return Words(
        summary=_text(block, "SUMMARY", plain_text.one_line, bounds.SUMMARY, note),
        description=_text(block, "DESCRIPTION", plain_text.paragraphs, bounds.DESCRIPTION, note),
        location=_text(block, "LOCATION", plain_text.one_line, bounds.LOCATION, note),
        url=_address(block, ("URL",), note),
        conference=_address(block, _CONFERENCES, note),
        categories=_categories(block),
        lat=lat,
        lon=lon,
        organizer=_organizer(block),
        status=_status(block, note),
        is_private=block.value("CLASS").upper() in _PRIVATE,
    )


def _text(block: Block, name: str, clean: Callable[[str], str], longest: int, note: Note) -> str:
    """Return a text property."""
    line = block.first(name)
    if line is None:
        return ""
    text = clean(plain_text.unescaped(line.value))
    if len(text) > longest or line.is_cut:
        note(line.number, Reason(gettext_noop("%(name)s is too long and was cut."), name=name))
    return plain_text.shortened(text, longest)


def _address(block: Block, names: tuple[str, ...], note: Note) -> str:
    """Return the first web address among properties."""
    for line in block.lines:
        if line.name in names and line.value.strip():
            address = plain_text.web_address(
                line.value.replace("\\,", ",").replace("\\;", ";"), bounds.ADDRESS
            )
            if address:
                return address
            note(
                line.number,
                Reason(gettext_noop("%(name)s is no web address and was left out."), name=line.name),
            )
    return ""


def _categories(block: Block) -> tuple[str, ...]:
    """Return the categories, each once."""
    texts = (text for line in block.all("CATEGORIES") for text in plain_text.parts(line.value))
    found = dict.fromkeys(plain_text.shortened(plain_text.one_line(text), bounds.CATEGORY) for text in texts)
    found.pop("", None)
    return tuple(found)[: bounds.CATEGORIES]


def _coordinates(block: Block, note: Note) -> tuple[float | None, float | None]:
    """Return latitude and longitude: of GEO, else of Apple's structured location; 0;0 is nobody's place."""
    for name in ("GEO", "X-APPLE-STRUCTURED-LOCATION"):
        line = block.first(name)
        match = _GEO.fullmatch(line.value.strip()) if line else None
        if line is None or (match is None and name != "GEO"):
            continue
        lat, lon = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
        if (lat or lon) and abs(lat) <= 90 and abs(lon) <= 180:
            return lat, lon
        note(line.number, Reason(gettext_noop("GEO is no place on earth and was left out.")))
    return None, None


def _organizer(block: Block) -> str:
    """Return who organises: `Name <mailto:…>`, an address alone, or a name alone (also of CONTACT)."""
    line = block.first("ORGANIZER")
    if line is None:
        contact = block.first("CONTACT")
        text = plain_text.one_line(plain_text.unescaped(contact.value)) if contact else ""
        return plain_text.shortened(text.replace("<", "").replace(">", ""), bounds.ORGANIZER)
    name = plain_text.one_line(line.params.get("CN", "")).replace("<", "").replace(">", "").strip()
    value = line.value.strip()
    address = plain_text.web_address(value, bounds.ORGANIZER)
    mail = value[7:] if value[:7].lower() == "mailto:" else value
    if not address and _MAIL.fullmatch(mail):
        address = f"mailto:{mail}"
    if not address or name.lower() == mail.lower():
        return plain_text.shortened(address or name, bounds.ORGANIZER)
    return f"{name} <{address}>" if name and len(name) + len(address) < bounds.ORGANIZER else address


def _status(block: Block, note: Note) -> Status:
    """Return the status; one that no VEVENT has counts as none."""
    line = block.first("STATUS")
    written = line.value.strip().upper() if line else ""
    if line and written not in _STATUSES:
        note(
            line.number,
            Reason(
                gettext_noop("STATUS:%(value)s is none of an event's and was left out."), value=written[:40]
            ),
        )
    return _STATUSES.get(written, Status.CONFIRMED)
