"""Buttons above the form of an entry's page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from network.models import ActorPage, Organisation
from network.stewards.beginning import rights_path
from network.stewards.rights import may_look
from portal.models import User


def actor_page_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """Yield the ways from a page to its people, its entry in the register and the emergency switch."""
    if not isinstance(page, ActorPage) or not page.organisation_id:
        return
    if may_look(user, page.organisation):
        people = rights_path(page.organisation)
        yield Button(_("Who may do what here?"), url=people, icon_name="user", priority=70)
    policy = Organisation.snippet_viewset.permission_policy
    if not policy.has_all(user, "change"):
        return
    key = [page.organisation_id]
    edit = reverse("wagtailsnippets_network_organisation:edit", args=key)
    yield Button(_("Entry in the register"), url=edit, icon_name="group", priority=80)
    shield = reverse("wagtailsnippets_network_organisation:shield", args=key)
    yield Button(_("Emergency switch"), url=shield, icon_name="warning", priority=90)
