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
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.sites import office

from . import reclaim_links as links
from . import reclaiming
from .reclaim_forms import ObjectionForm, ReclaimForm, WayForm
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


class ReclaimLinkView(SignedLinkView):
    """Base of the pages behind the links: who asks for what, a question, and a form with a button."""

    question: Any = ""
    template = ""

    def form(self, reclaim: Reclaim, data: Any = None) -> forms.Form:
        """Return what is asked beside the button: nothing."""
        return forms.Form(data)

    def reclaim(self, link: SignedLink) -> Reclaim:
        """Return the request; raises LinkOutdated for whoever may not press this link any more."""
        raise NotImplementedError

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show who asks, and the button."""
        reclaim = self.reclaim(link)
        return self.page(request, str(self.question), reclaim, form=self.form(reclaim))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Use the link up and act; a form with errors leaves it good."""
        reclaim = self.reclaim(self.read(token))
        form = self.form(reclaim, request.POST)
        if not form.is_valid():
            return self.page(request, str(self.question), reclaim, form=form, status=400)
        return super().post(request, token)

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

    def reclaim(self, link: SignedLink) -> Reclaim:
        """Return the request that waits for this, unless the same address has one already that runs."""
        reclaim = links.reclaim_of(link, ReclaimState.UNCONFIRMED)
        running = Reclaim.objects.filter(
            organisation=reclaim.organisation, email=reclaim.email, state__in=RUNNING
        )
        if running.exists():
            raise LinkOutdated
        return reclaim

    def form(self, reclaim: Reclaim, data: Any = None) -> WayForm:
        """Return the question for the way."""
        return WayForm(reclaim, data)

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the question; whoever has the access already learns how to sign in."""
        reclaim = self.reclaim(link)
        if acts_by_address(reclaim.email, reclaim.organisation):
            return self.page(request, _("You have access already"), reclaim, has_access=True)
        return super().show(request, link)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Begin the request."""
        reclaim = self.reclaim(link)
        if acts_by_address(reclaim.email, reclaim.organisation):
            raise LinkOutdated
        form = self.form(reclaim, request.POST)
        form.full_clean()
        now = timezone.now()
        begun = reclaiming.confirm(reclaim, form.way_chosen, form.asked, now)
        return self.page(request, _("Your request is on its way"), begun, done=True)


class AddressConfirms(ReclaimLinkView):
    """The organisation's own address says that the person belongs to it."""

    purpose = links.ADDRESS
    template = "network/stewards/reclaim_say.html"
    question = gettext_lazy("Does this person belong to you?")

    def reclaim(self, link: SignedLink) -> Reclaim:
        """Return the request as long as the address is the organisation's."""
        return links.own_speaker(link, ReclaimState.OPEN).reclaim

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Note the word."""
        reclaim = self.reclaim(link)
        reclaiming.show(reclaim, timezone.now())
        return self.page(request, _("Thank you, confirmed"), reclaim, done=True)


class MemberConfirms(ReclaimLinkView):
    """A steward of another member says that the person belongs to the organisation."""

    purpose = links.VOUCH
    template = "network/stewards/reclaim_say.html"
    question = gettext_lazy("Do you know this person?")

    def reclaim(self, link: SignedLink) -> Reclaim:
        """Return the request as long as the steward's word counts."""
        return links.voucher(link).reclaim

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Note the word."""
        speaker = links.voucher(link)
        reclaiming.vouch(speaker.reclaim, speaker.row, timezone.now())
        return self.page(request, _("Thank you, confirmed"), speaker.reclaim, done=True)


class ObjectToReclaim(ReclaimLinkView):
    """Somebody who acts for the organisation, or its own address, objects."""

    purpose = links.OBJECT
    template = "network/stewards/reclaim_object.html"
    question = gettext_lazy("Does anything speak against it?")

    def reclaim(self, link: SignedLink) -> Reclaim:
        """Return the request as long as who presses may speak for the organisation."""
        return links.own_speaker(link, *RUNNING).reclaim

    def form(self, reclaim: Reclaim, data: Any = None) -> ObjectionForm:
        """Return the question why."""
        return ObjectionForm(data)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Stop the request."""
        speaker = links.own_speaker(link, *RUNNING)
        form = self.form(speaker.reclaim, request.POST)
        form.full_clean()
        by = speaker.row.user if speaker.row else None
        reclaiming.object_to(speaker.reclaim, by, form.cleaned_data["objection"], timezone.now())
        return self.page(request, _("Thank you, the request is stopped"), speaker.reclaim, done=True)
