"""Views of Wagtail's admin that answer to any number; here they first ask whose it is."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from wagtail.admin.views import chooser, tags
from wagtail.models import Page

from portal.models import User
from portal.row_keys import is_key

from .choosing import pages_seen, tags_of_files
from .page_rights import keeps

TAGS = 10
# The longest name a tag can have.
LONGEST = 100


def publicly_named(user: User, page: Page) -> Page:
    """Return a page as it was published where it is somebody else's: Wagtail shows title and day of the draft."""
    if not keeps(user, page):
        page.draft_title = page.title
        page.latest_revision_created_at = page.last_published_at
        page.has_unpublished_changes = page._approved_schedule = False
    return page


class PublicTitleColumn(chooser.PageTitleColumn):
    """The title in a list to choose from."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def get_value(self, instance: Page) -> str:
        """Return the title that the reader may see."""
        return super().get_value(publicly_named(self.user, instance))


class PublicParentColumn(chooser.ParentPageColumn):
    """The page above, in a list to choose from."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._found: dict[str, Page] = {}

    def get_value(self, instance: Page) -> Page:
        """Return the page under the title that the reader may see; one query for all rows below the same one."""
        path = instance.path[: -Page.steplen]
        if path not in self._found:
            self._found[path] = publicly_named(self.user, super().get_value(instance))
        return self._found[path]


class PublicTitles:
    """A list of pages to choose from, without titles of drafts."""

    @property
    def columns(self) -> list[Any]:
        """Return the columns, those with titles in the reader's version."""
        user, multiple = self.request.user, self.is_multiple_choice
        own = {
            chooser.PageTitleColumn: lambda old: PublicTitleColumn(
                "title", label=old.label, is_multiple_choice=multiple, user=user
            ),
            chooser.ParentPageColumn: lambda old: PublicParentColumn("parent", label=old.label, user=user),
        }
        return [own[type(column)](column) if type(column) in own else column for column in super().columns]


class BrowseView(PublicTitles, chooser.BrowseView):
    """The chooser of pages below a page; Wagtail names that page even if it is somebody's draft."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Return the list; raises Http404 for a page that the person may not see."""
        targets = filter(None, request.GET.getlist("target_pages[]"))
        if not all(map(is_key, targets)):
            raise Http404
        if parent_page_id and parent_page_id != _root_id() and not _sees_all(request.user, {parent_page_id}):
            raise Http404
        return super().get(request, parent_page_id)

    def get_object_list(self) -> QuerySet:
        """Return the pages below, and name the one above as its reader may know it."""
        publicly_named(self.request.user, self.parent_page)
        return super().get_object_list()


class SearchView(PublicTitles, chooser.SearchView):
    """The search in the chooser of pages."""


class ChosenMultipleView(chooser.ChosenMultipleView):
    """The pages that were chosen, with their titles."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the pages; raises Http404 where one of them may not be seen, or shows another title as draft."""
        keys = request.GET.getlist("id")
        if not all(map(is_key, keys)):
            raise Http404
        wanted = {int(key) for key in keys}
        if not _sees_all(request.user, wanted):
            raise Http404
        return super().get(request)

    def render_chosen_response(self, result: list[dict[str, Any]]) -> HttpResponse:
        """Return the chosen pages under the titles that the reader may see."""
        pages = Page.objects.in_bulk([one["id"] for one in result])
        for one in result:
            one["adminTitle"] = publicly_named(self.request.user, pages[one["id"]]).get_admin_display_title()
        return super().render_chosen_response(result)


def tag_names(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Return the names of tags that begin with what was typed: curated ones, else those of permitted files."""
    if kwargs.get("app_name", "taggit") != "taggit":
        return tags.autocomplete(request, **kwargs)
    term = request.GET.get("term", "")[:LONGEST].replace("\x00", "")
    found = tags_of_files(request.user).filter(name__istartswith=term).order_by("name") if term else ()
    return JsonResponse([tag.name for tag in found[:TAGS]], safe=False)


def _root_id() -> int:
    """Return the number of the root above all pages, which choosers begin with."""
    return Page.get_first_root_node().pk


def _sees_all(user: User, keys: set[int]) -> bool:
    """Return whether pages are published or somebody's own, every one of them; the root is no page."""
    if Page.objects.filter(pk__in=keys, depth=1).exists():
        return False
    return user.is_superuser or pages_seen(user).filter(pk__in=keys).count() == len(keys)
