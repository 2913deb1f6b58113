"""What a share kit is made of, in plain values: the same values give the same bytes."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import override

from portal.models import PortalImage
from portal.pictures import is_for_everybody
from portal.sites import default_settings
from portal.tiles import as_tile
from publications.infoposts.listing import by_whom
from publications.models import InfopostKind
from publications.records.infoposts import InfopostRecord

# Changes when texts or drawings are made otherwise, so that no kit of old stays.
EDITION = 2
FIRST_WORDS = 700


@dataclass(frozen=True)
class Photo:
    """A picture that everybody may see: where its file is, its alternative text, who made it, and its middle."""

    path: str
    alt: str
    credit: str
    checksum: str
    middle: tuple[float, float]


@dataclass(frozen=True)
class KitContents:
    """Everything that a kit tells, in the language of the post."""

    page_id: int
    language: str
    kind: str
    title: str
    summary: str
    beginning: str
    text: str
    by: str
    day: str
    url: str
    portal: str
    palette: int
    photo: Photo | None

    @property
    def digest(self) -> str:
        """Return the same text for the same kit."""
        return hashlib.sha256(repr((EDITION, self)).encode()).hexdigest()[:32]


def contents_of(record: InfopostRecord, url: str) -> KitContents:
    """Return what the kit of an infopost at an address tells; two queries at most."""
    spoken = record.language if record.language in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
    with override(spoken):
        return KitContents(
            page_id=record.page_id,
            language=spoken,
            kind=str(InfopostKind(record.kind).label),
            title=record.title,
            summary=record.summary,
            beginning=Truncator(record.text).chars(FIRST_WORDS),
            text=record.text,
            by=by_whom(record),
            day=date_format(record.published_on, "DATE_FORMAT"),
            url=url,
            portal=default_settings().full_name,
            palette=as_tile(record.authors[0].tile).palette if record.authors else 0,
            photo=_photo(record.image_id),
        )


def _photo(image_id: int | None) -> Photo | None:
    """Return the picture, None where there is none that everybody may see."""
    image = PortalImage.objects.filter(pk=image_id).first() if image_id else None
    if not is_for_everybody(image):
        return None
    point = image.get_focal_point()
    middle = (0.5, 0.5)
    if point and image.width and image.height:
        middle = (point.centroid.x / image.width, point.centroid.y / image.height)
    alt = "" if image.is_decorative else image.default_alt_text
    return Photo(image.file.name, alt, image.credit, image.get_file_hash(), middle)
