"""The words of a circular as plain text and as HTML: paragraphs and links, nothing else."""

import re

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.link_schemes import ALLOWED
from portal.plain_text import clean_text

# What could be taken for a link: a scheme with slashes behind it, or one that programs run.
_SCHEME = re.compile(
    r"\b([a-z][a-z0-9+.-]{1,20})://|\b(javascript|vbscript|data|file|blob|about)\s*:", re.IGNORECASE
)
_LINK = re.compile(
    r"(?P<web>https?://[^\s<>\"']+)"
    r"|(?P<mail>(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<tel>tel:\+?[\d()/ -]{3,25}\d)",
    re.IGNORECASE,
)
_END = ".,;:!?)]}»“”’"


def check_schemes(text: str) -> None:
    """Raise ValidationError where a text holds an address of another kind than web, mail or telephone."""
    for found in _SCHEME.finditer(text):
        scheme = (found[1] or found[2]).lower()
        if scheme not in ALLOWED:
            words = _(
                "Links of the kind “%(scheme)s:” are not possible; use a web address, e-mail or telephone."
            )
            raise ValidationError(words % {"scheme": scheme})


def tidy(text: str) -> str:
    """Return a text line by line without signs that nobody sees; at most one empty line between paragraphs."""
    lines = [clean_text(line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def as_html(text: str) -> SafeString:
    """Return paragraphs with line breaks and links; whatever else was typed is escaped."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return format_html_join(
        "\n",
        "<p>{}</p>",
        ((format_html_join(SafeString("<br>"), "{}", _lines(part)),) for part in paragraphs),
    )


def _lines(paragraph: str) -> list[tuple[SafeString]]:
    """Return the lines of a paragraph with their links."""
    return [(_linked(line),) for line in paragraph.strip().split("\n")]


def _linked(line: str) -> SafeString:
    """Return a line, its addresses as links."""
    parts, at = [], 0
    for found in _LINK.finditer(line):
        words = found[0].rstrip(_END)
        parts.append(conditional_escape(line[at : found.start()]))
        parts.append(format_html('<a href="{}" rel="noopener">{}</a>', _target(found, words), words))
        at = found.start() + len(words)
    parts.append(conditional_escape(line[at:]))
    return SafeString("".join(parts))


def _target(found: re.Match[str], words: str) -> str:
    """Return where a link leads."""
    if found["mail"] and not words.lower().startswith("mailto:"):
        return f"mailto:{words}"
    return re.sub(r"[()/ -]", "", words) if found["tel"] else words
