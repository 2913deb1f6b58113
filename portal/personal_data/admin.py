"""The record in the admin: for the office to read and to print."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import MenuItemFor
from portal.models import User
from portal.only_for import OnlyFor

from .reporting import about
from .wording import in_order

# Whoever writes the site's name and contact answers for its privacy notice, too.
RIGHT = "portal.change_portalsettings"


def may_look(user: User) -> bool:
    """Return whether somebody may read the record: the office."""
    return user.is_active and user.has_perm(RIGHT)


class RecordView(OnlyFor, WagtailAdminTemplateMixin, TemplateView):
    """Every entry of the record, on one page that prints well."""

    page_title = _("Personal data")
    header_icon = "lock"
    template_name = "portal/admin/personal_data.html"

    may = staticmethod(may_look)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the entries with what the record says about each, and the columns it speaks of."""
        entries = [
            {
                "name": name.replace(" ", "-"),
                "label": entry.label,
                "lines": [(label, words) for _key, label, words in about(entry)],
                "columns": entry.fields,
            }
            for name, entry in in_order()
        ]
        return {**super().get_context_data(**kwargs), "entries": entries}


class RecordViewSet(ViewSet):
    """The page of the record."""

    name = "personal-data"
    url_prefix = "personal-data"
    url_namespace = "personal_data"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return its address."""
        return [path("", RecordView.as_view(), name="record")]


def menu_item() -> MenuItemFor:
    """Return the entry of the menu of reports."""
    return MenuItemFor(
        _("Personal data"),
        reverse("personal_data:record"),
        may_look,
        name="personal-data",
        icon_name="lock",
        order=900,
    )
