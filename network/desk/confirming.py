"""What needs confirming, kind by kind, with the button that confirms right there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from network.freshness import sources
from network.freshness.asking import SOON
from network.freshness.facts import NAME as FACTS
from network.freshness.sources import Item
from network.models import Asking, Organisation
from portal.models import User

from .fields import edit_url
from .frame import DeskPage, desk_url
from .parts import DeskPart

SHOWN_LINES = 6


@dataclass(frozen=True)
class ToConfirm:
    """Facts of a kind: what stands there, since when, and whether somebody should say that it is right."""

    item: Item
    lines: Sequence[str]
    more: int
    change_url: str
    is_due: bool


class ConfirmForm(forms.Form):
    """Which facts are right, as they stood on the desk."""

    key = forms.CharField(max_length=100)
    state = forms.CharField(max_length=64)


def items_to_confirm(organisation: Organisation, day: date) -> list[ToConfirm]:
    """Return everything an organisation owns, what is due first; a constant number of queries."""
    items = sources.items_of([organisation.pk])[organisation.pk]
    return [_to_confirm(item, day) for item in items]


def confirm_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what needs confirming, None where nothing is public yet."""
    today = timezone.localdate(now)
    found = items_to_confirm(organisation, today)
    if not found:
        return None
    due = [one for one in found if one.is_due]
    asked = Asking.objects.filter(organisation=organisation, closed_on=None).first() if due else None
    context = {
        "due": due,
        "fine": [one for one in found if not one.is_due],
        "asked_on": asked.begun_on if asked else None,
        "url": desk_url(organisation, "confirm"),
    }
    return DeskPart(
        gettext_lazy("Is this still right?"),
        "network/desk/confirm.html",
        context,
        order=20,
        anchor="confirm",
        count=len(due),
    )


class ConfirmView(DeskPage):
    """Notes that facts are right; what changed since the desk was opened is not confirmed unseen."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm and lead back to where the button stood."""
        form = ConfirmForm(request.POST)
        today = timezone.localdate(self.now)
        found = items_to_confirm(self.organisation, today)
        wanted = form.cleaned_data if form.is_valid() else {}
        item = next((one.item for one in found if one.item.key == wanted.get("key")), None)
        if item is None:
            messages.error(request, _("This is no longer there. Please look again."))
        elif item.state != wanted["state"]:
            messages.warning(
                request, _("Somebody changed this meanwhile. Please look again before you confirm.")
            )
        else:
            sources.confirm([item], today, request.user)
            messages.success(
                request, _("Thank you. “%(what)s” is confirmed from today.") % {"what": item.label}
            )
        return redirect(f"{desk_url(self.organisation)}#confirm")


def _to_confirm(item: Item, day: date) -> ToConfirm:
    """Return an item as the desk shows it; a fact of the page is changed at its own field."""
    source, *rest = item.key.split(":")
    url = edit_url(int(rest[1]), rest[0]) if source == FACTS else item.edit_path
    more = max(0, len(item.lines) - SHOWN_LINES)
    return ToConfirm(item, item.lines[:SHOWN_LINES], more, url, item.due_on <= day + SOON)
