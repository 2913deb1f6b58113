"""An entry for the address book: vCard 4.0 (RFC 6350) from the public record."""

from collections.abc import Iterator
from datetime import datetime

from network.records import ActorRecord
from portal.templatetags.portal_tags import phone_href

LINE = 75


def vcard(record: ActorRecord, url: str, revised: datetime) -> str:
    """Return the card of an organisation: lines end in CRLF and are folded at 75 octets (RFC 6350 §3.2)."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(record, url, revised))


def _lines(record: ActorRecord, url: str, revised: datetime) -> Iterator[str]:
    """Yield the properties that have a value."""
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:org"
    yield f"UID:urn:uuid:{record.uuid}"
    yield f"FN:{_text(record.name)}"
    yield f"ORG:{_text(record.name)}"
    if record.short_name:
        yield f"NICKNAME:{_text(record.short_name)}"
    yield from _contacts(record)
    for address in record.addresses:
        if address.precision != "district":
            fields = ("", "", address.street, address.town, "", address.postcode, "")
            yield "ADR:" + ";".join(_text(field) for field in fields)
    if record.topics:
        yield "CATEGORIES:" + ",".join(_text(topic.name) for topic in record.topics)
    if record.summary:
        yield f"NOTE:{_text(record.summary)}"
    if url:
        yield f"SOURCE:{_address(url)}"
    yield f"REV:{revised:%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _contacts(record: ActorRecord) -> Iterator[str]:
    """Yield the ways to reach an organisation, without persons."""
    for contact in record.contacts:
        if contact.kind == "email":
            yield f"EMAIL:{_text(contact.value)}"
        elif contact.kind in {"phone", "fax"}:
            kind = "voice" if contact.kind == "phone" else "fax"
            yield f"TEL;VALUE=uri;TYPE={kind}:{phone_href(contact.value)}"
        elif contact.kind in {"website", "social"}:
            yield f"URL:{_address(contact.value)}"


def _address(value: str) -> str:
    """Return a web address in one line."""
    return "".join(value.split())


def _text(value: str) -> str:
    """Return a text value escaped (RFC 6350 §3.4)."""
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """Return a line folded after at most 75 octets, never inside a letter."""
    parts: list[str] = []
    current, size, limit = "", 0, LINE
    for letter in line:
        width = len(letter.encode())
        if size + width > limit:
            parts.append(current)
            current, size, limit = "", 0, LINE - 1
        current += letter
        size += width
    return "\r\n ".join([*parts, current])
