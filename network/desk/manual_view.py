"""The short manual inside the admin: one page of tasks, found by the browser's search, printed as it is."""

from typing import Any

from django.template.loader import select_template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.access.closed_views import is_staff

from .frame import desk_url
from .serving import last_chosen

# The manual is written in German; a translation is a further folder with the same two files.
WRITTEN_IN = "de"


class ManualView(WagtailAdminTemplateMixin, TemplateView):
    """What members do here, task by task; the office has a chapter of its own."""

    page_title = _("Manual")
    header_icon = "help"
    template_name = "network/desk/manual.html"
    http_method_names = ["get", "head", "options"]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return that it stands beside everything else."""
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the chapters in the reader's language, else in German."""
        chapters = ["members", *(["office"] if is_staff(self.request.user) else [])]
        organisation = last_chosen(self.request)
        return {
            **super().get_context_data(**kwargs),
            "chapters": [_chapter(name) for name in chapters],
            "desk_url": desk_url(organisation) if organisation else "",
        }


def _chapter(name: str) -> Any:
    """Return the template of a chapter."""
    return select_template([f"network/manual/{code}/{name}.html" for code in (get_language(), WRITTEN_IN)])
