"""Drawings on paper: an organisation's tile with its colours written in, and the code that leads back here."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.contrib.staticfiles import finders

from portal.tiles import as_tile

_SYMBOL = re.compile(r'<symbol id="(\w+)"[^>]*>(.*?)</symbol>', re.DOTALL)
_DYE = re.compile(r"--(\w+): (#[0-9a-f]{6});")
_PALETTE = re.compile(
    r"\.pal-(\d+) \{ --tile: var\(--(\w+)\); --band: var\(--(\w+)\); --accent: var\(--(\w+)\);"
)


def tile_drawing(code: str) -> bytes:
    """Return a tile as a picture that needs no style around it."""
    tile = as_tile(code)
    shapes = _shapes()
    corner = shapes[f"c{tile.corner}"] if tile.corner else ""
    inner = f"{shapes[f'm{tile.figure}']}{corner}"
    for name, colour in _palettes()[tile.palette].items():
        inner = inner.replace(f"var(--{name})", colour)
    turned = f'<g transform="rotate({90 * tile.turn} 6 6)">{inner}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12">{turned}</svg>'.encode()


def qr_drawing(address: str) -> bytes:
    """Return the QR code of an address (ISO/IEC 18004), readable when a seventh of it is torn or dirty."""
    made = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(made, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return made.getvalue()


@cache
def _shapes() -> dict[str, str]:
    """Return the shapes of figures and corners by name."""
    return dict(_SYMBOL.findall(_text("portal/marks.svg")))


@cache
def _palettes() -> dict[int, dict[str, str]]:
    """Return the three colours of every palette, as the portal's style names them."""
    style = _text("portal/css/portal.css")
    dyes = dict(_DYE.findall(style))
    return {
        int(number): {"tile": dyes[tile], "band": dyes[band], "accent": dyes[accent]}
        for number, tile, band, accent in _PALETTE.findall(style)
    }


def _text(name: str) -> str:
    """Return a static file as it lies beside the code."""
    return Path(finders.find(name)).read_text(encoding="utf-8")
