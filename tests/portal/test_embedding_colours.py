"""Whatever colour somebody chooses, it can be read by day and by night."""

import random
import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.embedding.colours import (
    GROUNDS_BY_DAY,
    GROUNDS_BY_NIGHT,
    LEAST_CONTRAST,
    accent,
    contrast,
    parsed,
    stylesheet,
)

CSS = Path(settings.BASE_DIR) / "portal" / "static" / "portal" / "css" / "portal.css"


def colours() -> list[str]:
    chance = random.Random(7)  # noqa: S311 - no secret
    edges = [f"{r}{g}{b}" for r in ("00", "80", "ff") for g in ("00", "80", "ff") for b in ("00", "80", "ff")]
    return [*edges, *(f"{chance.randrange(2**24):06x}" for _number in range(300))]


@pytest.mark.parametrize(
    ("text", "colour"),
    [("2a2478", "2a2478"), ("#2A2478", "2a2478"), ("28f", "2288ff"), ("#FFF", "ffffff")],
)
def test_a_colour_is_understood(text, colour):
    assert parsed(text) == colour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "red",
        "2a247",
        "2a24788",
        "##2a2478",
        "2a2478;}body{display:none",
        "٠٠٠٠٠٠",
        "2a2478\n",
        "-2a247",
        "0x2a24",
    ],
)
def test_what_is_no_colour_is_none(text):
    assert parsed(text) is None


def test_contrast_is_that_of_the_standard():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("2a2478", "2a2478") == 1


def test_every_colour_can_be_read_on_every_ground():
    for colour in colours():
        found = accent(colour)
        assert min(contrast(found.day, ground) for ground in GROUNDS_BY_DAY) >= LEAST_CONTRAST, colour
        assert min(contrast(found.night, ground) for ground in GROUNDS_BY_NIGHT) >= LEAST_CONTRAST, colour
        assert contrast(found.on_day, found.day) >= LEAST_CONTRAST, colour
        assert contrast(found.on_night, found.night) >= LEAST_CONTRAST, colour


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert accent("2a2478").day == "2a2478"
    assert accent("ffbf2e").night == "ffbf2e"


def test_a_corrected_colour_keeps_its_hue():
    red, green, blue = (int(accent("ffd000").day[at : at + 2], 16) for at in (0, 2, 4))
    assert red > green > blue


def test_the_grounds_are_those_of_the_portal():
    source = CSS.read_text(encoding="utf-8")
    for at, name in enumerate(("ground", "panel")):
        day, night = re.search(rf"--{name}: light-dark\(#(\w+), #(\w+)\)", source).groups()
        assert (day, night) == (GROUNDS_BY_DAY[at], GROUNDS_BY_NIGHT[at])


def test_the_style_holds_two_properties_and_nothing_else():
    style = stylesheet(accent("e5432d"))
    both = r"light-dark\(#\w{6}, #\w{6}\);"
    assert re.fullmatch(rf"@layer parts \{{ :root \{{ --accent: {both} --on-accent: {both} \}} \}}\n", style)
