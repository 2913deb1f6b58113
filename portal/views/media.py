"""`/media/`: pictures, private ones only for whoever may use them; documents have an address of their own."""

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.file_access import is_public, may_have
from portal.models import PortalImage, PortalRendition

RENDITIONS, ORIGINALS = "images/", "original_images/"


@require_safe
def media_file(request: HttpRequest, path: str) -> HttpResponse:
    """Return a picture, or leave its delivery to the web server; raises Http404 for what the reader may not have."""
    image = _image(path)
    if image is None:
        raise Http404
    shared = is_public(image)
    if not shared and not may_have(request.user, image):
        raise Http404
    response = _delivered(request, path)
    response["Cache-Control"] = "public, max-age=3600" if shared else "private, no-store"
    return response


def _image(path: str) -> PortalImage | None:
    """Return the picture of which a file is the original or a size; None for any other file."""
    found: Model | None = None
    if path.startswith(ORIGINALS):
        return PortalImage.objects.select_related("collection").filter(file=path).first()
    if path.startswith(RENDITIONS):
        found = PortalRendition.objects.select_related("image__collection").filter(file=path).first()
    return found.image if found else None


def _delivered(request: HttpRequest, path: str) -> HttpResponse:
    """Return the file itself, or for a web server in front the name under which it finds the file."""
    if settings.MEDIA_INTERNAL_PREFIX:
        response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.MEDIA_INTERNAL_PREFIX}{path}"})
        del response["Content-Type"]
        return response
    return serve(request, path, document_root=settings.MEDIA_ROOT)
