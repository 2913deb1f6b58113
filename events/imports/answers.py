"""What a site's answer means: where it sends us on, why it gives nothing, or a calendar that arrived completely."""

import http.client
import re
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from .schedule_of_runs import LONGEST_WAIT
from .troubles import FeedRefused, FeedTrouble, FetchFailed, Trouble

MOVED = frozenset({301, 302, 303, 307, 308})
BLOCK = 65536
LONGEST_VALIDATOR = 500
_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_BORDER = re.compile(rb"(?:^|[\r\n])(BEGIN|END):VCALENDAR[ \t]*(?=[\r\n]|$)", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PRINTABLE = re.compile(r"[ -~]+")
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([A-Za-z0-9._:-]{1,40})', re.IGNORECASE)
# Only what will not change by itself is refused; a wall against robots or a lost page may be gone tomorrow.
_REFUSED = {401: Trouble.LOGIN, 407: Trouble.LOGIN, 410: Trouble.GONE}
_FAILED = {403: Trouble.FORBIDDEN, 404: Trouble.NOT_FOUND, 429: Trouble.BUSY}
# The window of 15 bits, with a header of gzip or zlib (RFC 1952, 1950), and without any (what some call deflate).
_ANY_HEADER, _NO_HEADER = 47, -15


def trouble_of(response: http.client.HTTPResponse, now: datetime) -> FeedTrouble:
    """Return why an answer that is neither a calendar nor a way to one gives nothing."""
    status = response.status
    detail = str(status)
    if status in _REFUSED:
        return FeedRefused(_REFUSED[status], detail)
    trouble = _FAILED.get(status)
    if trouble is None:
        is_fault = status >= HTTPStatus.INTERNAL_SERVER_ERROR
        trouble = Trouble.SERVER_ERROR if is_fault else Trouble.ODD_ANSWER
    return FetchFailed(trouble, detail, wait_asked_for(response.getheader("Retry-After", ""), now))


def wait_asked_for(value: str, now: datetime) -> timedelta | None:
    """Return how long a site wants to be left alone (RFC 9110 §10.2.3), at most a day; None where it says nothing."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        wait = timedelta(seconds=int(value))
    else:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def validator(value: str) -> str:
    """Return an ETag or date as it may be sent back; empty where it could hold anything else."""
    return value if len(value) <= LONGEST_VALIDATOR and _PRINTABLE.fullmatch(value) else ""


def charset(response: http.client.HTTPResponse) -> str:
    """Return the encoding that the site names, or nothing; a hint, as is everything that it says about the file."""
    match = _CHARSET.search(response.getheader("Content-Type", ""))
    return match[1].lower() if match else ""


def location(response: http.client.HTTPResponse) -> str:
    """Return where a site sends us on to; letters that are not encoded are read as UTF-8, as browsers do."""
    value = response.getheader("Location", "")
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def calendar(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    """Return the body once it is unpacked, complete and begins as a calendar does (RFC 5545 §3.4).

    Raises `FeedRefused` where it is too large, `FetchFailed` where it is anything else.
    """
    if (response.length or 0) > most_bytes:
        raise FeedRefused(Trouble.TOO_LARGE)
    body = _unpacked(response, most_bytes)
    if response.length:  # fewer bytes came than were announced
        raise FetchFailed(Trouble.INCOMPLETE)
    _check_calendar(body)
    return body


def _unpacked(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    """Return the whole body without compression; never unpacks more than may be."""
    unpack = _unpacker(response.getheader("Content-Encoding", ""))
    body = bytearray()
    while block := _block(response):
        body += unpack.take(block, most_bytes + 1 - len(body)) if unpack else block
        if len(body) > most_bytes:
            raise FeedRefused(Trouble.TOO_LARGE)
    if unpack and not unpack.is_complete:
        raise FetchFailed(Trouble.INCOMPLETE)
    return bytes(body)


def _block(response: http.client.HTTPResponse) -> bytes:
    """Return the next piece of a body, empty at its end; raises `FetchFailed` where the line breaks before."""
    try:
        return response.read(BLOCK)
    except TimeoutError:
        raise
    except (OSError, http.client.IncompleteRead):
        raise FetchFailed(Trouble.INCOMPLETE) from None


def _unpacker(encoding: str) -> "_Unpacker | None":
    """Return what unpacks an encoding that was asked for; raises `FetchFailed` for any other, and for several."""
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip" | "deflate":
            return _Unpacker()
    raise FetchFailed(Trouble.ODD_ANSWER)


class _Unpacker:
    """Unpacks gzip and deflate piece by piece; what follows the end of the packed data is passed over."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_ANY_HEADER)
        self._has_begun = False

    @property
    def is_complete(self) -> bool:
        """Return whether the packed data came to its end, with the right checksum; nothing at all is complete."""
        return self._stream.eof or not self._has_begun

    def take(self, block: bytes, most_bytes: int) -> bytes:
        """Return what a piece holds, at most so many bytes; raises `FetchFailed` for what is damaged."""
        if self._stream.eof:
            return b""
        try:
            return self._take(block, most_bytes)
        except zlib.error:
            raise FetchFailed(Trouble.ODD_ANSWER) from None

    def _take(self, block: bytes, most_bytes: int) -> bytes:
        is_first, self._has_begun = not self._has_begun, True
        try:
            return self._stream.decompress(block, most_bytes)
        except zlib.error:
            if not is_first:
                raise
        self._stream = zlib.decompressobj(_NO_HEADER)
        return self._stream.decompress(block, most_bytes)


def _check_calendar(body: bytes) -> None:
    """Raise `FetchFailed` for what is not a calendar, or breaks off before the end of one."""
    text = body.removeprefix(_BOM).lstrip(_SPACE)
    if not text:
        raise FetchFailed(Trouble.EMPTY)
    if not text[:15].upper() == b"BEGIN:VCALENDAR":
        raise FetchFailed(Trouble.WEB_PAGE if _PAGE.search(text[:1000]) else Trouble.NO_CALENDAR)
    borders = _BORDER.findall(text)
    # What was cut off would otherwise look like dates that their organiser removed.
    if not borders or borders[-1].upper() != b"END":
        raise FetchFailed(Trouble.INCOMPLETE)
