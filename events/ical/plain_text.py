"""Text values (RFC 5545 §3.3.11) as plain text: unescaped, without control characters, markup or foreign schemes."""

import re
from html import unescape
from urllib.parse import urlsplit

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LIST_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
# C0 but tab and newline, DEL, C1, and what turns the direction of reading.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_SPACE = re.compile(r"\s+")
_LINES = re.compile(r"[ \t]*\n\s*|\t")
_SPACE_IN_LINE = re.compile(r"[ \t\xa0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|table|tr|td|html|body|head|font|img|script|style|hr|pre)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(<[^<>]*>)")
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)|<!")
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_ENDS_LINE = {"br", "p", "div", "tr", "ul", "ol", "table", "hr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNREAD = {"script", "style", "head", "title"}
_SCHEMES = {"http", "https"}


def unescaped(value: str) -> str:
    """Return a text value without its backslashes; an unknown escape stands for its character."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def parts(value: str) -> list[str]:
    """Return the texts of a list, which is separated by commas that are not escaped."""
    return [unescaped(part) for part in _LIST_COMMA.sub("\\1\0", value).split("\0")]


def one_line(value: str) -> str:
    """Return text for one line; spaces within it stay as they are, as long as it is no markup."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", _entities(value)))
    if _MARKUP.search(text):
        return _SPACE.sub(" ", _without_markup(text)).strip()
    return _LINES.sub(" ", text).strip()


def paragraphs(value: str) -> str:
    """Return text of several lines, with at most one blank line between them."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", value))
    text = _without_markup(text) if _MARKUP.search(text) else text
    text = _BREAKS.sub("\n", _entities(text))
    lines = [_SPACE_IN_LINE.sub(" ", line).strip() for line in _UNSEEN.sub("", text).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def shortened(text: str, longest: int) -> str:
    """Return the text, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def web_address(value: str, longest: int) -> str:
    """Return an http or https address, else an empty text."""
    address = _UNSEEN.sub("", value).strip()
    if not address or len(address) > longest or _SPACE.search(address):
        return ""
    try:
        parsed = urlsplit(address)
        host = parsed.hostname
    except ValueError:
        return ""
    return address if parsed.scheme.lower() in _SCHEMES and host else ""


def _entities(text: str) -> str:
    """Return text with its HTML entities resolved, which many a website forgets to do."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def _without_markup(text: str) -> str:
    """Return HTML as text: breaks and list marks kept, addresses of links in brackets, scripts left out.

    One pass over the tags, so that no input takes longer than its length.
    """
    if not _MARKUP.search(text):
        return text
    found: list[str] = []
    unread = ""
    links: list[str] = []
    for piece in _TAGS.split(text):
        tag = _TAG.match(piece)
        if not tag:
            found.append("" if unread else piece)
            continue
        is_end, name = bool(tag[1]), (tag[2] or "").lower()
        if unread:
            unread = "" if is_end and name == unread else unread
        elif name in _UNREAD and not is_end:
            unread = name
        elif name == "li" and not is_end:
            found.append("\n- ")
        elif name in _ENDS_LINE:
            found.append("\n")
        elif name == "a":
            found.append(_link(piece, is_end, links))
    return "".join(found)


def _link(piece: str, is_end: bool, links: list[str]) -> str:
    """Return what follows a link's words: its address, unless it is no web address."""
    if is_end:
        address = links.pop() if links else ""
        return f" ({address})" if address else ""
    href = _HREF.search(piece)
    links.append(web_address(unescape(href[1]), 500) if href else "")
    return ""
