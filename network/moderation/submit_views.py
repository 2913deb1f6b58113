"""The step before handing a page over: what would change, what speaks against it, and the button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from .asked import asked_about
from .by_trust import organisation_of
from .checklist import blocks
from .kinds import NotDone
from .looking import Look
from .states import state_of
from .submitting import may_submit, may_take_back, submit, take_back


class OwnPageView(WagtailAdminTemplateMixin, TemplateView):
    """A page for whoever may write a page of an organisation; everybody else finds nothing there."""

    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for whoever may not write the page."""
        if not self.own_page.permissions_for_user(request.user).can_edit():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def own_page(self) -> Page:
        """Return the page; raises Http404 where it belongs to no organisation."""
        page = Page.objects.filter(pk=self.kwargs["page_id"]).first()
        if page is None or page.depth < 2:
            raise Http404
        page = page.specific
        if organisation_of(page) is None:
            raise Http404
        return page

    @property
    def edit_url(self) -> str:
        """Return where the page is written."""
        return reverse("wagtailadmin_pages:edit", args=[self.own_page.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the editor."""
        editor = {"url": self.edit_url, "label": self.own_page.get_admin_display_title()}
        return [*self.breadcrumbs_items, editor, {"url": "", "label": self.get_page_title()}]


class SubmitView(OwnPageView):
    """What would change and what speaks against it, then the button."""

    page_title = gettext_lazy("Check and submit")
    template_name = "network/moderation/submit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the comparison and the same list that those see who check."""
        page = self.own_page
        state = state_of(page)  # before what is shown is read, so that it never names anything newer
        look = Look(page)
        return {
            **super().get_context_data(**kwargs),
            "own_page": page,
            "seen": state,
            "comparison": look.comparison,
            "pictures": look.pictures,
            "findings": look.findings,
            "is_blocked": blocks(look.findings),
            "may_submit": may_submit(self.request.user, page),
            "waits": page.workflow_in_progress,
            "asked": asked_about(page),
            "is_new_page": not page.live,
            "edit_url": self.edit_url,
            "draft_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            "take_back_url": reverse("moderation:take_back", args=[page.pk]),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Hand the page over."""
        try:
            submit(page_id, request.user, timezone.now(), request.POST.get("seen", ""))
        except NotDone as error:
            del self.own_page
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(), status=409)
        text = _("Thank you. “%(title)s” waits to be checked; you will get a mail.")
        messages.success(request, text % {"title": self.own_page.get_admin_display_title()})
        return redirect(self.edit_url)


class TakeBackView(OwnPageView):
    """Takes a page back, to go on writing."""

    page_title = gettext_lazy("Take back and go on writing")
    template_name = "network/moderation/take_back.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return whether that is possible."""
        return {
            **super().get_context_data(**kwargs),
            "own_page": self.own_page,
            "may_take_back": may_take_back(self.request.user, self.own_page),
            "edit_url": self.edit_url,
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Take it back and lead into the editor."""
        try:
            take_back(page_id, request.user)
        except NotDone as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("It does not wait any more. Go on writing and submit it when you like.")
            )
        return redirect(self.edit_url)
