"""Text as it may be stored: one Unicode form, and no character that a reader never sees."""

import re
import unicodedata

from django.utils.translation import gettext as _

from portal.slugs import GERMAN_LETTERS

SHOWN = 60  # characters of a word in a message
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_GAPS = re.compile(r"\n\s*\n")
# Control characters, halves of surrogate pairs and non-characters: databases and spreadsheets refuse them.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class BadText(ValueError):
    """A text that cannot be taken over; the message says why."""


def shown(text: object) -> str:
    """Return a text short enough for a message, without characters that a terminal cannot show."""
    line = " ".join(_UNSTORABLE.sub("?", str(text)[: SHOWN * 2]).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def storable(text: str) -> str:
    """Return a text without the characters that `clean` refuses; for what already is in the database."""
    return _UNSTORABLE.sub("", text)


def clean(text: str) -> str:
    """Return a text with plain line ends in Unicode form C; raises BadText for what cannot be stored."""
    text = _LINE_ENDS.sub("\n", text.replace("\ufeff", "").replace("\u2029", "\n\n"))
    if found := _UNSTORABLE.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise BadText(
            _("holds a character that cannot be stored (%(code)s); type the text anew") % {"code": code}
        )
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return a text on one line; raises BadText."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> str:
    """Return a text in paragraphs with one blank line between them; raises BadText."""
    parts = (
        "\n".join(line.strip() for line in part.strip().split("\n")) for part in _GAPS.split(clean(text))
    )
    return "\n\n".join(part for part in parts if part)


def word_key(text: object) -> str:
    """Return a word or name without case, spaces and marks, ä as ae; equal for what people mean by the same word."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold().translate(GERMAN_LETTERS)
    return "".join(letter for letter in folded if letter.isalnum())
