"""The pages of partners: asking for share kits by mail, confirming, leaving."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.models import ActorPage, Organisation
from network.models.organisations import LISTED
from portal.anonymous_forms import never_kept
from portal.http.rate_limit import RateLimit
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.view_models import Message
from publications.models import Partner

from . import joining
from .forms import PartnerForm
from .links import CONFIRM, LEAVE
from .mails import whose

# An office may enter a dozen addresses at once, and one more every two minutes.
limit = RateLimit(size=12, per_second=1 / 120)


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def become_partner(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """Take the wish to get share kits, of one organisation or of everybody."""
    pages = ActorPage.objects.live().public()
    rows = Organisation.objects.filter(status__in=LISTED, pages__in=pages).distinct()
    entry = get_object_or_404(rows, uuid=uuid) if uuid else None
    context = _context(request, _("Share kits by mail"), Partner(organisation=entry))
    if request.method != "POST":
        return _page(request, "join", {**context, "form": PartnerForm(request)})
    form = PartnerForm(request, request.POST)
    # What is sent by another site, or with a slip of the pen, costs nobody anything.
    if not form.is_valid():
        return _page(request, "join", {**context, "form": form}, status=400)
    budget = limit.take(request)
    if not budget.allowed:
        text = _("From your network there were many requests. Please try again in a few minutes.")
        context["notes"] = [Message("warn", text)]
        response = _page(request, "join", {**context, "form": form}, status=429)
        response["Retry-After"] = str(budget.wait)
        return response
    wish = joining.Wish(form.cleaned_data["email"], form.cleaned_data["language"], entry)
    joining.ask(wish, timezone.now())
    return _page(request, "asked", context)


def _context(request: HttpRequest, title: str, partner: Partner) -> dict[str, Any]:
    """Return what every page about a wish shows; search engines have no business there."""
    return {**view_context(request, title, robots="noindex"), "title": title, "whose": whose(partner)}


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    template = f"publications/infoposts/partners/{name}.html"
    return never_kept(render(request, template, context, status=status))


class PartnerView(SignedLinkView):
    """Base of the pages behind the links in mails."""

    def ended(self, request: HttpRequest) -> HttpResponse:
        """Return the page that says that no more mails come, whether by this link or long before."""
        title = _("You get no more mails")
        return _page(request, "ended", {**view_context(request, title, robots="noindex"), "title": title})


class ConfirmPartner(PartnerView):
    """Somebody confirms that the address is theirs."""

    purpose = CONFIRM

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show what it is about, with the button."""
        return self._answer(request, _("Get share kits by mail?"), joining.find(link.subject))

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Let the mails begin."""
        partner = joining.confirm(link.subject, timezone.now())
        return self._answer(request, _("You get share kits by mail"), partner, done=True)

    def _answer(
        self, request: HttpRequest, title: str, partner: Partner | None, done: bool = False
    ) -> HttpResponse:
        """Return the page; raises LinkOutdated for a partner who is gone."""
        if partner is None:
            raise LinkOutdated
        return _page(request, "confirm", {**_context(request, title, partner), "done": done})


class LeavePartner(PartnerView):
    """The way out of every mail: GET asks once, a POST ends it, from mail programs too (RFC 8058 §3.2)."""

    purpose = LEAVE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the button; whoever has left already learns that."""
        partner = joining.find(link.subject)
        if partner is None:
            return self.ended(request)
        return _page(request, "leave", _context(request, _("No more mails?"), partner))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End it; the same again changes nothing."""
        joining.leave(self.read(token).subject)
        return self.ended(request)
