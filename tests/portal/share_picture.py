"""Draws the picture that stands for a page without one of its own: `python -m tests.portal.share_picture`.

A cloth of the portal's own tiles, 1200 × 630, from the drawings and dyes that the pages use.
"""

import math
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

from portal.tiles import Tile, tile_for

STATIC = Path(__file__).resolve().parents[2] / "portal/static/portal"
TARGET = STATIC / "share.png"
SIZE = (1200, 630)
SIDE = 210  # of a tile; the outermost columns are cut
UNITS = 12
FINER = 4  # drawn larger and made smaller, which smooths the edges
COLOURS = 48

Point = tuple[float, float]
_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"[MHVLAZ]|-?\d*\.?\d+")


def main() -> None:
    """Write the picture to its place."""
    TARGET.write_bytes(as_png(cloth()))


def cloth() -> Image.Image:
    """Return the picture."""
    figures, palettes = _figures(), _palettes()
    picture = Image.new("RGB", SIZE)
    columns, rows = math.ceil(SIZE[0] / SIDE) + 1, SIZE[1] // SIDE
    start = (SIZE[0] - columns * SIDE) // 2
    for row in range(rows):
        for column in range(columns):
            tile = tile_for(f"share-{row}-{column}")
            picture.paste(_drawn(tile, figures, palettes), (start + column * SIDE, row * SIDE))
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


def as_png(picture: Image.Image) -> bytes:
    """Return a picture as a file."""
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _figures() -> dict[str, list[ElementTree.Element]]:
    """Return the shapes of every symbol of marks.svg."""
    root = ElementTree.fromstring((STATIC / "marks.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    return {symbol.get("id", ""): list(symbol) for symbol in root.iter(f"{_SVG}symbol")}


def _palettes() -> list[dict[str, str]]:
    """Return the colours of tile, band and accent by palette, from portal.css."""
    css = (STATIC / "css/portal.css").read_text(encoding="utf-8")
    dyes = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))
    found = re.findall(
        r"\.pal-\d+ \{ --tile: var\(--(\w+)\); --band: var\(--(\w+)\); --accent: var\(--(\w+)\);", css
    )
    return [
        {f"var(--{role})": dyes[dye] for role, dye in zip(("tile", "band", "accent"), row, strict=True)}
        for row in found
    ]


def _drawn(
    tile: Tile, figures: dict[str, list[ElementTree.Element]], palettes: list[dict[str, str]]
) -> Image.Image:
    """Return a tile."""
    side = SIDE * FINER
    picture = Image.new("RGB", (side, side))
    draw = ImageDraw.Draw(picture)
    scale = side / UNITS
    corner = figures.get(f"c{tile.corner}", []) if tile.figure not in {0, 15} else []
    for shape in (*figures[f"m{tile.figure}"], *corner):
        colour = palettes[tile.palette][shape.get("fill", "")]
        if shape.tag == f"{_SVG}circle":
            x, y, radius = (float(shape.get(name, 0)) * scale for name in ("cx", "cy", "r"))
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
        else:
            for outline in _outlines(shape.get("d", "")):
                draw.polygon([(x * scale, y * scale) for x, y in outline], colour)
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return small.rotate(-90 * tile.turn)


def _outlines(path: str) -> Iterator[list[Point]]:
    """Yield the polygons of a path of straight lines and circular arcs in absolute coordinates."""
    tokens = _TOKEN.findall(path)
    points: list[Point] = []
    command = ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        if command == "Z":
            yield points
            points = []
        elif command in {"M", "L"}:
            points.append((float(tokens.pop(0)), float(tokens.pop(0))))
            command = "L"
        elif command in {"H", "V"}:
            x, y = points[-1]
            value = float(tokens.pop(0))
            points.append((value, y) if command == "H" else (x, value))
        else:
            radius, _radius, _turn, is_large, is_clockwise, x, y = (float(tokens.pop(0)) for _ in range(7))
            points += _arc(
                points[-1], (x, y), radius, bool(is_large) == bool(is_clockwise), bool(is_clockwise)
            )


def _arc(start: Point, end: Point, radius: float, to_left: bool, is_clockwise: bool) -> list[Point]:
    """Return points of a circular arc; `to_left` says on which side of the chord the centre lies."""
    (x0, y0), (x1, y1) = start, end
    half = math.dist(start, end) / 2
    radius = max(radius, half)
    height = math.sqrt(radius**2 - half**2) * (-1 if to_left else 1)
    dx, dy = (x1 - x0) / (2 * half), (y1 - y0) / (2 * half)
    cx, cy = (x0 + x1) / 2 - dy * height, (y0 + y1) / 2 + dx * height
    first, last = math.atan2(y0 - cy, x0 - cx), math.atan2(y1 - cy, x1 - cx)
    turn = (last - first) % (2 * math.pi)
    if not is_clockwise:
        turn -= 2 * math.pi
    steps = 24
    return [
        (
            cx + radius * math.cos(first + turn * step / steps),
            cy + radius * math.sin(first + turn * step / steps),
        )
        for step in range(1, steps + 1)
    ]


if __name__ == "__main__":
    main()
