"""What is printed, before it is: markup with everything it shows, under a digest of all of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from django.contrib.staticfiles import finders

from .pictures import ShownPicture
from .press import weasyprint_version
from .printing import File, PrintJob

# Nothing is asked of this host, which cannot exist (RFC 2606): its addresses are those of files in the job.
HOST = "https://paper.invalid"
STYLES = f"{HOST}/css/paper.css"
TILE = f"{HOST}/drawings/tile.svg"
QR = f"{HOST}/drawings/qr.svg"
LONGEST_NAME = 80
_STYLE = Path(__file__).with_name("paper.css")
_FONTS = (
    "atkinson-next-latin.woff2",
    "atkinson-next-latin-ext.woff2",
    "bricolage-800-latin.woff2",
    "bricolage-800-latin-ext.woff2",
)


@dataclass(frozen=True)
class Sheet:
    """One PDF to be: whose it is (`entry-<uuid>`), how the file is called, its markup, drawings and pictures."""

    subject: str
    name: str
    html: str
    address: str
    drawings: Mapping[str, bytes] = field(default_factory=dict)
    pictures: tuple[ShownPicture, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Return what tells this state from every other one, styles, fonts and the version of WeasyPrint among it."""
        found = hashlib.blake2b(digest_size=16)
        parts = [self.html.encode(), self.address.encode(), weasyprint_version().encode()]
        parts += [part for address, drawing in self.drawings.items() for part in (address.encode(), drawing)]
        parts += [f"{picture.address} {picture.fingerprint}".encode() for picture in self.pictures]
        parts += [file.content for file in own_files().values()]
        for part in parts:
            found.update(len(part).to_bytes(8))
            found.update(part)
        return found.hexdigest()

    def job(self) -> PrintJob:
        """Return what the press needs: reads the pictures."""
        drawn = {address: File("image/svg+xml", drawing) for address, drawing in self.drawings.items()}
        seen = {picture.address: file for picture in self.pictures if (file := picture.file()) is not None}
        return PrintJob(self.html, self.address, {**own_files(), **drawn, **seen})


@cache
def own_files() -> dict[str, File]:
    """Return the style and the fonts of all sheets, read once."""
    fonts = {f"{HOST}/fonts/{name}": File("font/woff2", _static(f"portal/fonts/{name}")) for name in _FONTS}
    return {STYLES: File("text/css", _STYLE.read_bytes()), **fonts}


def _static(name: str) -> bytes:
    """Return a static file as it lies beside the code, whether or not static files were collected."""
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
