"""Views of Wagtail's admin that answer to any number; here they first ask whose it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from wagtail.admin.views import chooser, tags

from .choosing import may_see_page, pages_seen, tags_of_files

TAGS = 10
# The longest name a tag can have.
LONGEST = 100


class BrowseView(chooser.BrowseView):
    """The chooser of pages below a page; Wagtail names that page even if it is somebody's draft."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Return the list; raises Http404 for a page that the person may not see."""
        if parent_page_id and not may_see_page(request.user, parent_page_id):
            raise Http404
        return super().get(request, parent_page_id)


class ChosenMultipleView(chooser.ChosenMultipleView):
    """The pages that were chosen, with their titles."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the pages; raises Http404 where one of them may not be seen."""
        keys = request.GET.getlist("id")
        is_number = all(key.isascii() and key.isdecimal() and len(key) < 19 for key in keys)
        if not is_number:
            raise Http404
        if not request.user.is_superuser:
            wanted = {int(key) for key in keys}
            if pages_seen(request.user).filter(pk__in=wanted).count() != len(wanted):
                raise Http404
        return super().get(request)


def tag_names(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Return the names of tags that begin with what was typed: curated ones, else those of permitted files."""
    if kwargs.get("app_name"):
        return tags.autocomplete(request, **kwargs)
    term = request.GET.get("term", "")[:LONGEST].replace("\x00", "")
    found = tags_of_files(request.user).filter(name__istartswith=term).order_by("name") if term else ()
    return JsonResponse([tag.name for tag in found[:TAGS]], safe=False)
