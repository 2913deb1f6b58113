"""A picture is kept as its pixels: drawn anew, without place, camera, thumbnail or anything that hides behind it."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

# Format by Pillow's name: the media type, and how it is written.
FORMATS = {
    "JPEG": ("image/jpeg", {"quality": 90, "optimize": True}),
    "PNG": ("image/png", {"optimize": True}),
    "GIF": ("image/gif", {}),
    "WEBP": ("image/webp", {"quality": 90}),
    "AVIF": ("image/avif", {"quality": 80}),
}
# Wagtail has checked frames times pixels of the head (`WAGTAILIMAGES_MAX_IMAGE_PIXELS`); this is for what lies.
MOST_PIXELS = 50_000_000
MOST_FRAMES = 200


def redrawn(file: UploadedFile) -> InMemoryUploadedFile:
    """Return a picture with the same pixels and name and nothing else; raises ValidationError for what is none."""
    file.seek(0)
    try:
        with Image.open(file, formats=list(FORMATS)) as picture:
            kind = picture.format
            frames = getattr(picture, "n_frames", 1)
            if picture.width * picture.height * frames > MOST_PIXELS or frames > MOST_FRAMES:
                raise ValidationError(_("This picture is too large to be opened."), code="too_large")
            content = _written(picture, kind)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture is damaged, or it is none."), code="broken") from error
    media_type = FORMATS[kind][0]
    content.seek(0)
    return InMemoryUploadedFile(content, "file", file.name, media_type, content.getbuffer().nbytes, None)


def _written(picture: Image.Image, kind: str) -> BytesIO:
    """Return the picture's pixels as a file of its kind; moving ones keep their frames and times."""
    content = BytesIO()
    options = dict(FORMATS[kind][1])
    frames = [_bare(frame) for frame in ImageSequence.Iterator(picture)]
    if len(frames) > 1 and kind in {"GIF", "PNG", "WEBP"}:
        options |= {"save_all": True, "append_images": frames[1:], "loop": 0}
        if duration := picture.info.get("duration"):
            options["duration"] = duration
    first = frames[0]
    if kind == "JPEG" and first.mode not in {"L", "RGB"}:
        first = first.convert("RGB")
    first.save(content, kind, **options)
    return content


def _bare(frame: Image.Image) -> Image.Image:
    """Return a frame upright, in the colours of the web, with no word beside its pixels."""
    upright = ImageOps.exif_transpose(frame)
    upright = _in_web_colours(upright)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    if upright.mode == "P":
        bare.putpalette(upright.getpalette())
        if (clear := upright.info.get("transparency")) is not None:
            bare.info["transparency"] = clear
    return bare


def _in_web_colours(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB, so that its colour profile, which may hold anything, can go."""
    profile = picture.info.get("icc_profile")
    if picture.mode == "CMYK" or (profile and picture.mode in {"RGB", "RGBA"}):
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        if profile:
            try:
                source = ImageCms.ImageCmsProfile(BytesIO(profile))
                return ImageCms.profileToProfile(
                    picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
                )
            except (ImageCms.PyCMSError, OSError, ValueError):
                pass  # a broken profile: the numbers as they are
        return picture.convert(mode)
    return picture
