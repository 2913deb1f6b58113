"""Where the page stands on which a further author leaves a post."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.desk.frame import DeskPage, desk_url
from portal.addresses import page_path
from portal.page_refs import ref_of
from publications.models import InfopostPage

from .leaving import Refused, leave, naming


class LeaveView(DeskPage):
    """Shows on GET what is taken off, and does it on POST."""

    page_title = gettext_lazy("Take yourself off a post")
    header_icon = "user"
    template_name = "publications/infoposts/co_authors/leave.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the post; raises Http404 for one that does not name the organisation in public."""
        post = naming(self.organisation).filter(pk=self.kwargs["page_pk"]).first()
        if post is None:
            raise Http404
        by = post.organisation.name if post.organisation else ""
        return {
            **super().get_context_data(**kwargs),
            "post": post,
            "by": by,
            "view_url": page_path(ref_of(post)),
        }

    def post(self, request: HttpRequest, pk: int, page_pk: int) -> HttpResponse:
        """Take the organisation off, and say so; whoever did it already is told the same."""
        try:
            leave(page_pk, self.organisation, request.user, self.now)
        except InfopostPage.DoesNotExist:
            raise Http404 from None
        except Refused as refusal:
            words = _("That is not possible just now. %(reason)s Please write to the coordination office.")
            messages.error(request, words % {"reason": refusal})
            return redirect(request.path)
        messages.success(
            request, _("Done. You are no further author any more; whoever wrote the post was told.")
        )
        return redirect(desk_url(self.organisation))


class CoAuthorsViewSet(ViewSet):
    """The page of the button; its address names the organisation and the post."""

    name = "co_authors"
    url_prefix = "further-authors"
    url_namespace = "co_authors"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address."""
        return [path("<int:pk>/<int:page_pk>/leave/", LeaveView.as_view(), name="leave")]
