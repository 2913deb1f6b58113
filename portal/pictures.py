"""Pictures as templates show them: a rendition with its size and alternative text."""

from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from portal.disclosure import Audience
from portal.view_models import Picture


def is_for_everybody(file: AbstractImage | AbstractDocument | None) -> bool:
    """Return whether there is a picture or file and its owner shows it to everybody."""
    return file is not None and file.disclosure == Audience.PUBLIC


def picture_of(image: AbstractImage | None, filter_spec: str) -> Picture | None:
    """Return a rendition of a picture; None when there is none, it is not public, or its file is gone."""
    if not is_for_everybody(image):
        return None
    try:
        rendition = image.get_rendition(filter_spec)
    except OSError:
        return None
    return Picture(rendition.url, image.default_alt_text, rendition.width, rendition.height)
