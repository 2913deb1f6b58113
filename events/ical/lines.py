"""Content lines (RFC 5545 §3.1): unfolded as bytes, decoded, split into name, parameters and value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from events.ical import bounds
from events.ical.reasons import CalendarError, Reason, gettext_noop

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
# Outlook's own names of zones hold colons and commas, and are not always quoted.
_LOOSE_ZONE = re.compile(r";TZID=(\([^;]*):([0-9TZtz,/-]+)$", re.IGNORECASE)
_WEB_PAGE = gettext_noop(
    "This is a web page, not a calendar; the address of the calendar itself, often ending in .ics, is needed."
)
_XML = gettext_noop("This is an XML or HTML file, not an iCalendar; ask the publisher for an .ics file.")
_JSON = gettext_noop("This is a JSON file, not an iCalendar; ask the publisher for an .ics file.")
_COMPRESSED = gettext_noop("This is a compressed file; unpack it first.")
_OTHERS = (
    (b"<!doctype html", _WEB_PAGE),
    (b"<html", _WEB_PAGE),
    (b"<", _XML),
    (b"{", _JSON),
    (b"[", _JSON),
    (b"pk\x03\x04", _COMPRESSED),
    (b"\x1f\x8b", _COMPRESSED),
    (b"begin:vcard", gettext_noop("This is an address card (vCard), not a calendar.")),
)
_BOMS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: number in the file (from 1), name in upper case, unquoted parameters, value as written.

    A line that is none (no name, no colon) has an empty name and everything in `value`. `is_cut` lines were
    longer than what is read.
    """

    number: int
    name: str
    params: Mapping[str, str]
    value: str
    is_cut: bool = False

    def is_typed(self, kind: str) -> bool:
        """Return whether VALUE names this kind (RFC 5545 §3.2.20)."""
        return self.params.get("VALUE", "").upper() == kind


def content_lines(data: bytes) -> Iterator[Line]:
    """Yield the lines of a file; raises CalendarError where it is no calendar from its first bytes on."""
    garbled = 0
    for number, raw, is_cut in _unfolded(_recognised(data)):
        line = _split(number, _decoded(raw, is_cut), is_cut)
        garbled += not line.name
        if garbled > bounds.GARBLED_LINES or number > bounds.LINES:
            raise CalendarError(
                Reason(
                    gettext_noop(
                        "This is no calendar that can be read: too many lines, or too many that are none."
                    )
                ),
                number,
            )
        yield line


def _recognised(data: bytes) -> bytes:
    """Return the bytes as UTF-8 or Latin-1 without a byte order mark, if they begin like a calendar."""
    if len(data) > bounds.BYTES:
        raise CalendarError(
            Reason(
                gettext_noop(
                    "The file is larger than %(limit)s MB; ask for a calendar with fewer or only future events."
                ),
                limit=bounds.BYTES // 1024 // 1024,
            )
        )
    if data.startswith(_BOMS_OF_UTF_16):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    head = data[:400].lstrip().lower()
    if not head:
        raise CalendarError(Reason(gettext_noop("The file is empty.")))
    if head.startswith(b"begin:vcalendar"):
        return data
    for beginning, message in _OTHERS:
        if head.startswith(beginning):
            raise CalendarError(Reason(message), line=1)
    raise CalendarError(
        Reason(
            gettext_noop(
                "This is no calendar: it does not begin with BEGIN:VCALENDAR. Is it really an .ics file?"
            )
        ),
        line=1,
    )


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Yield logical lines with the number of their first, and whether they were cut at the longest length.

    Octets are joined before they are decoded, since some writers fold within a character.
    """
    parts: list[bytes] = []
    first = size = 0
    for number, raw in enumerate(data.splitlines(), start=1):
        if raw[:1] in (b" ", b"\t") and parts:
            size += len(raw) - 1
            if size <= bounds.BYTES_OF_LINE:
                parts.append(raw[1:])
        elif raw.strip():
            if parts:
                yield first, b"".join(parts), size > bounds.BYTES_OF_LINE
            first, size, parts = number, len(raw), [raw[: bounds.BYTES_OF_LINE]]
    if parts:
        yield first, b"".join(parts), size > bounds.BYTES_OF_LINE


def _decoded(raw: bytes, is_cut: bool) -> str:
    """Return a line as text: UTF-8, else as Windows wrote it in western Europe."""
    try:
        return raw.decode("utf-8", "ignore" if is_cut else "strict")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")


def _split(number: int, text: str, is_cut: bool) -> Line:
    """Return the parts of a line; parameters that cannot be read are passed over up to the next colon."""
    name = _NAME.match(text)
    if not name:
        return Line(number, "", {}, text, is_cut)
    params: dict[str, str] = {}
    position = name.end()
    while parameter := _PARAMETER.match(text, position):
        key, value, more = parameter.groups()
        params.setdefault(key.upper(), (value + more).replace('"', "").strip())
        position = parameter.end()
    if "TZID" in params and (loose := _LOOSE_ZONE.search(text)):
        return Line(number, name[0].upper(), params | {"TZID": loose[1]}, loose[2], is_cut)
    colon = text.find(":", position) if text[position : position + 1] in (":", ";") else -1
    if colon < 0:
        return Line(number, "", {}, text, is_cut)
    return Line(number, name[0].upper(), params, text[colon + 1 :], is_cut)
