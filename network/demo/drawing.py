"""Draw the demo's pictures: logos from shapes, and the cloth with the name that stands for the site elsewhere."""

import hashlib
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from .signs import INDIGO, LILAC, LINEN, MARIGOLD, MINT, POPPY, ROSE, TEAL, WHITE, Shape, Sign

UNITS = 12
SIGN_PIXELS = 480
# Drawn larger and made smaller, which smooths the edges.
OVERSAMPLING = 3
CLOTH_PIXELS = (1200, 630)
TILE_PIXELS = 105
CLOTH_FROM = 735  # the words stand left of it
DYES = (INDIGO, POPPY, MARIGOLD, MINT, ROSE, LILAC, TEAL, LINEN)
FONT = settings.BASE_DIR / "portal/static/portal/fonts/bricolage-800-latin.woff2"


def sign_png(sign: Sign) -> bytes:
    """Return a logo as a PNG of 480 × 480 pixels."""
    side = SIGN_PIXELS * OVERSAMPLING
    picture = Image.new("RGB", (side, side), sign.ground)
    draw = ImageDraw.Draw(picture)
    for shape in sign.shapes:
        _draw(draw, shape, side / UNITS)
    return _png(picture.resize((SIGN_PIXELS, SIGN_PIXELS), Image.Resampling.LANCZOS))


def cloth_png(name: str, note: str) -> bytes:
    """Return name and note beside a cloth of tiles as a PNG of 1200 × 630 pixels."""
    picture = Image.new("RGB", CLOTH_PIXELS, INDIGO)
    for row in range(CLOTH_PIXELS[1] // TILE_PIXELS):
        for column in range((CLOTH_PIXELS[0] - CLOTH_FROM) // TILE_PIXELS + 1):
            place = (CLOTH_FROM + column * TILE_PIXELS, row * TILE_PIXELS)
            picture.paste(_tile(f"{column}:{row}"), place)
    draw = ImageDraw.Draw(picture)
    draw.multiline_text((70, 120), name.replace(" ", "\n"), WHITE, _font(104), spacing=18)
    draw.text((70, 520), note, MARIGOLD, _font(40))
    return _png(picture)


def _tile(key: str) -> Image.Image:
    """Return a tile whose band meets each edge from one third to two thirds."""
    digest = hashlib.sha256(key.encode()).digest()
    ground = DYES[digest[0] % len(DYES)]
    band = DYES[(digest[0] + 1 + digest[1] % (len(DYES) - 1)) % len(DYES)]
    side = TILE_PIXELS * OVERSAMPLING
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)
    for shape in _figure(digest[2] % 4, ground, band):
        _draw(draw, shape, side / UNITS)
    return picture.resize((TILE_PIXELS, TILE_PIXELS), Image.Resampling.LANCZOS)


def _figure(number: int, ground: str, band: str) -> tuple[Shape, ...]:
    """Return the shapes of one of four figures."""
    cross: tuple[Shape, ...] = (("box", band, (4, 0, 8, 12)), ("box", band, (0, 4, 12, 8)))
    bows: tuple[Shape, ...] = (("bow", band, (0, 0, 8, 4, 0, 90)), ("bow", band, (12, 12, 8, 4, 180, 270)))
    octagon: Shape = ("poly", band, (4, 0, 8, 0, 12, 4, 12, 8, 8, 12, 4, 12, 0, 8, 0, 4))
    return (
        (*cross, ("disc", band, (6, 6, 4)), ("disc", ground, (6, 6, 2))),
        bows,
        (octagon, ("disc", ground, (6, 6, 2.6))),
        (*cross, ("poly", ground, (6, 3.4, 8.6, 6, 6, 8.6, 3.4, 6))),
    )[number]


def _draw(draw: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    """Draw one shape; `scale` is the pixels of a unit."""
    kind, colour, numbers = shape
    if kind == "poly":
        draw.polygon([number * scale for number in numbers], colour)
    elif kind == "box":
        x0, y0, x1, y1 = (number * scale for number in numbers)
        draw.rectangle((x0, y0, x1 - 1, y1 - 1), colour)
    else:
        x, y, radius, *rest = numbers
        around = tuple(edge * scale for edge in (x - radius, y - radius, x + radius, y + radius))
        if kind == "disc":
            draw.ellipse(around, colour)
        elif kind == "ring":
            draw.ellipse(around, outline=colour, width=round(rest[0] * scale))
        else:
            width, start, end = rest
            draw.arc(around, start, end, colour, round(width * scale))


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Return the portal's font for headings; Pillow's own where it was built without WOFF2."""
    try:
        return ImageFont.truetype(FONT, size)
    except OSError:
        return ImageFont.load_default(size)


def _png(picture: Image.Image) -> bytes:
    """Return a picture as a file."""
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
