"""The pictures of a share kit: photograph or colour above, words below; the same words give the same pixels."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps

from .contents import KitContents, Photo

FONTS = Path(settings.BASE_DIR) / "portal" / "static" / "portal" / "fonts"
LOUD, READ = "bricolage-800", "atkinson-next"
# Latin letters beyond the first fonts; whatever lies beyond these has no font here and is not drawn.
EXTENDED, LAST = "\u0100", "\u02ff"
PUNCTUATION = "\u2000\u206f"
INK, PAPER = "#1c1947", "#fffdfa"
INDIGO, MARIGOLD, POPPY, ROSE, MINT, TEAL, LILAC, LINEN = (
    "#2a2478", "#ffbf2e", "#e5432d", "#ffb0c8", "#84d8b8", "#0c6b60", "#c3b4f7", "#fff3df",
)  # fmt: skip
# Ground and band of the twelve palettes of tiles, as in `portal.css`.
PALETTES = (
    (INDIGO, MARIGOLD), (MARIGOLD, INDIGO), (POPPY, ROSE), (ROSE, POPPY), (MINT, TEAL), (TEAL, MINT),
    (LILAC, INDIGO), (INDIGO, LILAC), (LINEN, POPPY), (MARIGOLD, TEAL), (MINT, INDIGO), (ROSE, TEAL),
)  # fmt: skip
SMALLEST = 30
LARGEST = 2400  # pixels of a photograph
FINER = 3


@dataclass(frozen=True)
class Format:
    """A picture: its name, its size, how much of it the photograph takes, and its largest letters."""

    name: str
    width: int
    height: int
    photo: float
    letters: int

    @property
    def margin(self) -> int:
        """Return the room around the words."""
        return round(min(self.width, self.height) * 0.07)


FORMATS = (
    Format("quer", 1200, 630, 0.38, 76),
    Format("quadrat", 1080, 1080, 0.48, 84),
    Format("hoch", 1080, 1920, 0.5, 100),
)


def draw(kit: KitContents, form: Format) -> bytes:
    """Return a picture as JPEG."""
    ground, band = PALETTES[kit.palette % len(PALETTES)]
    picture = Image.new("RGB", (form.width, form.height), PAPER)
    top = round(form.height * form.photo)
    above = (form.width, top)
    picture.paste((kit.photo and _photo(kit.photo, above)) or _ground(ground, band, above), (0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, top, form.width, top + 12), fill=band)
    _write(pen, kit, form, top + 12)
    content = BytesIO()
    picture.save(content, "JPEG", quality=88, subsampling=0)
    return content.getvalue()


def photograph(photo: Photo) -> bytes | None:
    """Return the photograph as it is, without what its camera noted; None where its file is gone."""
    try:
        with default_storage.open(photo.path) as file, Image.open(file) as found:
            picture = _upright(found)
    except (OSError, ValueError):
        return None
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    content = BytesIO()
    picture.save(content, "JPEG", quality=90)
    return content.getvalue()


def _upright(found: Image.Image) -> Image.Image:
    """Return a picture as it is to be seen, without transparency: what is clear is paper."""
    turned = ImageOps.exif_transpose(found)
    if turned.mode not in {"RGBA", "LA", "PA", "P"}:
        return turned.convert("RGB")
    seen = turned.convert("RGBA")
    paper = Image.new("RGBA", seen.size, PAPER)
    return Image.alpha_composite(paper, seen).convert("RGB")


def _ground(ground: str, band: str, size: tuple[int, int]) -> Image.Image:
    """Return a field of colour with a quarter round in its corner, drawn larger so that its edge is smooth."""
    width, height = (FINER * length for length in size)
    field = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(field)
    pen.ellipse((width - height, 0, width + height, 2 * height), fill=band)
    pen.ellipse((width - height // 2, height // 2, width + height // 2, height + height // 2), fill=ground)
    return field.resize(size, Image.Resampling.LANCZOS)


def _photo(photo: Photo, size: tuple[int, int]) -> Image.Image | None:
    """Return the photograph, cut around its middle; None where its file is gone."""
    try:
        with default_storage.open(photo.path) as file, Image.open(file) as found:
            return ImageOps.fit(_upright(found), size, Image.Resampling.LANCZOS, centering=photo.middle)
    except (OSError, ValueError):
        return None


def _write(pen: ImageDraw.ImageDraw, kit: KitContents, form: Format, top: int) -> None:
    """Write kind and day, the title as large as it fits, and who says it where."""
    left, right = form.margin, form.width - form.margin
    small = max(round(form.letters * 0.42), 26)
    y = top + round(form.margin * 0.7)
    _line(pen, (left, y), f"{kit.kind} · {kit.day}", READ, small)
    foot = form.height - form.margin
    below = _fitting([kit.by, kit.portal], right - left, small)
    for text in reversed(below):
        foot -= round(small * 1.3)
        _line(pen, (left, foot), text, READ, small)
    y += round(small * 1.7)
    size, lines = _title(kit.title, right - left, foot - y - small // 2, form.letters)
    for text in lines:
        _line(pen, (left, y), text, LOUD, size)
        y += round(size * 1.12)


def _title(text: str, width: int, height: int, largest: int) -> tuple[int, list[str]]:
    """Return the largest letters with which a title fits, and its lines; the last one ends in dots where none do."""
    for size in range(largest, SMALLEST - 1, -2):
        lines = _lines(text, width, LOUD, size)
        if len(lines) * size * 1.12 <= height and all(_width(line, LOUD, size) <= width for line in lines):
            return size, lines
    most = max(int(height // (SMALLEST * 1.12)), 1)
    lines = _lines(text, width, LOUD, SMALLEST)
    return SMALLEST, [*lines[: most - 1], f"{lines[most - 1]} …"] if len(lines) > most else lines


def _lines(text: str, width: int, family: str, size: int) -> list[str]:
    """Return a text in lines that are as wide as there is room; one word alone may be wider."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, family, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _fitting(texts: list[str], width: int, size: int) -> list[str]:
    """Return lines cut to the room there is."""
    found = []
    for text in filter(None, texts):
        shown = text
        while shown and _width(shown, READ, size) > width:
            shown = shown[:-2].rstrip() + "…"
            if len(shown) < 3:
                break
        found.append(shown)
    return found


def _line(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, family: str, size: int) -> None:
    """Write a line, each run of letters in the font that has them."""
    x, y = at
    for run, font in _runs(text, family, size):
        pen.text((x, y), run, fill=INK, font=font, anchor="la")
        x += font.getlength(run)


def _width(text: str, family: str, size: int) -> float:
    """Return how wide a line is."""
    return sum(font.getlength(run) for run, font in _runs(text, family, size))


def _runs(text: str, family: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Return the parts of a text with their fonts; letters that no font here has are left out."""
    found: list[tuple[str, str]] = []
    for letter in text:
        part = _part(letter)
        if not part:
            continue
        if found and found[-1][1] == part:
            found[-1] = (found[-1][0] + letter, part)
        else:
            found.append((letter, part))
    return [(run, _font(family, part, size)) for run, part in found]


def _part(letter: str) -> str:
    """Return which file of a family has a letter, "" for none."""
    if letter < EXTENDED or PUNCTUATION[0] <= letter <= PUNCTUATION[1] or letter == "€":
        return "latin"
    return "latin-ext" if letter <= LAST or "\u1e00" <= letter <= "\u1e9f" else ""


@lru_cache(maxsize=200)
def _font(family: str, part: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of the portal in a size."""
    return ImageFont.truetype(str(FONTS / f"{family}-{part}.woff2"), size)
