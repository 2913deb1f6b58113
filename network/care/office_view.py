"""Pages of the admin that only the office may use."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.circles import OFFICE_RIGHT
from network.models import Organisation
from portal.models import User
from portal.only_for import OnlyFor
from portal.row_keys import is_key


def is_office(user: User) -> bool:
    """Return whether a person keeps the register."""
    return user.is_active and user.has_perm(OFFICE_RIGHT)


def way_from_register(view: WagtailAdminTemplateMixin, *between: dict[str, str]) -> list[dict[str, str]]:
    """Return the breadcrumbs of a view that lies behind the register, with what lies between."""
    register = {"url": reverse("wagtailsnippets_network_organisation:list"), "label": _("Register")}
    return [*view.breadcrumbs_items, register, *between, {"url": "", "label": view.get_page_title()}]


class ForOffice(OnlyFor):
    """Lets in whoever keeps the register."""

    may = staticmethod(is_office)


class OfficePage(ForOffice, WagtailAdminTemplateMixin, TemplateView):
    """A page with a heading and the way to it."""

    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the register."""
        return way_from_register(self, *self.way())

    def way(self) -> list[dict[str, str]]:
        """Return what lies between the register and this page."""
        return []


def entry_of(key: Any) -> Organisation:
    """Return the entry of a key in an address or form; raises Http404 for anything else."""
    found = Organisation.objects.filter(pk=int(key)).first() if is_key(key) else None
    if found is None:
        raise Http404
    return found
