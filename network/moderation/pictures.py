"""Pictures before and after, small enough to lie side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.models import PortalImage
from portal.pictures import is_for_everybody
from portal.view_models import Picture

from .comparing import PictureChange

SIZE = "max-480x320"


@dataclass(frozen=True)
class Pair:
    """A picture before and after, each None where there is none; `is_hidden` says that visitors will not see it."""

    label: str
    before: Picture | None
    after: Picture | None
    words: str
    is_hidden: bool


def with_pictures(changes: Iterable[PictureChange]) -> list[Pair]:
    """Return changes with the pictures in them; one query for all."""
    changes = list(changes)
    keys = {key for change in changes for key in (change.before, change.after) if key}
    found = PortalImage.objects.in_bulk(keys) if keys else {}
    return [_pair(change, found) for change in changes]


def _pair(change: PictureChange, found: dict[int, PortalImage]) -> Pair:
    """Return one change."""
    after = found.get(change.after)
    return Pair(
        change.label,
        _picture(found.get(change.before)),
        _picture(after),
        change.words,
        after is not None and not is_for_everybody(after),
    )


def _picture(image: PortalImage | None) -> Picture | None:
    """Return a picture in a small size, whoever may see it: those who check see all."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(SIZE)
    except OSError:
        return None
    return Picture(rendition.url, image.default_alt_text, rendition.width, rendition.height)
