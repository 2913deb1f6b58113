"""Plain text: what people copied, without what nobody can see; formatted text as paragraphs."""

import re
from html import unescape

from django.utils.html import strip_tags

# Soft hyphen, zero-width characters and marks of writing direction are invisible to the reader.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Between letters of Persian, and in emoji.
JOINERS = "\u200c\u200d"


def clean_text(text: str, kept: str = "") -> str:
    """Return text without invisible signs, control characters and half surrogates, spaces joined.

    What people copy from a page of ours holds soft hyphens; they must not part its words. `kept` are signs that stay.
    """
    text = text.encode("utf-8", "ignore").decode("utf-8", "ignore")
    text = INVISIBLE.sub(lambda found: found[0] if found[0] in kept else "", text)
    shown = (letter if letter.isprintable() or letter in kept else " " for letter in text)
    return " ".join("".join(shown).split())


def one_line(text: str) -> str:
    """Return what somebody wrote as one line, without signs that hide in it or turn what follows around."""
    return clean_text(text, kept=JOINERS)


def paragraphs_of(html: str) -> str:
    """Return formatted text as plain paragraphs."""
    for tag in ("</p>", "<br/>", "<br>", "</li>", "</h2>", "</h3>", "</h4>"):
        html = html.replace(tag, f"{tag}\n")
    return "\n".join(filter(None, map(str.strip, unescape(strip_tags(html)).splitlines())))
