"""The form that writes to an organisation whose address is not public, and the sender's confirmation."""

import uuid as uuid_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.models import ActorPage, RelayMessage
from network.page_contexts import record_of
from network.relay import messages
from network.relay.readers import reader_of
from network.views import public_page
from portal.addresses import page_path
from portal.anonymous_forms import never_kept
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.sites import office, settings_for, site_facts


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
    """Take a message to an entry that has no public address; an entry that has one shows it on its page."""
    page = public_page(uuid)
    if not messages.needs_relay(record_of(page, request)):
        return HttpResponseRedirect(page_path(page))
    if not messages.recipient_of(page.organisation, settings_for(request).office_email):
        raise Http404
    context = _context(request, page)
    if request.method != "POST":
        return never_kept(_form_page(request, context, messages.RelayForm(request)))
    form = messages.RelayForm(request, request.POST)
    if not form.is_valid():
        return never_kept(_form_page(request, context, form, 400))
    budget = messages.limit.take(request)
    if not budget.allowed:
        form.add_error(None, _too_many(budget.wait))
        return never_kept(_form_page(request, context, form, 429))
    try:
        facts = site_facts(request)
        messages.receive(page.organisation, form, facts.base_url if facts else "", timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return never_kept(_form_page(request, context, form, 429))
    return never_kept(render(request, "network/relay_thanks.html", context))


def _too_many(seconds: int) -> str:
    """Return when the next message can be sent from the same network, in whole minutes."""
    minutes = -(-seconds // 60)
    return ngettext(
        "Those were many messages from your network. The next one is possible in %(n)s minute.",
        "Those were many messages from your network. The next one is possible in %(n)s minutes.",
        minutes,
    ) % {"n": minutes}


def _context(request: HttpRequest, page: ActorPage) -> dict[str, Any]:
    """Return what every page about a message to an entry shows, above all who will read it."""
    title = _("Write a message")
    context = view_context(request, title, robots="noindex")
    known = office(request)
    reader = reader_of(
        page.organisation, settings_for(request).office_email, known.name if known else "", timezone.now()
    )
    return context | {"title": title, "entry": page.title, "entry_url": page_path(page), "reader": reader}


def _form_page(request: HttpRequest, context: dict[str, Any], form: Any, status: int = 200) -> HttpResponse:
    """Return the page with the form."""
    return render(request, "network/relay_form.html", {**context, "form": form}, status=status)


class ConfirmRelay(SignedLinkView):
    """The sender looks at the message once more and sends it."""

    purpose = messages.PURPOSE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the message with the button."""
        message, context = self._about(request, link)
        return render(request, "network/relay_confirm.html", {**context, "message": message})

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Pass the message on; where nobody takes it today, the link stays good for another try."""
        message, context = self._about(request, link)
        if messages.pass_on(message, settings_for(request).office_email, timezone.now()):
            return render(request, "network/relay_confirm.html", {**context, "done": True})
        transaction.set_rollback(True)
        again = {**context, "message": message, "is_full": True}
        return render(request, "network/relay_confirm.html", again, status=429)

    def _about(self, request: HttpRequest, link: SignedLink) -> tuple[RelayMessage, dict[str, Any]]:
        """Return the message and its page's context; raises LinkOutdated when it or the entry's page is gone."""
        message = messages.waiting(link.subject)
        if message is None:
            raise LinkOutdated
        try:
            page = public_page(message.organisation.uuid)
        except Http404 as error:
            raise LinkOutdated from error
        return message, _context(request, page)
