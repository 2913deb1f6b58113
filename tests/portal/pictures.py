"""A small picture for tests."""

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image

from portal.models import PortalImage


def picture(title="Bild", size=(1600, 900), **fields):
    """Return a stored picture of one colour."""
    file = BytesIO()
    Image.new("RGB", size, "#2a2478").save(file, "PNG")
    file.seek(0)
    return PortalImage.objects.create(title=title, file=ImageFile(file, name="bild.png"), **fields)
