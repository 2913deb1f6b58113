"""The share kit as a file to download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.slugs import german_slug
from publications.models import InfopostPage
from publications.records.infoposts import public_records

from .addresses import kit_of
from .store import kit_bytes

NAME = 60


@require_safe
def share_kit(request: HttpRequest, page_id: str) -> HttpResponse:
    """Return the archive of a public infopost; drafts, withdrawn and unknown ones answer alike."""
    page = InfopostPage.objects.listed().select_related("locale").filter(pk=page_id).first()
    if page is None:
        raise Http404
    kit = kit_of(next(public_records([page], with_text=True)))
    name = german_slug(kit.title, "material", NAME)
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"', "X-Robots-Tag": "noindex"}
    return HttpResponse(kit_bytes(kit), content_type="application/zip", headers=headers)
