"""Content lines as RFC 5545 §3.1 writes them: escaped, folded at 75 octets, ended by CRLF."""

import re

LONGEST = 75

_UNWRITTEN = {code: None for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\t\n"}
_ESCAPES = _UNWRITTEN | {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}
_BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")


def escaped(text: str) -> str:
    """Return text as a TEXT value (RFC 5545 §3.3.11); control characters have no place in one."""
    return _BREAKS.sub("\n", text).translate(_ESCAPES)


def quoted(text: str) -> str:
    """Return text as a quoted parameter (RFC 5545 §3.2), which knows no quotation marks and no lines."""
    plain = _BREAKS.sub(" ", text).translate(_UNWRITTEN).replace("\n", " ").replace('"', "'")
    return f'"{plain}"'


def folded(line: str) -> bytes:
    """Return a line in octets, folded between characters, never within one."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= LONGEST:
        return raw + b"\r\n"
    pieces, start, room = [], 0, LONGEST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, LONGEST - 1
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
