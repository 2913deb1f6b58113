"""What Wagtail's choosers show: pages that may be named to somebody, tags of files one may choose."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageChooseView
from wagtail.models import Page

from portal.models import User
from portal.named_pages import named_to
from portal.wagtail_policies import document_policy, image_policy

POPULAR = 10


def pages_to_choose(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Return those of the pages that may be named to a person (Wagtail lists drafts of everybody)."""
    # What the status of a row shows, for all rows at once.
    pages = pages.annotate_approved_schedule().prefetch_workflow_states()
    if request.user.is_superuser:
        return pages
    return pages.filter(named_to(request.user))


def pages_seen(user: User) -> QuerySet:
    """Return the pages that may be named to somebody."""
    return Page.objects.filter(named_to(user))


def tags_of_files(user: User) -> QuerySet[Tag]:
    """Return the tags of files that somebody may choose or change; other people's words are theirs."""
    if user.is_superuser:
        return Tag.objects.all()
    asked = [
        (get_image_model(), image_policy()),
        (get_document_model(), document_policy()),
    ]
    known = Q(pk__in=[])
    for model, policy in asked:
        files = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
        through = model.tags.through.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            object_id__in=files.order_by().values("pk"),
        )
        known |= Q(pk__in=through.values("tag_id"))
    return Tag.objects.filter(known)


class OwnTagsChooseView(ImageChooseView):
    """The chooser of images; above it stand the tags of those images that it shows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with tags of permitted files only."""
        context = super().get_context_data(**kwargs)
        context["popular_tags"] = tags_of_files(self.request.user).order_by("name")[:POPULAR]
        return context
