"""The page on which a publication is taken back: what would change, and one button."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from network.access.page_rights import KeptPage
from network.moderation.pictures import with_pictures

from .frame import DeskPage, desk_url
from .own_pages import kept_page
from .taking_back import Refused, Way, differences, step_back, take_back


class SeenForm(forms.Form):
    """The two versions that somebody compared before pressing the button."""

    live = forms.CharField(max_length=20)
    before = forms.CharField(max_length=20)


class TakeBackView(DeskPage):
    """Shows on GET what the version before said, and goes back to it on POST."""

    page_title = gettext_lazy("Take the publication back")
    header_icon = "undo"
    template_name = "network/desk/take_back.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the comparison and what the button does."""
        page = self._page()
        step = step_back(page, self.request.user)
        context = {**super().get_context_data(**kwargs), "step": step, "page": page}
        if step is not None:
            comparison = differences(step)
            context |= {
                "comparison": comparison,
                "pictures": with_pictures(comparison.pictures),
                "publishes": step.way is Way.PUBLISHES,
                "may": step.way is not Way.NOTHING and not step.refusal,
            }
        return context

    def post(self, request: HttpRequest, pk: int, page_pk: int) -> HttpResponse:
        """Go back, and say what was done."""
        page = self._page()
        form = SeenForm(request.POST)
        seen = (form.cleaned_data["live"], form.cleaned_data["before"]) if form.is_valid() else ("", "")
        try:
            way = take_back(page.pk, seen, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        if way is Way.PUBLISHES:
            messages.success(request, _("Taken back. The version before is public again."))
        else:
            messages.success(
                request, _("Handed in. The office checks the version before; then it is public.")
            )
        return redirect(desk_url(self.organisation))

    def _page(self) -> KeptPage:
        """Return the page of the address; raises Http404 where it is not this organisation's."""
        found = kept_page(self.organisation, self.kwargs["page_pk"])
        if found is None:
            raise Http404
        return found
