"""A share kit as an archive: the same contents give the same bytes, wherever and whenever it is packed."""

import zipfile
from io import BytesIO

from .contents import KitContents
from .drawing import FORMATS, draw, photograph
from .texts import texts_of

PHOTO = "foto.jpg"
# The earliest moment that a ZIP can name; files in a kit have no date of their own.
MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(kit: KitContents) -> bytes:
    """Return the archive."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts_of(kit):
            # With a mark at the beginning, by which Windows' editor knows the letters.
            _add(archive, name, f"{text}\n".encode("utf-8-sig"))
        for form in FORMATS:
            name = f"{form.name}-{form.width}x{form.height}.jpg"
            _add(archive, name, draw(kit, form))
        if kit.photo and (picture := photograph(kit.photo)):
            _add(archive, PHOTO, picture)
    return content.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file without anything of the machine that made it."""
    info = zipfile.ZipInfo(name, MOMENT)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=6)
