"""One German slug for everything that gets an address."""

from django.utils.text import slugify

GERMAN_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "Ss"}
)


def german_slug(text: str, fallback: str = "eintrag", max_length: int = 200) -> str:
    """Return an ASCII slug with ä as ae and ß as ss; `fallback` where no letter or digit is left."""
    words = text.translate(GERMAN_LETTERS).replace(":", "-").replace("*", "-").replace("_", "-")
    return slugify(words)[:max_length].strip("-") or fallback
