"""The buttons below the form of an organisation's page, in the words of whoever presses them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.models import Page

from .asked import asked_about
from .by_trust import organisation_of
from .submitting import may_take_back

CHECK = "action-check"
# The names of Wagtail's buttons.
SUBMITTING = frozenset({"action-submit", "action-restart-workflow"})


class CheckItem(SubmitForModerationMenuItem):
    """Saves the draft and leads to the step before it is submitted."""

    name = CHECK
    label = _("Check and submit …")
    icon_name = "resubmit"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Leave out the workflow's name, for which Wagtail's item looks the workflow up."""
        return ActionMenuItem.get_context_data(self, parent_context)


class TakeBackItem(ActionMenuItem):
    """Leads to taking a page back that waits, for everybody who acts for the organisation."""

    name = "action-take-back"
    label = _("Take back and go on writing")
    icon_name = "undo"
    order = 40

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        """Return whether the page waits and the person may write it."""
        page = context.get("page")
        return bool(page) and may_take_back(context["request"].user, page)

    def get_url(self, parent_context: Mapping[str, Any]) -> str:
        """Return where it is taken back."""
        return reverse("moderation:take_back", args=[parent_context["page"].pk])


def in_our_words(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put our own items in the place of Wagtail's where the page belongs to an organisation, or will."""
    page = context.get("page") or context.get("parent_page")
    if page is None or not page.pk or organisation_of(page) is None:
        return
    kept = []
    for item in menu_items:
        if isinstance(item, CancelWorkflowMenuItem | RestartWorkflowMenuItem):
            continue
        kept.append(CheckItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item)
    back = TakeBackItem()
    if back.is_shown(context):
        kept.append(back)
    # What a person can press comes before the word that the page is locked.
    menu_items[:] = sorted(kept, key=lambda item: item.order)


def check_first(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Let a new page be checked like every other one; Wagtail would submit it unseen, and fail without a workflow."""
    check_again(request, parent_page)


def check_again(request: HttpRequest, page: Page) -> None:
    """Lead to the step before submitting whoever sends the name of a button of Wagtail's that would leave it out."""
    if request.method != "POST" or not (SUBMITTING & request.POST.keys()) or organisation_of(page) is None:
        return
    sent = request.POST.copy()
    for name in SUBMITTING & sent.keys():
        sent[CHECK] = sent.pop(name)[-1]
    request.POST = sent


def lead_to_check(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead whoever saved to submit to the step before it; Wagtail has just saved the draft."""
    if request.method == "POST" and CHECK in request.POST and organisation_of(page) is not None:
        return redirect("moderation:submit", page.pk)
    return None


def say_what_is_asked(request: HttpRequest, page: Page) -> None:
    """Say above the form what was asked for, as long as the page was sent back and not submitted again."""
    if request.method != "GET" or organisation_of(page) is None:
        return
    asked = asked_about(page)
    if asked is None:
        return
    lines = [_("This page was sent back to you:"), asked.comment]
    lines += [f"{label}: {words}" for label, words in asked.notes]
    text = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines if line))
    messages.warning(request, text)
