"""Which names of computers a feed may live on: public names as the DNS knows them, never numbers."""

import re
import unicodedata

from .troubles import FeedRefused, Trouble

LONGEST_NAME = 253
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Everything that a resolver or a browser takes for a number: decimal, octal, hexadecimal, short forms.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Names for use inside of a network (RFC 6761, 6762, 8375, 7686, 9476, ICANN's .internal, and what routers use).
_INTERNAL = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion|alt)"
)


def public_name(text: str) -> str:
    """Return a name as the DNS knows it: lower case, letters of other scripts as in RFC 5891, no final dot.

    Raises `FeedRefused` for numbers in any notation and names that exist only inside of a network.
    """
    if text.startswith("["):
        raise FeedRefused(Trouble.NUMBER)
    labels = [_ascii(label) for label in text.removesuffix(".").split(".")]
    if _NUMBER.fullmatch(labels[-1]):
        raise FeedRefused(Trouble.NUMBER)
    name = ".".join(labels)
    if len(name) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise FeedRefused(Trouble.BAD_NAME)
    if len(labels) < 2 or _INTERNAL.fullmatch(name):
        raise FeedRefused(Trouble.INTERNAL_NAME)
    return name


def _ascii(label: str) -> str:
    """Return a label in ASCII; raises `FeedRefused` for characters that only look like those of a name.

    Python's own codec follows the old standard, in which `straße` is the site of somebody else, `strasse`.
    """
    label = unicodedata.normalize("NFC", label).lower()
    if label.isascii():
        return label
    if unicodedata.normalize("NFKC", label) != label or not all(_is_part(character) for character in label):
        raise FeedRefused(Trouble.BAD_NAME)
    return "xn--" + label.encode("punycode").decode("ascii")


def _is_part(character: str) -> bool:
    """Return whether a character may stand in a name: a letter, mark, number or hyphen."""
    return character == "-" or unicodedata.category(character)[0] in "LMN"
