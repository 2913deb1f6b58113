"""Where people of an organisation find the way back: a line beside its entry, the same for every organisation."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import ActorPage
from network.page_contexts import kept
from portal.registries import Section


def beside_entry(page: Any, request: HttpRequest) -> list[Section]:
    """Return the line; whether somebody acts for the organisation is not told."""
    if not isinstance(page, ActorPage) or page.organisation_id is None:
        return []
    # Asked for by the template, when the page has read its entry anyway.
    context = {"label": _("You belong to it and want to keep this entry"), "url": partial(_address, page)}
    return [Section("network/stewards/beside_entry.html", context, order=88, is_aside=True)]


def _address(page: ActorPage) -> str:
    """Return where one asks for access; no query while no content changes."""
    uuid = kept("uuids", page.organisation_id, lambda: page.organisation.uuid)
    return reverse("reclaim", args=[uuid])
