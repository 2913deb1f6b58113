"""The API behind Wagtail's admin: reads what its user may see, and does nothing.

Wagtail's explorer reads pages from it. Its actions (copy, move, delete, revert …) ask no hook, and nothing in the
admin uses them; pictures and documents it lists for everybody.
"""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page

from portal.wagtail_policies import document_policy, image_policy, page_policy

SEEN = ("choose", "change")


class PagesViewSet(PagesAdminAPIViewSet):
    """The pages somebody may explore."""

    actions: dict[str, Any] = {}

    def get_base_queryset(self) -> QuerySet:
        """Return the pages by the policy that the whole admin asks; 7.4 makes one of its own here."""
        return page_policy().explorable_instances(self.request.user)

    def paginate_queryset(self, queryset: QuerySet) -> list[Page]:
        """Return one page of the list with what its rows show; Wagtail asks four times for each row."""
        if isinstance(queryset, QuerySet):  # what a search found is none
            queryset = queryset.annotate_approved_schedule().prefetch_workflow_states()
        shown = super().paginate_queryset(queryset)
        prefetch_related_objects(shown, "locale")
        above = {page.path[: -Page.steplen] for page in shown}
        parents = {page.path: page for page in Page.objects.filter(path__in=above)}
        for page in shown:
            page._cached_parent_obj = parents.get(page.path[: -Page.steplen])
        return shown


class ImagesViewSet(ImagesAdminAPIViewSet):
    """The images somebody may choose or change."""

    def get_queryset(self) -> QuerySet:
        """Return the permitted images."""
        permitted = image_policy().instances_user_has_any_permission_for(self.request.user, SEEN)
        return super().get_queryset().filter(pk__in=permitted.order_by().values("pk"))


class DocumentsViewSet(DocumentsAdminAPIViewSet):
    """The documents somebody may choose or change."""

    def get_queryset(self) -> QuerySet:
        """Return the permitted documents."""
        permitted = document_policy().instances_user_has_any_permission_for(self.request.user, SEEN)
        return super().get_queryset().filter(pk__in=permitted.order_by().values("pk"))


def take_over(router: WagtailAPIRouter) -> None:
    """Put these views in the place of Wagtail's."""
    router.register_endpoint("pages", PagesViewSet)
    router.register_endpoint("images", ImagesViewSet)
    router.register_endpoint("documents", DocumentsViewSet)
