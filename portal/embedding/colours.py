"""An accent colour that can be read: made darker by day and lighter by night until its contrast is enough.

Pure: no Django. Contrast and luminance as in WCAG 2.2 (relative luminance, success criterion 1.4.3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEAST_CONTRAST = 4.5
STEPS = 64
# The grounds of `portal.css`, by day and by night; a test compares them.
GROUNDS_BY_DAY = ("fffdfa", "f3f0fb")
GROUNDS_BY_NIGHT = ("131029", "211d45")
BLACK, WHITE = "000000", "ffffff"
_HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Accent:
    """A colour as it is used by day and by night, each with the colour of words on it."""

    day: str
    on_day: str
    night: str
    on_night: str


def parsed(text: str) -> str | None:
    """Return a colour as six small hexadecimal digits, None for what is none; `#2A2478`, `2a2478` and `28f` are."""
    if not _HEX.fullmatch(text):
        return None
    digits = text.removeprefix("#").lower()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def accent(colour: str) -> Accent:
    """Return the nearest shades of a colour that can be read on our grounds; six digits in, six digits out."""
    day = readable(colour, GROUNDS_BY_DAY, BLACK)
    night = readable(colour, GROUNDS_BY_NIGHT, WHITE)
    return Accent(day, _words_on(day), night, _words_on(night))


def readable(colour: str, grounds: Iterable[str], towards: str) -> str:
    """Return the first shade on the way from a colour to black or white with enough contrast to all grounds."""
    grounds = tuple(grounds)
    for step in range(STEPS + 1):
        shade = mixed(colour, towards, step / STEPS)
        if all(contrast(shade, ground) >= LEAST_CONTRAST for ground in grounds):
            return shade
    return towards


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with so much of another one in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 for black and 1 for white."""
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def stylesheet(found: Accent) -> str:
    """Return the style that sets the accent by day and by night."""
    return (
        "@layer parts { :root { "
        f"--accent: light-dark(#{found.day}, #{found.night}); "
        f"--on-accent: light-dark(#{found.on_day}, #{found.on_night}); "
        "} }\n"
    )


def _words_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour; one of them always has 4.5."""
    return max((WHITE, BLACK), key=lambda words: contrast(words, colour))


def _channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue from 0 to 255."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
