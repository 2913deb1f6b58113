"""Pictures as templates show them: a rendition with its size and alternative text."""

from wagtail.images.models import AbstractImage

from portal.disclosure import Audience
from portal.view_models import Picture


def is_for_everybody(image: AbstractImage | None) -> bool:
    """Return whether there is a picture and its owner shows it to everybody."""
    return image is not None and image.disclosure == Audience.PUBLIC


def picture_of(image: AbstractImage | None, filter_spec: str) -> Picture | None:
    """Return a rendition of a picture; None when there is none, it is not public, or its file is gone."""
    if not is_for_everybody(image):
        return None
    try:
        rendition = image.get_rendition(filter_spec)
    except OSError:
        return None
    return Picture(rendition.url, image.default_alt_text, rendition.width, rendition.height)
