"""The public pages around a request for access: asking, confirming, saying yes, objecting."""

import uuid as uuid_module
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.models import ActorPage, Reclaim, ReclaimState
from network.models.reclaims import RUNNING
from network.views import public_page
from portal.addresses import page_path
from portal.anonymous_forms import never_kept
from portal.page_context import view_context
from portal.signed_link_view import SignedFormView
from portal.signed_links import LinkOutdated, SignedLink
from portal.sites import office

from . import reclaim_links as links
from . import reclaiming
from .reclaim_forms import ObjectionForm, ReclaimForm, WayForm
from .reclaim_links import Speaker
from .reclaim_receiving import limit, receive
from .rights import acts_by_address


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Take a request for access; the page is the same whether or not somebody acts for the organisation."""
    page = public_page(uuid)
    if request.method != "POST":
        return _form_page(request, page, ReclaimForm(request))
    form = ReclaimForm(request, request.POST)
    if not form.is_valid():
        return _form_page(request, page, form, 400)
    if not limit.take(request).allowed:
        form.add_error(None, _("Those were many requests from your network. Please try again later."))
        return _form_page(request, page, form, 429)
    try:
        receive(page.organisation, form, timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, page, form, 429)
    context = _context(request, _("One step is left"), page)
    return never_kept(render(request, "network/stewards/reclaim_thanks.html", context))


def _form_page(request: HttpRequest, page: ActorPage, form: forms.Form, status: int = 200) -> HttpResponse:
    """Return the page with the form."""
    context = _context(request, _("Get access to this page"), page) | {
        "form": form,
        "office": office(request),
    }
    return never_kept(render(request, "network/stewards/reclaim_form.html", context, status=status))


def _context(request: HttpRequest, title: str, page: ActorPage | None) -> dict[str, Any]:
    """Return what every page about a request shows."""
    context = view_context(request, title, robots="noindex") | {"title": title}
    return context | ({"name": page.title, "entry_url": page_path(page)} if page else {})


class ReclaimLinkView(SignedFormView):
    """Base of the pages behind the links: who asks for what, a question, and a form with a button."""

    question: Any = ""
    template = ""

    def form_page(
        self, request: HttpRequest, subject: Speaker, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        """Return who asks, and the button."""
        return self.page(request, str(self.question), subject.reclaim, form=form, status=status)

    def page(self, request: HttpRequest, title: str, reclaim: Reclaim, **more: Any) -> HttpResponse:
        """Return one of the pages."""
        status = more.pop("status", 200)
        context = _context(request, title, None) | {"name": reclaim.organisation.name, "reclaim": reclaim}
        return render(request, self.template, context | more, status=status)


class ConfirmReclaim(ReclaimLinkView):
    """Who asks confirms the address and says how a right can be shown."""

    purpose = links.CONFIRM
    template = "network/stewards/reclaim_confirm.html"
    question = gettext_lazy("Go on with your request")

    def subject(self, link: SignedLink) -> Speaker:
        """Return the request that waits for this, unless the same address has one already that runs."""
        reclaim = links.reclaim_of(link, ReclaimState.UNCONFIRMED)
        running = Reclaim.objects.filter(
            organisation=reclaim.organisation, email=reclaim.email, state__in=RUNNING
        )
        if running.exists():
            raise LinkOutdated
        return Speaker(reclaim, None)

    def form(self, subject: Speaker, data: Any = None) -> WayForm:
        """Return the question for the way."""
        return WayForm(subject.reclaim, data)

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the question; whoever has the access already learns how to sign in."""
        reclaim = self.subject(link).reclaim
        if acts_by_address(reclaim.email, reclaim.organisation):
            return self.page(request, _("You have access already"), reclaim, has_access=True)
        return super().show(request, link)

    def carry_out(self, request: HttpRequest, subject: Speaker, form: forms.Form) -> HttpResponse:
        """Begin the request."""
        reclaim = subject.reclaim
        if acts_by_address(reclaim.email, reclaim.organisation):
            raise LinkOutdated
        begun = reclaiming.confirm(reclaim, form.way_chosen, form.asked, timezone.now())
        return self.page(request, _("Your request is on its way"), begun, done=True)


class AddressConfirms(ReclaimLinkView):
    """The organisation's own address says that the person belongs to it."""

    purpose = links.ADDRESS
    template = "network/stewards/reclaim_say.html"
    question = gettext_lazy("Does this person belong to you?")

    def subject(self, link: SignedLink) -> Speaker:
        """Return the request as long as the address is the organisation's."""
        return links.own_speaker(link, ReclaimState.OPEN)

    def carry_out(self, request: HttpRequest, subject: Speaker, form: forms.Form) -> HttpResponse:
        """Note the word."""
        reclaiming.show(subject.reclaim, timezone.now())
        return self.page(request, _("Thank you, confirmed"), subject.reclaim, done=True)


class MemberConfirms(ReclaimLinkView):
    """A steward of another member says that the person belongs to the organisation."""

    purpose = links.VOUCH
    template = "network/stewards/reclaim_say.html"
    question = gettext_lazy("Do you know this person?")

    def subject(self, link: SignedLink) -> Speaker:
        """Return the request as long as the steward's word counts."""
        return links.voucher(link)

    def carry_out(self, request: HttpRequest, subject: Speaker, form: forms.Form) -> HttpResponse:
        """Note the word."""
        reclaiming.vouch(subject.reclaim, subject.row, timezone.now())
        return self.page(request, _("Thank you, confirmed"), subject.reclaim, done=True)


class ObjectToReclaim(ReclaimLinkView):
    """Somebody who acts for the organisation, or its own address, objects."""

    purpose = links.OBJECT
    template = "network/stewards/reclaim_object.html"
    question = gettext_lazy("Does anything speak against it?")

    def subject(self, link: SignedLink) -> Speaker:
        """Return the request as long as who presses may speak for the organisation."""
        return links.own_speaker(link, *RUNNING)

    def form(self, subject: Speaker, data: Any = None) -> ObjectionForm:
        """Return the question why."""
        return ObjectionForm(data)

    def carry_out(self, request: HttpRequest, subject: Speaker, form: forms.Form) -> HttpResponse:
        """Stop the request."""
        by = subject.row.user if subject.row else None
        reclaiming.object_to(subject.reclaim, by, form.cleaned_data["objection"], timezone.now())
        return self.page(request, _("Thank you, the request is stopped"), subject.reclaim, done=True)
