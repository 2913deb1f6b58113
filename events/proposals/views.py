"""The form for a date, and the page behind the link that its proposer gets by mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.addresses import calendar_path, event_path
from events.models import Proposal
from events.models.proposals import ProposalState
from portal.anonymous_forms import never_kept
from portal.http.rate_limit import RateLimit
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.sites import site_facts

from . import receiving
from .data import as_data
from .forms import ChangeForm, ProposalForm, WordForm
from .links import PURPOSE
from .summary import lines_of

# Per worker: a group may propose a dozen dates at once, then one every ten minutes.
limit = RateLimit(size=12, per_second=1 / 600)
CHANGE = "aendern"


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Take a date that somebody proposes; the answer is the same whatever becomes of it."""
    title = _("Propose a date")
    context = _context(request, title)
    if request.method != "POST":
        return _page(request, "propose", {**context, "form": ProposalForm(request)})
    form = ProposalForm(request, request.POST)
    if not form.is_valid():
        return _page(request, "propose", {**context, "form": form}, 400)
    if not limit.take(request).allowed:
        form.add_error(None, _("Those were many proposals in a short time. Please wait a few minutes."))
        return _page(request, "propose", {**context, "form": form}, 429)
    facts = site_facts(request)
    receiving.receive(form, get_language() or "", facts.base_url if facts else "", timezone.now())
    return _page(request, "asked", {**context, "most": receiving.MOST_UNCONFIRMED})


class ProposalView(SignedLinkView):
    """What was proposed, for whoever has the link: to confirm, to change, to call off, to withdraw."""

    purpose = PURPOSE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show how the proposal stands, or the form that changes it."""
        proposal = self.found(link)
        if CHANGE in request.GET and receiving.may_change(proposal):
            return self.form(request, proposal, ChangeForm(initial=proposal.data))
        return self.state(request, proposal)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Do what the button says; the link stays good, and the same again changes nothing."""
        link = self.read(token)
        proposal, now = self.found(link), timezone.now()
        said = request.POST.get("do")
        if said == "change" and receiving.may_change(proposal):
            return self.change(request, proposal)
        if said == "confirm":
            receiving.confirm(link.subject, now)
        elif said == "withdraw":
            receiving.withdraw(link.subject, now)
        elif said == "call_off":
            note = WordForm(request.POST)
            if not note.is_valid():
                return self.state(request, proposal, note)
            receiving.call_off(link.subject, note.cleaned_data["note"], now)
        return self.state(request, self.found(link), is_done=True)

    def change(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        """Take changed words, or show again what is wrong with them."""
        form = ChangeForm(request.POST, initial=proposal.data)
        if not form.is_valid():
            return self.form(request, proposal, form, 400)
        receiving.change(str(proposal.uuid), as_data(form.cleaned_data), timezone.now())
        return self.state(request, receiving.find(str(proposal.uuid)), is_done=True)

    def found(self, link: SignedLink) -> Proposal:
        """Return the proposal; raises LinkOutdated when it was never confirmed and is gone."""
        proposal = receiving.find(link.subject)
        if proposal is None:
            raise LinkOutdated
        return proposal

    def state(
        self,
        request: HttpRequest,
        proposal: Proposal,
        note: WordForm | None = None,
        is_done: bool = False,
    ) -> HttpResponse:
        """Return the page that says how it stands and what can be done."""
        event = proposal.event
        is_public = event is not None and event.live
        heading, lead = _words(proposal, is_public)
        context = {
            **_context(request, heading),
            "proposal": proposal,
            "lead": lead,
            "lines": list(lines_of(proposal.data)) if proposal.data else [],
            "is_unconfirmed": proposal.state == ProposalState.UNCONFIRMED,
            "change_url": f"?{CHANGE}" if receiving.may_change(proposal) else "",
            "may_withdraw": receiving.may_withdraw(proposal),
            "note": (note or WordForm()) if is_public and receiving.may_change(proposal) else None,
            "event_url": event_path(event.slug, event.short_id) if is_public else "",
            "is_done": is_done,
        }
        return _page(request, "state", context, 400 if note is not None and note.errors else 200)

    def form(
        self, request: HttpRequest, proposal: Proposal, form: ChangeForm, status: int = 200
    ) -> HttpResponse:
        """Return the page with the form that changes it."""
        context = {**_context(request, _("Change the proposal")), "form": form, "state_url": request.path}
        return _page(request, "change", context, status)


def _words(proposal: Proposal, is_public: bool) -> tuple[str, str]:
    """Return heading and first sentence about how a proposal stands."""
    if proposal.state == ProposalState.UNCONFIRMED:
        return _("Is everything right?"), _("Then send it to the editors. Nobody sees it before.")
    if proposal.state == ProposalState.WITHDRAWN:
        return _("Withdrawn"), _("The proposal is deleted, and your address with it.")
    if proposal.state == ProposalState.WAITING and is_public:
        return _("Your change waits for the editors"), _(
            "Until then the calendar shows what was there before."
        )
    if proposal.state == ProposalState.WAITING and proposal.event is not None:
        return _("Your proposal waits for the editors"), _("We write to you when it is decided.")
    if is_public:
        return _("Your event is in the calendar"), _("Something changes? Tell us here.")
    return _("This proposal is closed"), proposal.reason or _("It is not in the calendar.")


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what every page about a proposal shows."""
    context = view_context(request, title, robots="noindex")
    return context | {"title": title, "calendar_url": calendar_path()}


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    return never_kept(render(request, f"events/proposals/{name}.html", context, status=status))
