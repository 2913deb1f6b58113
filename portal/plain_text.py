"""Text that people copied from somewhere, without what nobody can see."""

import re

# Soft hyphen, zero-width characters and marks of writing direction are invisible to the reader.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def clean_text(text: str) -> str:
    """Return text without invisible signs, control characters and half surrogates, spaces joined.

    What people copy from a page of ours holds soft hyphens; they must not part its words.
    """
    text = INVISIBLE.sub("", text.encode("utf-8", "ignore").decode("utf-8", "ignore"))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
