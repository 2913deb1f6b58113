"""What waits for the office, on the admin's front page: counts with links, one query each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from network import register_queries as queries
from network.models import Correction, Organisation
from network.models.corrections import CorrectionStatus
from network.page_contexts import stale_months
from portal.models import OutgoingMail, PendingChange
from portal.viewsets import FAILED, mails_in, mails_to_read


@dataclass(frozen=True)
class Tally:
    """How many of something wait, why that matters, and where they are."""

    label: str
    count: int
    url: str
    icon: str
    is_alarm: bool = False


class DeskPanel(Component):
    """The office's desk."""

    name = "desk"
    order = 50
    template_name = "network/admin/desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counts."""
        return {"tallies": list(tallies(self.request))}


def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    """Put the desk on the front page of whoever keeps the register."""
    if request.user.has_perm("network.change_organisation"):
        panels.append(DeskPanel(request))


def tallies(request: HttpRequest) -> Iterator[Tally]:
    """Yield what waits, as far as the user may see it."""
    user = request.user
    register = reverse("wagtailsnippets_network_organisation:list")
    entries = Organisation.objects.all()
    if user.has_perm("network.change_correction"):
        hints = Correction.objects.filter(status=CorrectionStatus.OPEN)
        url = f"{reverse('wagtailsnippets_network_correction:list')}?status=open"
        yield Tally(_("Open hints from readers"), hints.count(), url, "comment")
    yield Tally(
        _("Entries without a page"),
        queries.without_page(entries).count(),
        f"{register}?page=none",
        "doc-empty",
    )
    old = queries.stale(entries, timezone.localdate(), stale_months(request))
    yield Tally(_("Entries out of date"), old.count(), f"{register}?confirmed=stale", "history")
    unmatched = queries.with_unmatched(entries)
    yield Tally(_("Entries with words to assign"), unmatched.count(), f"{register}?unmatched=yes", "tag")
    if user.has_perm("portal.view_outgoingmail"):
        failed = mails_in(mails_to_read(OutgoingMail.objects.all()), FAILED)
        url = f"{reverse('wagtailsnippets_portal_outgoingmail:list')}?state={FAILED}"
        yield Tally(_("Mails that could not be sent"), failed.count(), url, "mail", is_alarm=True)
    if user.has_perm("portal.view_pendingchange"):
        url = reverse("wagtailsnippets_portal_pendingchange:list")
        waiting = PendingChange.objects.count()
        yield Tally(_("Changes the search has not taken in yet"), waiting, url, "rotate", is_alarm=True)
