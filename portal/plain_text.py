"""Plain text: what people copied, without what nobody can see; formatted text as paragraphs."""

import re
from html import unescape

from django.utils.html import strip_tags

# Soft hyphen, zero-width characters and marks of writing direction are invisible to the reader.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Between letters of Persian, and in emoji.
JOINERS = "\u200c\u200d"


def clean_text(text: str) -> str:
    """Return text without invisible signs, control characters and half surrogates, spaces joined.

    What people copy from a page of ours holds soft hyphens; they must not part its words.
    """
    text = INVISIBLE.sub("", text.encode("utf-8", "ignore").decode("utf-8", "ignore"))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def one_line(text: str) -> str:
    """Return what somebody wrote as one line, without signs that hide in it or turn what follows around."""
    parts = (letter if letter in JOINERS or not INVISIBLE.match(letter) else "" for letter in text)
    line = "".join(part if part in JOINERS or part.isprintable() else " " for part in parts)
    return " ".join(line.split())


def paragraphs_of(html: str) -> str:
    """Return formatted text as plain paragraphs."""
    for tag in ("</p>", "<br/>", "<br>", "</li>", "</h2>", "</h3>", "</h4>"):
        html = html.replace(tag, f"{tag}\n")
    return "\n".join(filter(None, map(str.strip, unescape(strip_tags(html)).splitlines())))
