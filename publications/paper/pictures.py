"""Pictures on paper: those that markup names and everybody may see, made small enough for a file."""

import html as html_entities
import re
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urljoin

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from portal.file_access import is_public
from portal.models import PortalRendition

from .printing import File

_SOURCE = re.compile(r"""<img\b[^>]*?\ssrc=["']([^"']+)["']""", re.IGNORECASE)
QUALITY = 80
LONGEST_SIDE = 1200


@dataclass(frozen=True)
class ShownPicture:
    """A picture by the absolute address that markup gives it; `fingerprint` differs where its bytes do."""

    address: str
    fingerprint: str
    rendition: PortalRendition

    def file(self) -> File | None:
        """Return the picture as JPEG, as PNG where something shines through; None where its file is gone.

        WeasyPrint takes both over as they are and would blow up anything else.
        """
        try:
            with self.rendition.file.open("rb") as stored, Image.open(stored) as image:
                image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _transparent(image) if image.has_transparency_data else _opaque(image)
        except (OSError, UnidentifiedImageError):
            return None


def pictures_in(html: str, address: str) -> tuple[ShownPicture, ...]:
    """Return the uploaded pictures that markup shows; two queries for each. Others are not there for the press."""
    sources = dict.fromkeys(html_entities.unescape(source) for source in _SOURCE.findall(html))
    names = {unquote(one.removeprefix(settings.MEDIA_URL)): one for one in sources if _is_upload(one)}
    if not names:
        return ()
    found = PortalRendition.objects.filter(file__in=names).select_related("image__collection")
    return tuple(
        ShownPicture(urljoin(address, names[row.file.name]), f"{row.file.name} {row.image.file_hash}", row)
        for row in found.order_by("file")
        if is_public(row.image)
    )


def _is_upload(source: str) -> bool:
    """Return whether an address is that of an uploaded file."""
    return source.startswith(settings.MEDIA_URL)


def _opaque(image: Image.Image) -> File:
    """Return a picture as JPEG."""
    made = BytesIO()
    image.convert("RGB").save(made, "JPEG", quality=QUALITY, optimize=True)
    return File("image/jpeg", made.getvalue())


def _transparent(image: Image.Image) -> File:
    """Return a picture as PNG."""
    made = BytesIO()
    image.convert("RGBA").save(made, "PNG", optimize=True)
    return File("image/png", made.getvalue())
