"""Plain text: what people copied, without what nobody can see; formatted text as paragraphs."""

import re
from html import unescape

from django.utils.html import strip_tags

# Soft hyphen, zero-width characters and marks of writing direction are invisible to the reader.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def clean_text(text: str) -> str:
    """Return text without invisible signs, control characters and half surrogates, spaces joined.

    What people copy from a page of ours holds soft hyphens; they must not part its words.
    """
    text = INVISIBLE.sub("", text.encode("utf-8", "ignore").decode("utf-8", "ignore"))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def paragraphs_of(html: str) -> str:
    """Return formatted text as plain paragraphs."""
    for tag in ("</p>", "<br/>", "<br>", "</li>", "</h2>", "</h3>", "</h4>"):
        html = html.replace(tag, f"{tag}\n")
    return "\n".join(filter(None, map(str.strip, unescape(strip_tags(html)).splitlines())))
